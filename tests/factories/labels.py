"""A label as it is lived with: its clocks run, and people keep it and hold it."""

from dataclasses import dataclass
from datetime import timedelta

from accounts.choices import PostKind
from accounts.models import User
from accreditation import clocks
from accreditation.actions import labels as actions
from accreditation.choices import SessionState
from accreditation.models import Condition, Label
from accreditation.models.yearly_update import TEXTS
from accreditation.workflow import LABEL
from accreditation.workflow.condition import bind
from accreditation.workflow.label_effects import begin_its_life
from accreditation.workflow.label_year import lines_of
from office.days import today
from office.models import Clock, Installation, Letter
from office.ringing import let_days_pass
from tests.factories.accreditation_committee import holder, lead_of, make_label, make_session
from tests.factories.commitments import six
from tests.factories.kept import kept
from tests.factories.progress import evidence_of

WORDS = dict.fromkeys(TEXTS, "We asked, and this is what we heard.")


@dataclass
class Held:
    """A label of level A with its lead and two of the secretariat; days can pass."""

    label: Label
    lead: User
    two: list[User]

    def taken_by_two(self, step: str, note: str = "For these reasons.") -> None:
        for person in self.two:
            LABEL.perform(step, self.label, by=person, note=note)

    def pass_until_over(self, step: str) -> None:
        """Let days pass until the clock of this step has rung."""
        clock = Clock.objects.running().of(self.label).get(step=step)
        let_days_pass((clock.due_on - today()).days + 1)
        self.label.refresh_from_db()

    def write_update(self, **texts: str) -> None:
        version = self.label.due_update.version
        texts = {**WORDS, **texts}
        actions.write_update(label=self.label, texts=texts, version=version, by=self.lead)

    def look_through(self) -> None:
        keys = [line.key for line in lines_of(self.label, self.label.due_update)]
        actions.look_through(label=self.label, keys=keys, by=self.lead)

    def file_update(self) -> None:
        self.write_update()
        self.look_through()
        LABEL.perform("file_update", self.label, by=self.lead)

    def write_answer(self, *, evidence: bool = True) -> None:
        paper = [evidence_of(self.label.city, by=self.lead, title="Minutes")] if evidence else []
        text = "We have mended it."
        actions.write_answer(label=self.label, text=text, evidence=paper, version=0, by=self.lead)

    def asked(self, text: str = "Name an ombudsperson.", days: int = 200) -> Condition:
        """A condition that goes with the label, to be met so many days from now."""
        due_on = today() + timedelta(days=days)
        recommendation = self.label.decision.recommendation
        condition = Condition(recommendation=recommendation, text=text, due_on=due_on)
        bind(condition, self.label)
        return condition

    def running(self) -> set[str]:
        return set(Clock.objects.running().of(self.label).values_list("step", flat=True))

    def letters_to(self, person: User) -> list[str]:
        return list(Letter.objects.filter(to=person).values_list("subject", flat=True))


@kept
def make_held(code: str = "A") -> Held:
    Installation.objects.update_or_create(pk=1, defaults={"is_demonstration": True})
    session = make_session(six(), state=SessionState.RELEASED)
    label = make_label(session, code)
    label.valid_until = clocks.validity(label.framework.clocks, today()).day - timedelta(days=1)
    label.save()
    begin_its_life(label)
    two = [holder(PostKind.SECRETARIAT, f"Secretariat {number}") for number in (1, 2)]
    return Held(label, lead_of(label.decision.application), two)
