"""What stands around every page: masthead, foot, whose platform it is. Drawn once a process."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.conf import settings
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from office.days import days_may_move, today

NAVIGATION = (
    "register:cities",
    "commitments:framework",
    "register:practices",
    "register:verify",
    "register:about",
)
KEPT = 300  # frames: languages × places in the navigation


@dataclass(frozen=True)
class Frame:
    """Alike for everybody who reads in this language at this place of the navigation."""

    language: str
    operator: str
    contact: str  # an address of theirs, empty where none is set
    is_demonstration: bool
    day: date | None  # the procedure's, where days do not pass by themselves
    is_led: bool  # there is a page that leads through the demonstration
    masthead: SafeString
    foot: SafeString


def frame_of(request: HttpRequest) -> Frame:
    """The frame of the page that is asked for; it reads the address and nothing else."""
    path = request.path
    here = next((url for url in _navigation(settings.ROOT_URLCONF) if url in path), "")
    operator, contact = str(settings.OPERATOR), settings.CONTACT
    day = today() if days_may_move() else None
    is_led = day is not None and settings.DEMONSTRATION_SIGN_IN
    return _drawn(get_language() or "", operator, contact, day, is_led, here, here == path)


def forget() -> None:
    """Draw anew; for tests, whose addresses begin anew."""
    _drawn.cache_clear()
    _navigation.cache_clear()


@lru_cache
def _navigation(_urlconf: str) -> list[str]:
    return [reverse(name) for name in NAVIGATION]


@lru_cache(maxsize=KEPT)
def _drawn(
    language: str,
    operator: str,
    contact: str,
    day: date | None,
    is_led: bool,
    here: str,
    is_here: bool,
) -> Frame:
    context = {
        "operator": operator,
        "contact": contact,
        "here": here,
        "current": "page" if is_here else "true",
    }
    return Frame(
        language,
        operator,
        contact,
        day is not None,
        day,
        is_led,
        render_to_string("frame/masthead.html", context),
        render_to_string("frame/foot.html", context),
    )
