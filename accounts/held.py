"""What somebody sent and we could not take: shown to them again, and sent once more.

Their session had ended, their second factor was to be shown first, or the token of the form was
none any more. Nothing of it is kept here. The page that answers carries it, signed, so that it
comes back as it was sent; a cookie of the same browser says that it was sent from there, and the
form itself by whom (``accounts.whose``). So nobody else can lay words into the mouth of whoever
has signed in, and what comes back is only put into a form: sending it is a click of the person who
reads it.
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

from accounts import second_factor, whose
from accounts.http import asks_nobody
from accounts.models import User

Respond = Callable[[HttpRequest], HttpResponse]
HOURS = 24
SALT = "accounts.held.with_whose"  # another when the page carries something else
COOKIE = re.compile(r"[0-9a-f]{32}")
LARGEST = 2_000_000  # signs of what a page carries: as much as comes back in one form
SECRET = re.compile(
    rf"^{whose.FIELD}$|(^|[-_])(csrfmiddlewaretoken|password\d?|oldpassword|token|secret)$"
    r"|(^|[-_])(again|letter|mfa)[-_]code$"  # of the second factor, and of a letter on paper
)
ACCOUNT = ("account_", "mfa_")  # how the names of pages begin that hold secrets alone
MAIN = {"HX-Retarget": "main", "HX-Reselect": "main", "HX-Reswap": "outerHTML show:window:top"}


@dataclass(frozen=True)
class Held:
    """A form as it was sent: where to, and each field with its values; no secret among them."""

    address: str
    fields: list[tuple[str, list[str]]]
    had_files: bool = False
    whose: str = ""  # the mark of the person on whose page it was; "" where that is not known

    @property
    def pairs(self) -> list[tuple[str, str]]:
        return [(name, value) for name, values in self.fields for value in values]

    @property
    def texts(self) -> list[str]:
        """What is surely typed: what has more than one word."""
        return [value for _name, value in self.pairs if len(value.split()) > 1]

    @property
    def others(self) -> list[tuple[str, str]]:
        """All else that says something, each by the name of its field: steps, days, numbers."""
        named = [(re.sub(r"[-_]+", " ", name), value.strip()) for name, value in self.pairs]
        return [(name, value) for name, value in named if len(value.split()) == 1]

    def is_of(self, person: User) -> bool:
        """Whether this person may read and send it; what may be anybody's is given to nobody."""
        return whose.is_of(self.whose, person.pk)


class HeldMiddleware:
    """Answers a form that was turned away to the signing in with a page that holds what it said."""

    def __init__(self, get_response: Respond):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        leads_to = _leads_to(response) if request.method == "POST" else ""
        if not leads_to:
            return response
        unproven = leads_to in [reverse(name) for name in second_factor.PAGES]
        if not unproven and leads_to != reverse("account_login"):
            return response
        held = held_from(request)
        return answer(request, held, prove_at=leads_to if unproven else "") if held else response


def held_from(request: HttpRequest) -> Held | None:
    """What was sent, where a person sent it from a page and it says anything.

    Pages of signing in hold secrets, and those that ask nobody what contributors said.
    """
    match = request.resolver_match
    if match is None or match.view_name.startswith(ACCOUNT) or asks_nobody(match.func):
        return None
    by_hand = request.headers.get("HX-Request") or request.accepts("text/html")
    fields = [
        (name, values) for name, values in request.POST.lists() if not SECRET.search(name.lower())
    ]
    had_files = bool(request.FILES) or getattr(request, "files_left_out", False)
    address = request.get_full_path()
    held = Held(address, fields, had_files, whose.wrote(request))
    says_something = held.texts or held.others or had_files
    return held if by_hand and says_something else None


def answer(request: HttpRequest, held: Held, *, prove_at: str = "") -> HttpResponse:
    """The page that says so, with what was sent and the way on.

    ``prove_at`` is where the second factor is shown, for whoever has signed in without it: they
    read what is theirs. Where nobody knows whose it was, it is shown to be copied by whoever has
    just sent it, and does not come back.
    """
    if prove_at and not held.is_of(request.user):  # type: ignore[arg-type]
        return _kept_from(request, held)
    browser = _browser_of(request) or secrets.token_hex(16)
    signed = signing.dumps(
        [held.address, held.fields, held.had_files, held.whose, _mark_of(browser)],
        salt=SALT,
        compress=True,
    )
    comes_back = bool(held.whose) and len(signed) <= LARGEST
    context = {"held": held, "signed": signed if comes_back else "", "prove_at": prove_at}
    response = _shown(request, "accounts/held.html", context)
    response.set_cookie(
        cookie_name(), browser, secure=settings.HTTPS, httponly=True, samesite="Strict"
    )
    return response


def offer(request: HttpRequest, held: Held, *, status: int = 200) -> HttpResponse:
    """The page with the form that sends it again; to somebody else, only that it is not theirs,
    or that we cannot tell whose it is.

    ``status`` says 403 where the form was not taken since its token was none any more.
    """
    if not held.is_of(request.user):  # type: ignore[arg-type]
        return _kept_from(request, held)
    return _shown(
        request, "accounts/held_open.html", {"held": held, "stale": status == 403}, status
    )


def _kept_from(request: HttpRequest, held: Held) -> HttpResponse:
    return _shown(request, "accounts/held_other.html", {"is_known": bool(held.whose)})


def came_from_us(request: HttpRequest) -> bool:
    """Whether the browser says that a page of ours sent this; no other site can make it say so."""
    ours = [f"{request.scheme}://{request.get_host()}", *settings.CSRF_TRUSTED_ORIGINS]
    return request.headers.get("Origin") in ours


def opened(request: HttpRequest) -> Held | None:
    """What this browser was shown within a day; None for anything else."""
    browser = _browser_of(request)
    try:
        said: Any = signing.loads(request.POST.get("held", ""), salt=SALT, max_age=HOURS * 3600)
    except signing.BadSignature:
        return None
    address, fields, had_files, wrote, mark = said
    if browser is None or not constant_time_compare(mark, _mark_of(browser)):
        return None
    return Held(address, [(name, values) for name, values in fields], had_files, wrote)


def cookie_name() -> str:
    return "__Host-held" if settings.HTTPS else "held"


def _browser_of(request: HttpRequest) -> str | None:
    found = request.COOKIES.get(cookie_name(), "")
    return found if COOKIE.fullmatch(found) else None


def _mark_of(browser: str) -> str:
    return salted_hmac(SALT, browser, algorithm="sha256").hexdigest()


def _shown(
    request: HttpRequest, template: str, context: dict[str, Any], status: int = 403
) -> HttpResponse:
    response = render(request, template, context, status=status)
    response.headers["Cache-Control"] = "private, no-store"
    if request.headers.get("HX-Request"):
        response.status_code = 200  # htmx shows nothing else
        for name, value in MAIN.items():
            response.headers[name] = value
    return response


def _leads_to(response: HttpResponse) -> str:
    return urlsplit(
        response.headers.get("HX-Redirect") or response.headers.get("Location", "")
    ).path
