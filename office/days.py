"""What day it is for the procedure, and when a window ends."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

from office.models.installation import Installation

ZONE = ZoneInfo("Europe/Vienna")


def today() -> date:
    """The only day the procedure knows: the real day, plus a demonstration's stored offset.

    Sign-in, one-time codes, the queue and signatures use real time (design §8).
    """
    return timezone.localdate(timezone=ZONE) + timedelta(days=Installation.here().offset_days)


def is_demonstration() -> bool:
    """Whether this database was made as a demonstration. It never changes."""
    return Installation.here().is_demonstration


def end_of(day: date) -> datetime:
    """The last minute of a window that ends on ``day``: 23:59, Europe/Vienna."""
    return datetime.combine(day, time(23, 59), ZONE)
