"""How a published decision is said in a line."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.safestring import SafeString

from accreditation.choices import Outcome
from register.labels import seal

DECISION = (
    "pk", "published_on", "outcome", "reasons", "level__code", "level__title", "level__rank",
    "application__reference", "application__is_pilot", "application__city__name",
    "application__city__slug", "application__city__invented",
)  # fmt: skip


@dataclass(frozen=True)
class DecisionRow:
    reference: str
    city: str
    slug: str
    invented: bool
    is_pilot: bool
    outcome: str
    seal: SafeString | str
    reasons: str
    published_on: date


def decision_row(values: Sequence[Any]) -> DecisionRow:
    """A line from a row of ``DECISION``."""
    decision = dict(zip(DECISION, values, strict=True))
    code, level = decision["level__code"], decision["level__title"]
    is_lowest = decision["level__rank"] == 1
    return DecisionRow(
        reference=decision["application__reference"],
        city=decision["application__city__name"],
        slug=decision["application__city__slug"],
        invented=decision["application__city__invented"],
        is_pilot=decision["application__is_pilot"],
        outcome=level or str(Outcome(decision["outcome"]).label),
        seal=seal(code, level, is_lowest=is_lowest) if level else "",
        reasons=decision["reasons"],
        published_on=decision["published_on"],
    )
