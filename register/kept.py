"""What would have the database look at every city is read once a minute for everybody."""

from collections.abc import Callable
from datetime import date
from typing import TypeVar

from django.core.cache import cache

KEPT = 60  # seconds

Value = TypeVar("Value")


def once_a_minute(name: str, day: date, read: Callable[[], Value]) -> Value:
    """What ``read`` gives, or gave for the same day within the last minute, in whatever process.

    Only for what a page may say a little late: never for a proof (trust §6).
    """
    key = f"register:{day.isoformat()}:{name}"
    kept: Value | None = cache.get(key)
    if kept is None:
        kept = read()
        cache.set(key, kept, KEPT)
    return kept
