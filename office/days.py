"""What day it is for the procedure, and when a window ends."""

import time as clock
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

from office.models.installation import Installation

ZONE = ZoneInfo("Europe/Vienna")
ASK_AGAIN = 60  # seconds: a database may become a demonstration once, while it is empty

_asked: dict[bool, float] = {}  # whether it was found to be one, and when


def today() -> date:
    """The only day the procedure knows: the real day, plus a demonstration's stored offset.

    Sign-in, one-time codes, the queue and signatures use real time (design §8).
    """
    return timezone.localdate(timezone=ZONE) + timedelta(days=Installation.here().offset_days)


def now() -> datetime:
    """When something was said or saved, as people read it: now, on the procedure's day.

    Outside a demonstration that is the real moment, and nothing is asked of the database.
    """
    if not days_may_move():
        return timezone.now()
    moved = timedelta(days=Installation.here().offset_days)
    return (timezone.localtime(timezone=ZONE) + moved).astimezone(UTC)


def days_may_move() -> bool:
    """Whether this is a demonstration, as far as this process knows; it asks once a minute.

    The answer never goes back from yes to no, so that a yes is kept for good.
    """
    if True in _asked:
        return True
    if clock.monotonic() - _asked.get(False, float("-inf")) > ASK_AGAIN:
        _asked[is_demonstration()] = clock.monotonic()
    return True in _asked


def forget() -> None:
    """Ask anew; for tests, whose databases begin anew."""
    _asked.clear()


def is_demonstration() -> bool:
    """Whether this database was made as a demonstration. It never changes."""
    return Installation.here().is_demonstration


def end_of(day: date) -> datetime:
    """The last minute of a window that ends on ``day``: 23:59, Europe/Vienna."""
    return datetime.combine(day, time(23, 59), ZONE)
