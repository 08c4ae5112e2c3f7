"""Conditions of the draft that lies before the committee."""

from collections.abc import Sequence
from datetime import date

from accreditation.models import Condition, Recommendation

Pair = tuple[str, date]  # what is asked, and by when


def conditions_of(draft: Recommendation) -> list[Pair]:
    """Those of a draft, as its form takes them."""
    return [(one.text, one.due_on) for one in draft.conditions.all()]


def keep_conditions(draft: Recommendation, pairs: Sequence[Pair]) -> None:
    """In place of those the draft had; it is locked with its application."""
    draft.conditions.all().delete()
    for text, due_on in pairs:
        Condition.objects.create(recommendation=draft, text=text, due_on=due_on)
