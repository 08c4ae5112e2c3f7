"""Who does a piece of work: the worker whose UPDATE took it."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone


def claim(rows: models.QuerySet, **changes: Any) -> int | None:
    """Take one of these rows, as long as a claim holds; its key, or None when none is left.

    The oldest of those tried least often, so that one whose workers die keeps nobody waiting, and
    of those tried equally often the ones that nobody has claimed yet.

    One conditional UPDATE, the same on every database: one row changed means it is ours. A claim
    that is over counts as none, so work survives whoever began it (trust §4). Raises RuntimeError
    inside a transaction, where work that leaves the database has no place.
    """
    queue = rows.order_by("attempts", F("claimed_until").asc(nulls_first=True), "pk")
    while (key := queue.values_list("pk", flat=True).first()) is not None:
        with transaction.atomic(durable=True):
            taken = rows.filter(pk=key).update(
                claimed_until=claim_end(), attempts=F("attempts") + 1, **changes
            )
        if taken:
            return key
    return None


def free() -> Q:
    """Rows nobody works on now."""
    return Q(claimed_until=None) | Q(claimed_until__lt=timezone.now())


def claim_end() -> datetime:
    """Until when whoever has shown a sign of life now counts as being at work."""
    return timezone.now() + timedelta(seconds=settings.CLAIM_SECONDS)


def stay(mine: models.QuerySet) -> None:
    """A sign of life: whoever holds this row is still at work on it."""
    mine.update(claimed_until=claim_end())


def in_minutes(minutes: float) -> datetime:
    """Real time, so many minutes from now."""
    return timezone.now() + timedelta(minutes=minutes)
