"""Starting, extending, stopping and ringing deadlines."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import models, transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from office import trail
from office.actors import Actor
from office.days import today
from office.models import Clock
from office.subjects import number_of


@dataclass(frozen=True)
class Due:
    """The last day of a window, and the rule that set it, in words."""

    day: date
    rule: str


def now() -> datetime:
    """Real time, for marks that are not days of the procedure."""
    return timezone.now()


def start(
    workflow: str,
    subject: models.Model,
    step: str,
    due: Due,
    *,
    late_since: date | None = None,
    extended_because: str = "",
) -> Clock:
    """Start the clock that takes ``step`` when ``due`` is over, in place of a running one.

    ``late_since`` is for one that only reminds: the last day of what is late. ``extended_because``
    is for one that goes on where another stood that had been given more time.
    """
    stop(workflow, subject, [step])
    return Clock.objects.create(
        workflow=workflow,
        subject_label=subject._meta.label_lower,
        subject_key=str(subject.pk),
        subject_number=number_of(subject),
        step=step,
        started_on=today(),
        due_on=max(due.day, today()),
        rule=due.rule,
        late_since=late_since,
        extended_because=extended_because,
    )


def stop(workflow: str, subject: models.Model, steps: Iterable[str]) -> None:
    """Stop the running clocks of these steps."""
    running = Clock.objects.running().of(subject).filter(workflow=workflow, step__in=list(steps))
    running.update(stopped_on=today())


def first_later_day(clock: Clock) -> date:
    """The first day that more time can be given to: none that has passed, and a later one."""
    return max(clock.due_on + timedelta(days=1), today())


@transaction.atomic
def extend(clock: Clock, subject: models.Model, *, to: date, because: str, by: Actor) -> Clock:
    """Give a clock of ``subject`` more time, with a reason that those who wait can read.

    One that has reminded for the last time, and that nothing has followed, runs anew. Gives back
    the one that runs. Raises
    ValueError with a sentence when it is over, the day is no later, or no reason is given.
    """
    clock.refresh_from_db(from_queryset=Clock.objects.select_for_update(no_key=True))
    if not Clock.objects.standing().filter(pk=clock.pk).exists():
        raise ValueError(_("This deadline is over; it cannot be extended."))
    if to < first_later_day(clock):
        day = date_format(first_later_day(clock) - timedelta(days=1))
        raise ValueError(_("The new day must be later than %(day)s.") % {"day": day})
    if not because.strip():
        raise ValueError(_("Please give the reason; those who wait will read it."))
    if clock.rung_on:
        rule = clock.rule
        clock = start(clock.workflow, subject, clock.step, Due(to, rule))
    clock.due_on, clock.extended_because, clock.reasons = to, because.strip(), []
    clock.late_since = None
    clock.save(update_fields=["due_on", "extended_because", "reasons", "late_since"])
    note = _("Until %(day)s: %(reason)s") % {"day": date_format(to), "reason": because.strip()}
    trail.record(subject, "extend", by=by, workflow=clock.workflow, note=note)
    return clock
