"""Headers that no part of Django or its packages sets."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from accounts.http import asks_nobody

OFF = (
    "accelerometer",
    "autoplay",
    "camera",
    "display-capture",
    "encrypted-media",
    "fullscreen",
    "geolocation",
    "gyroscope",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "usb",
)


class SafetyHeadersMiddleware:
    """Switch off what a page of ours never needs (every page, whoever asks).

    Under ``no-referrer`` browsers send “Origin: null” with a form, and the check against forged
    forms refuses it. Pages that may hold a form say ``same-origin``: nobody else is told either.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", ", ".join(f"{name}=()" for name in OFF))
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if may_hold_a_form(request, response):
            response.headers.setdefault("Referrer-Policy", "same-origin")
        return response


def may_hold_a_form(request: HttpRequest, response: HttpResponse) -> bool:
    """Pages for people, but not “not found”, which is the same to its last header everywhere."""
    match = request.resolver_match
    return match is not None and response.status_code != 404 and not asks_nobody(match.func)
