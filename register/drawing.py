"""A public page is a function of the facts it shows: the same facts are drawn once a process.

What was kept can never be out of date, since the facts themselves are what it is kept by. They
are read anew for each reader; only turning them into HTML is saved.
"""

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from register.frame import Frame, frame_of

Facts = TypeVar("Facts", bound=Hashable)
KEPT = 400  # pages

_kept: dict[tuple[str, Frame, Hashable], str] = {}


def drawn(
    request: HttpRequest,
    template: str,
    facts: Facts,
    context: Callable[[Facts], dict[str, Any]],
) -> HttpResponse:
    """The page of ``facts``. ``context`` makes from them, and from nothing else, what it shows."""
    key = (template, frame_of(request), facts)
    page = _kept.get(key)
    if page is None:
        page = render_to_string(template, context(facts), request)
        if len(_kept) >= KEPT:
            _kept.clear()
        _kept[key] = page
    return HttpResponse(page)


def forget() -> None:
    """Draw every page anew; for tests that count what it takes."""
    _kept.clear()
