"""A demonstration while it is made: who there is, what has been opened, and on which day."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from accreditation.actions.applications import open_application, write_reply
from accreditation.models import Application, Session
from accreditation.workflow import APPLICATION
from commitments.models import Framework
from office.days import today

from . import people, record, voices, walk

FEW = ("valdoria", "clarens")  # whose applications are made in any demonstration


@dataclass
class Course:
    """A demonstration while it is made. ``made`` are the applications, the latest of each city."""

    framework: Framework
    cast: people.Cast
    everyone: bool
    start: date = field(default_factory=today)
    sessions: dict[str, Session] = field(default_factory=dict)
    made: dict[str, Application] = field(default_factory=dict)

    def day(self, number: int) -> date:
        return self.start + timedelta(days=number)

    def among(self, keys: Iterable[str]) -> list[str]:
        return [key for key in keys if self.everyone or key in FEW]

    def told(self, name: str) -> dict[str, Any]:
        """Those who file in this session, of the first round or the past, and what comes of it."""
        past = people.document("past.yaml")["sessions"]
        if name in past:
            return dict(past[name])
        told = people.document("courses.yaml")
        return {key: told[key] for key in self.among(told) if told[key].get("session") == name}

    def session(self, name: str) -> Session:
        self.sessions[name].refresh_from_db()
        return self.sessions[name]

    def application(self, key: str) -> Application:
        self.made[key].refresh_from_db()
        return self.made[key]

    def open(self, key: str, groups: int = 3) -> Application:
        """A draft; the record is filled for the first one."""
        city, lead = self.cast.cities[key], self.cast.leads[key]
        if not city.answers.exists():
            agreed = key in FEW  # the others file what is ready, which takes half as long to make
            record.fill(key, city, self.framework, lead, groups=groups, agreed=agreed)
        self.made[key] = open_application(city=city, framework=self.framework, by=lead)
        return self.made[key]

    def file(self, key: str, name: str, *, purpose: str = "level", groups: int = 3) -> None:
        application, lead = self.open(key, groups), self.cast.leads[key]
        document = application.city.evidence.order_by("pk")[0]
        walk.submit(application, self.session(name), document, lead, purpose=purpose)

    def admit(self, *keys: str) -> None:
        """Admitted, and heard: residents speak where somebody has something to say."""
        for key in keys:
            walk.admit(self.application(key), self.cast.secretariat[0])
            if key in people.document("voices.yaml")["said"]:
                voices.speak(key, self.made[key], self.cast)

    def reply(self, key: str, text: str) -> None:
        application, lead = self.application(key), self.cast.leads[key]
        write_reply(application=application, text=text, version=0, by=lead)
        if key in people.document("voices.yaml")["answers"]:
            voices.answer(key, application, lead)
        APPLICATION.perform("reply", application, by=lead)
