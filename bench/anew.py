"""Have public pages drawn anew for each request, unless the request says otherwise.

The register keeps the HTML of pages it has drawn, by their facts. Whoever asks for the same page
again and again would measure that memory and not the page.
"""

import threading
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse

from register import drawing

HEADER = "X-Drawn-Before"
_now = threading.local()


class Kept(dict[Any, str]):
    """The register's memory, of which nothing is remembered for a page that is to be anew."""

    def get(self, key: Any, default: Any = None) -> Any:
        return super().get(key, default) if getattr(_now, "may_remember", False) else default


class DrawnAnew:
    """The middleware that listens to the header."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response
        if not isinstance(drawing._kept, Kept):
            drawing._kept = Kept(drawing._kept)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        _now.may_remember = HEADER in request.headers
        return self.get_response(request)
