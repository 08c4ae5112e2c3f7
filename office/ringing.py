"""Taking the steps of clocks that are over, and letting a demonstration's days pass."""

import logging
from datetime import timedelta

from django.core.exceptions import ObjectDoesNotExist
from django.db import InterfaceError, OperationalError, models, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from office.actors import CLOCK
from office.days import today
from office.models import Clock, Installation
from office.subjects import find
from office.workflow import WORKFLOWS, Refused

logger = logging.getLogger(__name__)


def ring_due() -> int:
    """Ring every clock that is over, in order of date; how many have rung.

    A refused step leaves its reasons on the clock, which rings again on another day.
    """
    rung = 0
    while clock := Clock.objects.due(today()).first():
        rung += ring(clock)
    return rung


@transaction.atomic
def ring(clock: Clock) -> bool:
    """Take the clock's step. False, with the reasons kept, when a guard refuses it.

    A step that nothing waits for any more (``waits`` of its row) is not taken, and leaves no
    entry in the trail.

    The subject is locked first, as its procedure locks it, then the clock, as every step of a
    person does: two orders would be a deadlock. What the database itself cannot do just now (a
    lost connection) is raised and leaves no mark, so that the next run tries again.
    """
    day = today()
    mine = Clock.objects.due(day).filter(pk=clock.pk)
    try:
        subject = _locked_subject(clock)
    except ObjectDoesNotExist:
        mine.update(stopped_on=day)
        return False
    if not mine.update(tried_on=day):
        return False  # rung, stopped or extended by another, while we waited
    reasons = _refusals(clock, subject)
    if reasons:
        Clock.objects.filter(pk=clock.pk).update(reasons=reasons)
    return not reasons


def _locked_subject(clock: Clock) -> models.Model:
    subject = find(clock.subject_label, clock.subject_key)
    if clock.workflow in WORKFLOWS:
        WORKFLOWS[clock.workflow].lock(subject)
    return subject


def _refusals(clock: Clock, subject: models.Model) -> list[str]:
    """Why the step was not taken; empty when it was, or when nothing waits for it any more."""
    try:
        with transaction.atomic():
            Clock.objects.filter(pk=clock.pk).update(rung_on=today(), reasons=[])
            workflow = WORKFLOWS[clock.workflow]
            if workflow.transitions[clock.step].waits(subject):
                workflow.perform(clock.step, subject, by=CLOCK, note=clock.rule)
    except Refused as refused:
        return refused.reasons
    except (InterfaceError, OperationalError):
        raise
    except Exception:  # one broken case must not keep the others waiting
        logger.exception("Clock %s could not take its step", clock.pk)
        return [_("This step could not be taken. The secretariat is looking into it.")]
    return []


def let_days_pass(days: int) -> int:
    """Move a demonstration's day forward, ringing each clock on its own day; how many rang.

    Raises ValueError outside a demonstration and for a number below one.
    """
    if not Installation.here().is_demonstration:
        raise ValueError("Days pass by themselves outside a demonstration.")
    if days < 1:
        raise ValueError("Days move forward only.")
    rung, last = 0, today() + timedelta(days=days)
    while left := (last - today()).days:
        step = min(days_to_next_ring() or left, left)
        Installation.objects.filter(pk=1).update(offset_days=F("offset_days") + step)
        rung += ring_due()
    return rung


def days_to_next_ring() -> int | None:
    """In how many days a clock rings, those that were refused on each day; None if none runs."""
    running = Clock.objects.running()
    if running.exclude(reasons=[]).exists():
        return 1
    next_due = running.order_by("due_on").values_list("due_on", flat=True).first()
    return max(1, (next_due - today()).days + 1) if next_due else None
