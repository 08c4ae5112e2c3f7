"""Which invented authority does what on which day: by actions and steps, with days that pass."""

from collections.abc import Callable
from datetime import date, timedelta

from accreditation import clocks
from accreditation.actions.deadlines import extend_deadline
from accreditation.actions.sessions import plan_session
from accreditation.actions.settling import correct_fact
from accreditation.models import Application, Condition, Label, Session
from accreditation.workflow import APPLICATION, LABEL
from office.days import today

from . import people, walk, walk_panel
from .course import Course

FILING = {
    "first": (0, 10),
    "c": (90, 120),
    "b": (90, 120),
    "second": (150, 232),
    "third": (290, 440),
}
MEETS = {"c": 355, "b": 376}  # the others meet by the edition's rule, eleven months after filing
RELEASED = 345  # the first session, on the day it meets


Event = Callable[[Course], None]


def plan_sessions(course: Course) -> None:
    """Two meetings a year; in the first year one sits three times, since so many file."""
    months = course.framework.clocks.months("documents_before_session")
    for name, (opens, closes) in FILING.items():
        if name not in MEETS:
            meets = clocks.months_after(course.day(closes), months)
            plan(course, name, opens=opens, closes=closes, meets=meets)
        elif course.everyone:
            meets = course.day(MEETS[name])
            plan(course, name, opens=opens, closes=closes, meets=meets, sign=name)


def plan(
    course: Course, name: str, *, opens: int, closes: int, meets: date, sign: str = ""
) -> None:
    """A session by the days of this course; ``sign`` tells those of one half of a year apart."""
    course.sessions[name] = plan_session(
        framework=course.framework,
        code=f"{meets.year}-{1 if meets.month < 7 else 2}{sign}",
        filing_opens_on=course.day(opens),
        filing_closes_on=course.day(closes),
        meets_on=meets,
        by=course.cast.secretariat[0],
    )


def play(course: Course, events: list[tuple[int, Event]]) -> None:
    """Let everything happen, each thing on its day."""
    for day, event in sorted(events, key=lambda dated: dated[0]):
        walk.wait_until(course.day(day))
        event(course)


# --- from filing to the final reports -------------------------------------------------------------


def _files(name: str) -> Event:
    def event(course: Course) -> None:
        for key, facts in course.told(name).items():
            purpose, groups = facts.get("purpose", "level"), facts.get("groups", 3)
            course.file(key, name, purpose=purpose, groups=groups)

    return event


def _is_admitted(name: str) -> Event:
    return lambda course: course.admit(*course.told(name))


def _replies_and_is_drawn(name: str) -> Event:
    def event(course: Course) -> None:
        told = course.told(name)
        for key, facts in told.items():
            course.reply(key, facts["reply"])
        if told:
            walk.draw(course.session(name), course.cast.secretariat)
        for key in told:
            walk_panel.declare_all(course.application(key))

    return event


def _is_reviewed(name: str, opinion: walk_panel.Opinion = walk_panel.differing) -> Event:
    def event(course: Course) -> None:
        for key, facts in course.told(name).items():
            walk_panel.review_all(course.application(key), opinion)
            found = people.document("findings.yaml")
            walk_panel.add_findings(course.made[key], facts.get("findings") or found[key])

    return event


def _is_settled(name: str) -> Event:
    def event(course: Course) -> None:
        for key, facts in course.told(name).items():
            level = facts.get("board_level", facts.get("level", ""))
            walk_panel.settle_all(course.application(key), pass_on=1, level=level)
            walk_panel.settle(course.made[key])

    return event


def _checks_the_facts(name: str) -> Event:
    def event(course: Course) -> None:
        for key, facts in course.told(name).items():
            application, lead = course.application(key), course.cast.leads[key]
            if correction := facts.get("correction"):
                code, text = correction
                correct_fact(
                    application=application,
                    text=text,
                    by=lead,
                    requirement=course.framework.requirements.get(code=code),
                )
            APPLICATION.perform("correct_facts", application, by=lead)

    return event


# --- committee, board, publication ----------------------------------------------------------------


def _attendance_is_published(name: str) -> Event:
    """And some city objects to one of those who come."""

    def event(course: Course) -> None:
        told, cast = course.told(name), course.cast
        if not told:
            return
        walk.publish_attendance(course.session(name), cast.committee, cast.secretariat[0])
        for key, facts in told.items():
            if grounds := facts.get("objects_because"):
                member = cast.committee[-1]
                walk.object_to(course.application(key), member, grounds, cast.leads[key])

    return event


def _objections_are_decided(name: str) -> Event:
    def event(course: Course) -> None:
        for key, facts in course.told(name).items():
            for objection in course.application(key).member_objections.open():
                step, reasons = facts["objection"], facts["objection_reasons"]
                walk.decide(objection, course.cast.board, step, reasons)

    return event


def _committee_sits(name: str) -> Event:
    def event(course: Course) -> None:
        told, cast = course.told(name), course.cast
        if not told:
            return
        walk.sit(course.session(name), cast.committee, cast.secretariat[0])
        for key, facts in told.items():
            walk.recommend(
                course.application(key),
                cast.committee,
                cast.chair,
                facts.get("level", ""),
                outcome=facts["outcome"],
                reasons=facts["reasons"],
                differs=facts.get("differs", facts["reasons"]),
                conditions=[
                    (one["asked"], today() + timedelta(days=one["days"]))
                    for one in facts.get("conditions", [])
                ],
            )

    return event


def is_released(name: str) -> Event:
    def event(course: Course) -> None:
        if course.told(name):
            walk.release(course.session(name), course.cast.secretariat)

    return event


def _some_challenge(course: Course) -> None:
    for key, facts in course.told("first").items():
        if "grounds" in facts:
            walk.challenge(course.application(key), course.cast.leads[key], facts["grounds"])


def _board_settles(course: Course) -> None:
    for key, facts in course.told("first").items():
        if "board" in facts:
            walk.settle_challenge(
                course.application(key),
                course.cast.board,
                facts["board"],
                facts.get("board_level", ""),
                facts["board_reasons"],
            )


def _board_is_given_time(course: Course) -> None:
    for key, facts in course.told("first").items():
        if because := facts.get("board_waits_for"):
            _give_time(course, course.application(key), 60, because)


def _release_is_given_time(name: str) -> Event:
    because = "The letter to one city waits for its translation; all go out on one day."

    def event(course: Course) -> None:
        if course.told(name):
            _give_time(course, course.session(name), 55, because)

    return event


def _give_time(course: Course, subject: Application | Session, days: int, because: str) -> None:
    to, by = today() + timedelta(days=days), course.cast.secretariat[0]
    extend_deadline(subject=subject, step="remind", to=to, because=because, by=by)


def are_published(name: str) -> Event:
    def event(course: Course) -> None:
        for key, facts in course.told(name).items():
            if facts.get("published"):
                walk.publish(course.application(key), course.cast.secretariat)

    return event


def _labels_change(course: Course) -> None:
    for key, facts in course.told("first").items():
        if step := facts.get("label_step"):
            label = Label.objects.get(city=course.cast.cities[key])
            for person in course.cast.secretariat:
                LABEL.perform(step, label, by=person, note=facts["label_reasons"])


def _some_conditions_are_met(course: Course) -> None:
    for key, facts in course.told("first").items():
        met = {one["asked"]: one for one in facts.get("conditions", []) if "report" in one}
        for condition in Condition.objects.filter(label__city=course.cast.cities[key]):
            if told := met.get(condition.text):
                lead, two = course.cast.leads[key], course.cast.secretariat
                walk.meet_condition(condition, lead, two, told["report"], told["reasons"])


def round_of(
    name: str, *, begins: int, meets: int, opinion: walk_panel.Opinion = walk_panel.differing
) -> list[tuple[int, Event]]:
    """From filing to the committee, for those who file in this session."""
    return [
        (begins + 2, _files(name)),
        (begins + 5, _is_admitted(name)),
        (begins + 62, _replies_and_is_drawn(name)),
        (begins + 90, _is_reviewed(name, opinion)),
        (begins + 100, _is_settled(name)),
        (begins + 105, _checks_the_facts(name)),
        (meets - 40, _attendance_is_published(name)),
        (meets - 30, _objections_are_decided(name)),
        (meets, _committee_sits(name)),
    ]


EVENTS: list[tuple[int, Event]] = [
    (2, _files("first")),
    (8, _is_admitted("first")),
    (65, _replies_and_is_drawn("first")),
    (106, _is_reviewed("first")),
    (131, _is_settled("first")),
    (136, _checks_the_facts("first")),
    (RELEASED - 40, _attendance_is_published("first")),
    (RELEASED - 30, _objections_are_decided("first")),
    (RELEASED - 1, _committee_sits("first")),
    (RELEASED, is_released("first")),
    (RELEASED + 4, _some_challenge),
    (RELEASED + 12, _board_settles),
    (RELEASED + 25, _board_is_given_time),
    (RELEASED + 30, are_published("first")),
    (RELEASED + 50, _labels_change),
    (RELEASED + 54, _some_conditions_are_met),
]
for _name in ("b", "c"):
    EVENTS += round_of(_name, begins=100, meets=MEETS[_name])
EVENTS += [
    (MEETS["b"] + 2, is_released("b")),
    (MEETS["c"] + 10, _release_is_given_time("c")),
]
