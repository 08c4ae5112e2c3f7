"""What came years before: labels that were renewed, refused, given back, taken away, or ran out.

A label lives for five years, so these days pass before anybody of the first round files.
"""

from typing import Any

from accreditation.actions import labels
from accreditation.choices import DialogueMode
from accreditation.models import Label
from accreditation.models.yearly_update import TEXTS
from accreditation.workflow import LABEL
from accreditation.workflow.label_year import lines_of
from office.days import today

from . import people, walk_panel
from .course import Course
from .courses import Event, are_published, is_released, plan, play, round_of

MEETS = 240  # days after filing for a session opens
GRANTED = MEETS + 31  # and decisions are published
AGAIN = GRANTED + 1500  # when filing opens for renewals
OVER = GRANTED + 1805  # and when the past is over: some labels have three weeks left


def play_all(course: Course) -> None:
    """Until the day on which the first round begins."""
    events: list[tuple[int, Event]] = []
    for name, begins in (("past", 0), ("between", AGAIN)):
        meets = begins + MEETS
        plan(course, name, opens=begins, closes=begins + 30, meets=course.day(meets))
        events += round_of(name, begins=begins, meets=meets, opinion=walk_panel.seldom_differing)
        events += [
            (meets + 1, is_released(name)),
            (begins + GRANTED, are_published(name)),
        ]
    events += _lives("labels", GRANTED)
    play(course, [*events, (OVER, lambda _course: None)])


def since() -> list[tuple[int, Event]]:
    """What happens to their labels while the first round is under way."""
    return _lives("since", 0)


def _lives(part: str, first: int) -> list[tuple[int, Event]]:
    return [(first + facts["day"], _happens(facts)) for facts in people.document("past.yaml")[part]]


def _happens(facts: dict[str, Any]) -> Event:
    def event(course: Course) -> None:
        city, lead = course.cast.cities[facts["city"]], course.cast.leads[facts["city"]]
        label = Label.objects.held().get(city=city)
        if "update" in facts:
            texts = dict(zip(TEXTS, facts["update"], strict=True))
            version = label.due_update.version
            labels.write_update(label=label, texts=texts, version=version, by=lead)
            keys = [line.key for line in lines_of(label, label.due_update)]
            labels.look_through(label=label, keys=keys, by=lead)
            LABEL.perform("file_update", label, by=lead)
        elif "talk" in facts:
            with_whom, said = facts["talk"]
            labels.record_talk(
                label=label,
                held_on=today(),
                with_whom=with_whom,
                mode=DialogueMode.REMOTE,
                said=said,
                by=course.cast.secretariat[0],
            )
        else:
            by = [lead] if facts["step"] == "withdraw" else course.cast.secretariat
            for person in by:
                LABEL.perform(facts["step"], label, by=person, note=facts["reasons"])

    return event
