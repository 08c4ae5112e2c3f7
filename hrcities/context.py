"""What every page needs to know of the place it is shown in, and the frame around it."""

import time
from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from office.days import is_demonstration

ASK_AGAIN = 60  # seconds: a database may become a demonstration once, while it is empty
NAVIGATION = ("register:cities", "commitments:framework", "register:verify", "register:about")
KEPT = 300  # frames: languages × places in the navigation

_asked: dict[bool, float] = {}  # what was found, and when


@dataclass(frozen=True)
class Frame:
    """The parts of a page that are alike for everybody, drawn once a process."""

    masthead: SafeString
    foot: SafeString


def place(request: HttpRequest) -> dict[str, object]:
    """Whose platform this is, whether it is a demonstration, and the frame of its pages."""
    operator = str(settings.OPERATOR)
    here = next((url for url in _navigation(settings.ROOT_URLCONF) if url in request.path), "")
    return {
        "operator": operator,
        "is_demonstration": _is_demonstration(),
        "frame": _frame(get_language() or "", operator, here, here == request.path),
    }


def forget() -> None:
    """Ask and draw anew; for tests, whose databases and addresses begin anew."""
    _asked.clear()
    _frame.cache_clear()
    _navigation.cache_clear()


@lru_cache
def _navigation(_urlconf: str) -> list[str]:
    return [reverse(name) for name in NAVIGATION]


@lru_cache(maxsize=KEPT)
def _frame(language: str, operator: str, here: str, is_here: bool) -> Frame:
    context = {
        "operator": operator,
        "here": here,
        "current": "page" if is_here else "true",
    }
    return Frame(
        render_to_string("frame/masthead.html", context),
        render_to_string("frame/foot.html", context),
    )


def _is_demonstration() -> bool:
    """The answer never goes back from yes to no, so that a yes is kept for good."""
    if True in _asked:
        return True
    if time.monotonic() - _asked.get(False, float("-inf")) > ASK_AGAIN:
        _asked[is_demonstration()] = time.monotonic()
    return True in _asked
