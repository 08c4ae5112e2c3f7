"""Reminding of what is late: how often, and from when it is counted anew."""

from datetime import timedelta
from typing import Any

from django.db.models import F, Q, Subquery
from django.db.models.functions import Coalesce

from office import clocks
from office.clocks import Due
from office.days import today
from office.models import Clock, TrailEntry
from office.workflow import Taken

STEP = "remind"
EVERY, TIMES = timedelta(days=7), 4


def once_more(workflow: str, subject: Any, taken: Taken) -> None:
    """Ring once more after a week, four times in all.

    Who has not moved after three weeks of letters is not moved by a fifth: it takes a talk. They
    are counted anew whenever the subject has come to another state, or was given more time.
    """
    if _sent_before(workflow, subject) + 1 < TIMES:
        due, rung = Due(today() + EVERY, taken.note), last_rung(subject)
        late, because = (rung.last_day, rung.extended_because) if rung else (today(), "")
        clocks.start(workflow, subject, STEP, due, late_since=late, extended_because=because)


def last_rung(subject: Any) -> Clock | None:
    """The clock that reminds just now."""
    return Clock.objects.of(subject).filter(step=STEP).order_by("-pk").first()


def _sent_before(workflow: str, subject: Any) -> int:
    """How many were sent since the subject came to its state, or was given more time in it; the
    one of now is not in it.
    """
    entries = TrailEntry.objects.of(subject).filter(workflow=workflow)
    begins = entries.filter(~Q(source=F("target")) | Q(step="extend"))
    last = begins.order_by("-number").values("number")[:1]
    return entries.filter(step=STEP, number__gt=Coalesce(Subquery(last), 0)).count()
