"""When can people speak, when does the committee meet, who comes, and who reviews which city?"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, QuerySet, Subquery

from accreditation.choices import ApplicationState as S
from accreditation.choices import SessionState, Stage
from accreditation.models import (
    Application,
    Attendance,
    PanelMember,
    Recommendation,
    Session,
)
from register import published
from register.keyset import Key, Part, a_day, a_number, part_of
from voices.released import Hearing, announced_hearings

# Panels are published from the draw on; until the objections are settled they may change.
BEFORE_THE_DRAW = [S.DRAFT, S.RETURNED, S.SUBMITTED, S.HEARING, S.REPLYING, S.FORMING]


SIZE = 6  # sessions on a page: three years
LATEST_FIRST = [
    Key("meets_on", a_day, descending=True),
    Key("pk", a_number, descending=True),
]
KEYS = tuple(key.field for key in LATEST_FIRST)


@dataclass(frozen=True)
class Member:
    name: str
    seat: str
    country: str
    chairs: bool


@dataclass(frozen=True)
class Case:
    """One city in a session, when it is heard, and the panel that reviews it."""

    name: str
    slug: str
    invented: bool
    stage: str
    moved_from: str  # the code of the session in which the committee had it before
    is_undecided: bool  # its session is released, and its decision is not published yet
    hearing: Hearing | None
    members: Sequence[Member]


@dataclass(frozen=True)
class Meeting:
    session: Session
    cases: Sequence[Case]
    attendance: Sequence[Attendance]


def part_of_sessions(*, after: str, before: str) -> Part:
    """Which sessions stand on the page that was asked for, the latest first; one statement."""
    sessions = Session.objects.values_list(*KEYS)
    return part_of(sessions, KEYS, LATEST_FIRST, after=after, before=before, size=SIZE)


def meetings(part: Part) -> list[Meeting]:
    """The sessions of ``part``, the latest first; five statements however many there are."""
    cases = (
        published.applications()
        .exclude(state__in=[S.DRAFT, S.RETURNED, S.SUBMITTED])
        .select_related("city")
        .annotate(moved_from=Subquery(_earlier()))
        .order_by("city__name_sort")
    )
    frozen = Exists(published.draws().filter(session=OuterRef("pk")))
    chosen = Session.objects.filter(pk__in=[key for _day, key in part.rows])
    sessions = chosen.annotate(frozen=frozen).order_by(*(key.order for key in LATEST_FIRST))
    sessions = sessions.prefetch_related(
        Prefetch("applications", cases, to_attr="cases"),
        Prefetch("attendance", Attendance.objects.filter(attends=True).select_related("member")),
    )
    found = list(sessions)
    every = [case for session in found for case in session.cases]
    panels = _panels([case.pk for case in every])
    hearings = announced_hearings({case.city_id for case in every})
    return [
        Meeting(
            session,
            [
                Case(
                    name=case.city.name,
                    slug=case.city.slug,
                    invented=case.city.invented,
                    stage=str(case.stage.label),
                    moved_from=case.moved_from or "",
                    is_undecided=session.state == SessionState.RELEASED
                    and case.stage == Stage.COMMITTEE,
                    hearing=_hearing_of(case, hearings.get(case.city_id, [])),
                    members=panels.get(case.pk, []) if case.state not in BEFORE_THE_DRAW else [],
                )
                for case in session.cases
            ],
            list(session.attendance.all()) if session.attendance_published_on else [],
        )
        for session in found
    ]


def _earlier() -> QuerySet[Any, Any]:
    """The code of the last session that dealt with an application that is in another one now.

    Only what was released: that a case is moved shows by itself from then on. Why it was is not
    public before its decision (design §5).
    """
    made = Recommendation.objects.filter(application=OuterRef("pk"), released_on__isnull=False)
    elsewhere = made.exclude(session=OuterRef("session"))
    return elsewhere.order_by("-number").values("session__code")[:1]


def _hearing_of(case: Application, hearings: Sequence[Hearing]) -> Hearing | None:
    """The first that opened once the application was filed."""
    filed = case.submitted_on
    return next((one for one in hearings if filed and one.opens >= filed), None)


def _panels(applications: Sequence[int]) -> dict[int, list[Member]]:
    """Application → who sits on its panel now, by the name anyone may read."""
    panels: dict[int, list[Member]] = {}
    seated = PanelMember.objects.seated().filter(panel__application__in=applications)
    for member in seated.select_related("reviewer__user", "panel").order_by("-is_chair", "pk"):
        reviewer = member.reviewer
        panels.setdefault(member.panel.application_id, []).append(
            Member(
                name=reviewer.public_name,
                seat=str(member.get_seat_display()),
                country="" if reviewer.pseudonym else str(reviewer.country.name),
                chairs=member.is_chair,
            )
        )
    return panels
