"""What is known of a request afterwards: a number, a line in the log, and a count.

The number comes from the proxy where that is trusted and the number looks like one; it stands in
the answer, in every line written meanwhile, and in every task the request asks for. Of addresses
where somebody may speak in confidence (the namespace ``voices``) nothing is kept: no number, no
line, no count.
"""

import logging
import re
import time
from collections.abc import Callable
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from structlog.contextvars import bind_contextvars, clear_contextvars, unbind_contextvars

from hrcities import metrics

logger = logging.getLogger("hrcities.requests")
HEADER = "X-Request-ID"
WELL_FORMED = re.compile(r"[0-9a-fA-F-]{16,64}")  # a UUID, or what proxies make: no words
SILENT = "voices"
STATIC = "static"
UNKNOWN = "unknown"  # no address of ours; what was typed may be anything


class ObserveMiddleware:
    """Stands first, so that its line and its time cover everything."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response
        metrics.begin()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        began = time.perf_counter()
        number = number_of(request)
        clear_contextvars()
        bind_contextvars(request_id=number)
        try:
            response = self.get_response(request)
            if not is_silent(request):
                response.headers[HEADER] = number
                observe(request, response, time.perf_counter() - began)
        finally:
            clear_contextvars()
        return response

    def process_view(self, request: HttpRequest, *_args: Any) -> None:
        if is_silent(request):
            unbind_contextvars("request_id")


def number_of(request: HttpRequest) -> str:
    """The proxy's number where there is a proxy we trust and it is one; else a new one."""
    given = request.headers.get(HEADER, "") if settings.BEHIND_PROXY else ""
    return given if WELL_FORMED.fullmatch(given) else uuid4().hex


def is_silent(request: HttpRequest) -> bool:
    match = request.resolver_match
    return match is not None and SILENT in match.namespaces


def observe(request: HttpRequest, response: HttpResponse, seconds: float) -> None:
    """Count it and write its line: which view, never which address or who asked."""
    view = name_of(request)
    method = request.method if request.method in metrics.METHODS else "other"
    metrics.requests.labels(view, method, response.status_code).inc()
    metrics.durations.labels(view).observe(seconds)
    if view != STATIC:
        told = {
            "method": method,
            "view": view,
            "status": response.status_code,
            "milliseconds": round(seconds * 1000, 1),
        }
        logger.info("request", extra=told)


def name_of(request: HttpRequest) -> str:
    if match := request.resolver_match:
        return match.view_name or match.route
    return (
        STATIC if request.path_info.startswith(f"/{settings.STATIC_URL.strip('/')}/") else UNKNOWN
    )
