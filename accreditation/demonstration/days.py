"""Days that pass in a demonstration: what rings on the way, and what came of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accreditation.models import Application
from accreditation.workflow import APPLICATION
from office.days import today
from office.models import Clock, Installation
from office.ringing import let_days_pass
from office.workflow import WORKFLOWS

MOST = 400  # days at once: a little more than the way from filing to the committee


@dataclass(frozen=True)
class Ring:
    """A clock and the day it rings on; ``reasons`` where its step was refused."""

    day: date
    subject: str
    step: str
    rule: str
    reasons: list[str]


def next_deadline() -> int | None:
    """How many days until a running clock rings that has not rung in vain yet; None without one."""
    waiting = Clock.objects.running().filter(due_on__gte=today()).order_by("due_on").first()
    return (waiting.due_on - today()).days + 1 if waiting else None


def rings_within(days: int) -> list[Ring]:
    """What is bound to ring if so many days pass, in order of date.

    What those steps start, and rings within the same days, is not known before.
    """
    due = Clock.objects.running().filter(due_on__lt=today() + timedelta(days=days))
    return _rings(due.order_by("due_on", "pk"))


def rang_since(day: date) -> list[Ring]:
    """The clocks whose steps were taken after ``day``."""
    return _rings(Clock.objects.filter(rung_on__gt=day).order_by("rung_on", "pk"))


def refused_since(day: date) -> list[Ring]:
    """The clocks that rang after ``day`` in vain, with the reasons; they ring again each day."""
    refused = Clock.objects.running().filter(tried_on__gt=day).exclude(reasons=[])
    return _rings(refused.order_by("due_on", "pk"))


@transaction.atomic
def pass_days(*, seen: int, days: int) -> bool:
    """Let days pass; False, and nothing moves, when they have passed since ``seen`` was read.

    ``seen`` is the offset of the page that asked, so that two who ask at once have one effect.
    Everything that rings is one transaction: it all happened, or nothing has.
    Raises ValueError outside a demonstration and for a number of days that is none.
    """
    here = (
        Installation.objects.select_for_update(no_key=True).filter(pk=1).first()
        or Installation.here()
    )
    if here.offset_days != seen:
        return False
    let_days_pass(days)
    return True


def _rings(clocks: Iterable[Clock]) -> list[Ring]:
    found, day = list(clocks), today()
    cities = {
        str(application.pk): str(application)
        for application in Application.objects.filter(
            pk__in=[clock.subject_key for clock in found if clock.workflow == APPLICATION.name]
        ).select_related("city")
    }
    return [
        Ring(
            day=clock.rung_on or clock.tried_on or max(clock.due_on, day) + timedelta(days=1),
            subject=_subject_of(clock, cities),
            step=str(WORKFLOWS[clock.workflow].transitions[clock.step].label),
            rule=clock.rule,
            reasons=clock.reasons,
        )
        for clock in found
    ]


def _subject_of(clock: Clock, cities: dict[str, str]) -> str:
    if clock.workflow == APPLICATION.name and clock.subject_key in cities:
        return cities[clock.subject_key]
    if clock.workflow == "session":
        return _("Session %(code)s") % {"code": clock.subject_number}
    return clock.subject_number


def day_after(days: int) -> str:
    """The day it will be when so many have passed, in words."""
    return date_format(today() + timedelta(days=days), "j F Y")
