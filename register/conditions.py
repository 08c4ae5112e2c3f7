"""What has the holder of a label still to do, and where does it stand? As anyone may read it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from accreditation.choices import ConditionState
from accreditation.models import Condition
from register import published

COLUMNS = ("text", "due_on", "state", "reasons")

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


def rows_of(number: str) -> QuerySet[Condition, Row]:
    """Those of the label with this number, in the order of their days, as ``COLUMNS``."""
    return published.conditions().filter(label__number=number).values_list(*COLUMNS)


def asked(rows: Iterable[Row]) -> tuple[Asked, ...]:
    return tuple(
        _asked(text, due_on, ConditionState(state), reasons)
        for text, due_on, state, reasons in rows
    )


def _asked(text: str, due_on: date, state: ConditionState, reasons: str) -> Asked:
    """What two people recorded stands until two others record; a late report does not lift it."""
    is_reported_late = bool(reasons) and state in (ConditionState.OPEN, ConditionState.REPORTED)
    shown = ConditionState.NOT_MET if is_reported_late else state
    return Asked(text, due_on, shown, str(shown.label), reasons, is_reported_late)
