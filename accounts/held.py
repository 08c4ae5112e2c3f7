"""What somebody sent after their session had ended: shown to them again, and sent once more.

Nothing of it is kept here. The page that answers carries it, signed, so that it comes back as it
was sent; a cookie of the same browser says that it was sent from there. So nobody else can lay
words into the mouth of whoever has signed in, and what comes back is only put into a form: sending
it is a click of the person who reads it.
"""

import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac

Respond = Callable[[HttpRequest], HttpResponse]
HOURS = 24
SALT = "accounts.held"
COOKIE = re.compile(r"[0-9a-f]{32}")
SECRET = re.compile(r"(^|[-_])(csrfmiddlewaretoken|password\d?|oldpassword|code|token|secret)$")
ACCOUNT = ("account_", "mfa_")  # how the names of pages begin that hold secrets alone
MAIN = {"HX-Retarget": "main", "HX-Reselect": "main", "HX-Reswap": "outerHTML show:window:top"}


@dataclass(frozen=True)
class Held:
    """A form as it was sent: where to, and each field with its values; no secret among them."""

    address: str
    fields: list[tuple[str, list[str]]]
    had_files: bool = False

    @property
    def pairs(self) -> list[tuple[str, str]]:
        return [(name, value) for name, values in self.fields for value in values]

    @property
    def texts(self) -> list[str]:
        """What a person has typed, as far as one can tell: what has more than one word."""
        return [value for _name, value in self.pairs if len(value.split()) > 1]


class HeldMiddleware:
    """Answers a form that was sent signed out with a page that holds what was typed."""

    def __init__(self, get_response: Respond):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.method != "POST" or not _leads_to_sign_in(response):
            return response
        held = held_from(request)
        return answer(request, held) if held else response


def held_from(request: HttpRequest) -> Held | None:
    """What was sent, where a person sent it from a page and typed something into it."""
    match = request.resolver_match
    if match is None or match.view_name.startswith(ACCOUNT):
        return None
    by_hand = request.headers.get("HX-Request") or request.accepts("text/html")
    fields = [
        (name, values) for name, values in request.POST.lists() if not SECRET.search(name.lower())
    ]
    held = Held(request.get_full_path(), fields, bool(request.FILES))
    return held if by_hand and held.texts else None


def answer(request: HttpRequest, held: Held, *, unproven: bool = False) -> HttpResponse:
    """The page that says so, with what was typed and the way on."""
    browser = _browser_of(request) or secrets.token_hex(16)
    signed = signing.dumps(
        [held.address, held.fields, held.had_files, _mark_of(browser)], salt=SALT, compress=True
    )
    context = {"held": held, "signed": signed, "unproven": unproven}
    response = render(request, "accounts/held.html", context, status=403)
    response.headers["Cache-Control"] = "private, no-store"
    if request.headers.get("HX-Request"):
        response.status_code = 200  # htmx shows nothing else
        for name, value in MAIN.items():
            response.headers[name] = value
    response.set_cookie(
        cookie_name(), browser, secure=settings.HTTPS, httponly=True, samesite="Strict"
    )
    return response


def opened(request: HttpRequest) -> Held | None:
    """What this browser was shown within a day; None for anything else."""
    browser = _browser_of(request)
    try:
        said: Any = signing.loads(request.POST.get("held", ""), salt=SALT, max_age=HOURS * 3600)
    except signing.BadSignature:
        return None
    address, fields, had_files, mark = said
    if browser is None or not constant_time_compare(mark, _mark_of(browser)):
        return None
    return Held(address, [(name, values) for name, values in fields], had_files)


def cookie_name() -> str:
    return "__Host-held" if settings.HTTPS else "held"


def _browser_of(request: HttpRequest) -> str | None:
    found = request.COOKIES.get(cookie_name(), "")
    return found if COOKIE.fullmatch(found) else None


def _mark_of(browser: str) -> str:
    return salted_hmac(SALT, browser, algorithm="sha256").hexdigest()


def _leads_to_sign_in(response: HttpResponse) -> bool:
    leads_to = response.headers.get("HX-Redirect") or response.headers.get("Location", "")
    return urlsplit(leads_to).path == reverse("account_login")
