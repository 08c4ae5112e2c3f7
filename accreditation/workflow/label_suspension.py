"""What of a label waits while it is suspended, and how does it go on once it is restored?

The time of a suspension counts for nothing but the label's last day: neither the yearly update
nor a special review or a downgrade notice loses by it.
"""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from itertools import pairwise

from django.utils.translation import ngettext

from accreditation.choices import LabelState as S
from accreditation.models import Label
from office import clocks as office_clocks
from office.actors import PROCEDURE
from office.clocks import Due
from office.days import today
from office.models import Clock
from office.workflow import WORKFLOWS, Taken

RESUMES: Mapping[str, str] = {
    S.ON_HOLD: "resume_hold",
    S.SPECIAL_REVIEW: "resume_special_review",
    S.DOWNGRADE_NOTICE: "resume_notice",
}
OF_THE_UPDATE = ("remind_of_update", "give_notice", "hold")
WAITS = (*OF_THE_UPDATE, "end_special_review", "remind_to_decide")


def go_on_as_before(label: Label, _taken: Taken) -> None:
    """Back to what it was when it was suspended, with the time that was left. Before the day of
    its state changes."""
    since = label.state_since
    days = (today() - since).days
    _move_what_waits(label, since, days)
    before = label.changes.exclude(state=S.SUSPENDED).last()
    if before and before.state in RESUMES:
        WORKFLOWS["label"].perform(RESUMES[before.state], label, by=PROCEDURE)
    for clock in list(_left(label, since)):
        due, because = later_by(days, Due(clock.due_on, clock.rule)), clock.extended_because
        office_clocks.start("label", label, clock.step, due, extended_because=because)


def _move_what_waits(label: Label, since: date, days: int) -> None:
    label.days_suspended += days
    if label.answer_until:
        label.answer_until += timedelta(days=days)
    label.save(update_fields=["days_suspended", "answer_until"])
    if update := label.due_update:
        update.due_on += timedelta(days=days)
        if update.opens_on > since:
            update.opens_on += timedelta(days=days)
        update.save(update_fields=["due_on", "opens_on"])


def _left(label: Label, since: date) -> Iterator[Clock]:
    """The clocks that the suspension stopped and that go on, oldest first."""
    known = WORKFLOWS["label"].transitions
    stopped = Clock.objects.of(label).filter(stopped_on=since, step__in=WAITS).order_by("pk")
    for clock in stopped:
        if label.state in known[clock.step].source and _still_waits(label, clock.step):
            yield clock


def _still_waits(label: Label, step: str) -> bool:
    """Whether the yearly update is asked for, and stands where this step takes it up."""
    if step not in OF_THE_UPDATE:
        return True
    update = label.due_update
    return update is not None and (step == "hold") is (update.noticed_on is not None)


def days_suspended_since(label: Label, day: date) -> int:
    """How long suspensions that began on this day or later and have ended took together."""
    turns = list(label.changes.filter(since__gte=day).order_by("pk"))
    return sum(
        (after.since - turn.since).days
        for turn, after in pairwise(turns)
        if turn.state == S.SUSPENDED
    )


def later_by(days: int, due: Due) -> Due:
    """Later by the days of a suspension, and saying so; where there were none, as it was."""
    if not days:
        return due
    rule = ngettext(
        "%(rule)s, without %(days)d day of suspension",
        "%(rule)s, without %(days)d days of suspension",
        days,
    )
    words = rule % {"rule": due.rule, "days": days}
    longest = Clock._meta.get_field("rule").max_length
    return Due(due.day + timedelta(days=days), words[:longest])
