"""What has the holder of a label still to do, and where does it stand? As anyone may read it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from accreditation.choices import ConditionState
from accreditation.models import Condition
from register import published

COLUMNS = ("text", "due_on", "state", "reasons", "more_by", "extended_to")

Row = tuple[Any, ...]


@dataclass(frozen=True)
class Asked:
    """A condition that goes with a label, and where it stands."""

    text: str
    due_on: date
    state: str
    get_state_display: str
    reasons: str
    is_reported_late: bool
    extended_to: date | None
    more_by: date | None  # of what was recorded, and reported late: until when more was asked for


def rows_of(number: str) -> QuerySet[Condition, Row]:
    """Those of the label with this number, in the order of their days, as ``COLUMNS``."""
    return published.conditions().filter(label__number=number).values_list(*COLUMNS)


def asked(rows: Iterable[Row]) -> tuple[Asked, ...]:
    return tuple(
        _asked(text, due_on, ConditionState(state), reasons, more_by, extended_to)
        for text, due_on, state, reasons, more_by, extended_to in rows
    )


def _asked(
    text: str,
    due_on: date,
    state: ConditionState,
    reasons: str,
    more_by: date | None,
    extended_to: date | None,
) -> Asked:
    """What two people recorded stands until it is recorded anew.

    Neither a late report lifts it, nor that more is asked for then.
    """
    is_recorded = bool(reasons)
    is_reported_late = is_recorded and state == ConditionState.REPORTED
    is_asked_for_more = is_recorded and state == ConditionState.OPEN
    shown = ConditionState.NOT_MET if is_reported_late or is_asked_for_more else state
    return Asked(
        text=text,
        due_on=due_on,
        state=shown,
        get_state_display=str(shown.label),
        reasons=reasons,
        is_reported_late=is_reported_late,
        extended_to=extended_to,
        more_by=more_by if is_asked_for_more else None,
    )
