"""How far those have come who file in the second and the third session."""

from accreditation.models import Application
from accreditation.workflow import APPLICATION, REVIEW

from . import record, walk, walk_panel
from .course import Course
from .courses import Event

SECOND = ("clarens", "monteluna", "lindhafen", "kalliroe")


def _second_session_files(course: Course) -> None:
    for key in course.among(SECOND):
        course.file(key, "second")


def _second_session_is_admitted(course: Course) -> None:
    course.admit(*course.among(SECOND))


def _second_session_is_drawn(course: Course) -> None:
    """All declare but the last member of one panel, which cannot be confirmed without."""
    walk.draw(course.session("second"), course.cast.secretariat)
    for key in course.among(SECOND):
        members = walk_panel.seated(course.application(key))
        walk_panel.declare(members[:-1] if key == "kalliroe" else members)


def _second_session_reads(course: Course) -> None:
    """One panel reads, one settles, and of one the city checks the facts."""
    _read_in_part(course.application("clarens"))
    _ask_clarens(course)
    for key in course.among(("monteluna", "lindhafen")):
        walk_panel.review_all(course.application(key), walk_panel.differing)
    for key in course.among(("lindhafen",)):
        walk_panel.settle_all(course.application(key))
        walk_panel.settle(course.made[key])


def _read_in_part(application: Application) -> None:
    """Two members have filed, one is half through, two have begun."""
    filed, rest = walk_panel.seated(application)[:2], walk_panel.seated(application)[2:]
    for member in filed:
        walk_panel.assess(member, walk_panel.differing)
        REVIEW.perform("file", member.review, by=member.user)
    for member, most in zip(rest, (40, 12, 5), strict=False):
        walk_panel.assess(member, walk_panel.differing, most=most)


def _ask_clarens(course: Course) -> None:
    """One of those who still read asks; the secretariat takes out what tells on them."""
    walk_panel.clarify(
        walk_panel.seated(course.application("clarens"))[2],
        "S1.3",
        asked="In our city such an instruction was forgotten within a year, and I doubt that this "
        "one is followed. Is it still in force?",
        sent="Is the instruction of 2022 to front desks still in force, and where can it be read?",
        answer="Yes. It was renewed in March, hangs at every front desk, and is read out when "
        "somebody begins to work there.",
        office=course.cast.secretariat[0],
        team=course.cast.leads["clarens"],
    )


def _clarens_goes_on(course: Course) -> None:
    """Its team improves the record while the panel reads what was filed."""
    for key in course.among(["clarens"]):
        city = course.application(key).city
        record.go_on(city, course.framework, course.cast.leads[key])


def _files_third(key: str) -> Event:
    def event(course: Course) -> None:
        for each in course.among([key]):
            course.file(each, "third")

    return event


def _is_admitted_third(key: str) -> Event:
    return lambda course: course.admit(*course.among([key]))


def _veldhoek_replies(course: Course) -> None:
    for key in course.among(["veldhoek"]):
        course.reply(key, "Four people wrote about the register of algorithms; we have added two.")


def _vesiranna_changes_its_mind(course: Course) -> None:
    for key in course.among(["vesiranna"]):
        APPLICATION.perform("withdraw", course.open(key), by=course.cast.leads[key])


def _kuusiranta_is_returned(course: Course) -> None:
    reasons = "The agreement with your neighbours on an adviser is mentioned, but not attached."
    for key in course.among(["kuusiranta"]):
        APPLICATION.perform(
            "return", course.application(key), by=course.cast.secretariat[0], note=reasons
        )


EVENTS: list[tuple[int, Event]] = [
    (228, _second_session_files),
    (237, _second_session_is_admitted),
    (377, _second_session_is_drawn),
    (400, _second_session_reads),
    (405, _clarens_goes_on),
    (292, _files_third("veldhoek")),
    (295, _is_admitted_third("veldhoek")),
    (353, _veldhoek_replies),
    (300, _vesiranna_changes_its_mind),
    (330, _files_third("belorechene")),
    (334, _is_admitted_third("belorechene")),
    (370, _files_third("otocje")),
    (379, _is_admitted_third("otocje")),
    (381, _files_third("kuusiranta")),
    (384, _kuusiranta_is_returned),
    (398, _files_third("vesiranna")),
]
