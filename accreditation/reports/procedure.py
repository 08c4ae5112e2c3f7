"""Who sat on the panel and how the case went, as a report tells it."""

from dataclasses import dataclass
from datetime import date

from accreditation.choices import ApplicationState
from accreditation.models import Application
from office.days import today
from office.models import TrailEntry


@dataclass(frozen=True)
class Member:
    """A member under the name anyone may read."""

    name: str
    seat: str
    country: str
    chairs: bool


@dataclass(frozen=True)
class Stage:
    """A state of the application, and the day it began."""

    label: str
    on: date


def members_of(application: Application) -> list[Member]:
    """Those who sit on the panel now, the chair first."""
    if application.panel is None:
        return []
    seated = application.panel.members.filter(left_on=None).select_related("reviewer__user")
    return [
        Member(
            name=member.reviewer.public_name,
            seat=member.get_seat_display(),
            country=str(member.reviewer.country.name),
            chairs=member.is_chair,
        )
        for member in seated.order_by("-is_chair", "pk")
    ]


def stages_of(application: Application) -> list[Stage]:
    """The states the application went through, from the trail.

    The step that asks for the report enters the trail at the end of its transaction, so the state
    it led to is added here.
    """
    labels = dict(ApplicationState.choices)
    moves = TrailEntry.objects.of(application).filter(workflow="application").order_by("number")
    gone = [(entry.target, entry.day) for entry in moves if entry.source != entry.target]
    if not gone or gone[-1][0] != application.state:
        gone.append((application.state, today()))
    return [Stage(str(labels.get(state, state)), day) for state, day in gone]
