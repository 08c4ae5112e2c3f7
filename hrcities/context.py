"""What every page needs to know of the place it is shown in."""

import time

from django.conf import settings
from django.http import HttpRequest

from office.days import is_demonstration

ASK_AGAIN = 60  # seconds: a database may become a demonstration once, while it is empty

_asked: dict[bool, float] = {}  # what was found, and when


def place(request: HttpRequest) -> dict[str, object]:
    """Whose platform this is, and whether it is a demonstration."""
    return {"operator": settings.OPERATOR, "is_demonstration": _is_demonstration()}


def forget() -> None:
    """Ask the database again; for tests, whose databases begin anew."""
    _asked.clear()


def _is_demonstration() -> bool:
    """The answer never goes back from yes to no, so that a yes is kept for good."""
    if True in _asked:
        return True
    if time.monotonic() - _asked.get(False, float("-inf")) > ASK_AGAIN:
        _asked[is_demonstration()] = time.monotonic()
    return True in _asked
