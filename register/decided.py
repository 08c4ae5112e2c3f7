"""How a published decision is said in a line."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from accreditation.choices import LABEL_VALID, LabelState, Outcome
from register import published
from register.keyset import Key, a_day, a_number
from register.labels import seal, state_on

DECISION = (
    "pk", "published_on", "outcome", "reasons", "level__code", "level__title", "level__rank",
    "application__reference", "application__is_pilot", "application__city__name",
    "application__city__slug", "application__city__invented",
    "label__state", "label__valid_until", "label__renewal",
)  # fmt: skip
NEWEST_FIRST = [
    Key("published_on", a_day, descending=True),
    Key("pk", a_number, descending=True),
]


@dataclass(frozen=True)
class DecisionRow:
    reference: str
    city: str
    slug: str
    invented: bool
    is_pilot: bool
    outcome: str
    seal: SafeString | str  # of a label that is valid
    standing: str  # what to know of the label that came of it, unless it is simply valid
    reasons: str
    published_on: date


def told() -> QuerySet[Any, Any]:
    """Rows of ``DECISION``: every decision that is published."""
    return published.decisions().values_list(*DECISION)


def newest_decisions() -> QuerySet[Any, Any]:
    """The same, the last one published first."""
    return told().order_by(*(key.order for key in NEWEST_FIRST))


def decision_row(values: Sequence[Any], day: date) -> DecisionRow:
    """A line from a row of ``DECISION``, with what has become of its label until ``day``."""
    decision = dict(zip(DECISION, values, strict=True))
    state = _state(decision, day)
    code, level = decision["level__code"], decision["level__title"]
    is_lowest = decision["level__rank"] == 1
    return DecisionRow(
        reference=decision["application__reference"],
        city=decision["application__city__name"],
        slug=decision["application__city__slug"],
        invented=decision["application__city__invented"],
        is_pilot=decision["application__is_pilot"],
        outcome=level or str(Outcome(decision["outcome"]).label),
        seal=seal(code, level, is_lowest=is_lowest) if state in LABEL_VALID else "",
        standing=""
        if state in ("", LabelState.VALID)
        else _("Label: %(state)s") % {"state": LabelState(state).label},
        reasons=decision["reasons"],
        published_on=decision["published_on"],
    )


def _state(decision: dict[str, Any], day: date) -> str:
    """The state of the label on ``day``; empty where the decision led to none."""
    kept: str | None = decision["label__state"]
    if kept is None:
        return ""
    renewed = bool(decision["label__renewal"]) and kept in LABEL_VALID
    return state_on(day, kept, decision["label__valid_until"], is_being_renewed=renewed)
