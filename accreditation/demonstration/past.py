"""What came years before: labels that were renewed, refused, given back, taken away, or ran out.

A label lives for five years, so these days pass before anybody of the first round files.
"""

from datetime import timedelta
from typing import Any

from accreditation.actions import labels
from accreditation.choices import DialogueMode
from accreditation.models import Label
from accreditation.models.yearly_update import TEXTS
from accreditation.workflow import LABEL
from accreditation.workflow.label_year import lines_of
from office.days import today
from progress.actions import update_measure
from progress.choices import MeasureState

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
    events += [
        (GRANTED + 100, _are_answered("past")),
        (GRANTED + 700, _are_carried_out("past")),
        (OVER - 5, _are_answered("between")),
    ]
    play(course, [*events, (OVER, lambda _course: None)])


def _are_answered(name: str) -> Event:
    """Each city says who sees to what was recommended to it, and by when."""

    def event(course: Course) -> None:
        for key in course.told(name):
            for measure in course.cast.cities[key].measures.to_plan():
                update_measure(
                    measure=measure,
                    by=course.cast.leads[key],
                    version=measure.version,
                    owner="Office of the mayor",
                    due_on=today() + timedelta(days=730),
                )

    return event


def _are_carried_out(name: str) -> Event:
    def event(course: Course) -> None:
        for key in course.told(name):
            for measure in course.cast.cities[key].measures.recommended():
                update_measure(
                    measure=measure,
                    by=course.cast.leads[key],
                    version=measure.version,
                    owner=measure.owner,
                    due_on=measure.due_on,
                    state=MeasureState.DONE,
                    account="It was carried out as recommended, and the council was told.",
                )

    return event


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
