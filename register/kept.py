"""What would have the database look at every city is read once a minute for everybody."""

import time
from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar

KEPT = 60  # seconds
MOST = 20  # things of different names and days

Value = TypeVar("Value")

_kept: dict[tuple[str, date], tuple[float, Any]] = {}  # until when, and what


def once_a_minute(name: str, day: date, read: Callable[[], Value]) -> Value:
    """What ``read`` gives, or gave this process for the same day within the last minute.

    Only for what a page may say a little late: never for a proof (trust §6).
    """
    now = time.monotonic()
    until, value = _kept.get((name, day), (now, None))
    if until <= now:
        value = read()
        if len(_kept) >= MOST:
            _kept.clear()
        _kept[name, day] = (now + KEPT, value)
    found: Value = value
    return found


def forget() -> None:
    """Read anew; for tests, whose databases begin anew."""
    _kept.clear()
