"""Who is reading, and what is seen to before a signed-in page: language, an end to each session,
second factor.

None of the latter acts on a view marked ``accounts.http.public``, which must not read the session,
nor where no session cookie came along.
"""

import time
from collections.abc import Callable
from typing import Any

from allauth.account.internal.flows.logout import logout
from django.conf import settings
from django.contrib import auth, messages
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, REDIRECT_FIELD_NAME
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import translation
from django.utils.crypto import constant_time_compare
from django.utils.functional import SimpleLazyObject
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from accounts import devices, second_factor
from accounts.http import asks_nobody
from accounts.models import User
from accounts.models.session import BEGAN, DEVICE, SEEN

Respond = Callable[[HttpRequest], HttpResponse]

OPEN_BEFORE_SECOND_FACTOR = (
    "account_",
    "mfa_",
    "accounts:held",
)  # how the names of those pages begin
MARK = "signed-in"  # a cookie that says so to scripts, and nothing else (static/js/signed-in.js)
STEP = 60  # seconds between two marks of when somebody was last seen


class PersonMiddleware(AuthenticationMiddleware):
    """Django's, which does not ask for a person again who came along with their session."""

    def process_request(self, request: HttpRequest) -> None:
        super().process_request(request)
        request.user = SimpleLazyObject(lambda: person_of(request))  # type: ignore[assignment]

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """Leave a mark in the browser while somebody is signed in, for pages that never ask.

        Those are alike for all, so only a script on them can tell. A page that did not ask for
        the session cannot know, and changes nothing.
        """
        if not request.session.accessed:
            return response
        is_signed_in = auth.SESSION_KEY in request.session
        if is_signed_in and MARK not in request.COOKIES:
            response.set_cookie(
                MARK,
                "1",
                max_age=settings.SESSION_COOKIE_AGE,
                secure=bool(settings.SESSION_COOKIE_SECURE),
                samesite="Lax",
            )
        elif not is_signed_in and MARK in request.COOKIES:
            response.delete_cookie(MARK, samesite="Lax")
        return response


def person_of(request: HttpRequest) -> User | AnonymousUser:
    """Who is signed in; whatever is not plainly in order is left to Django, which also ends it."""
    session: Any = request.session
    backend = session.get(BACKEND_SESSION_KEY)
    person, mark = session.person, session.get(HASH_SESSION_KEY, "")
    is_in_order = (
        person is not None
        and person.is_active
        and str(person.pk) == session.get(auth.SESSION_KEY)
        and backend in settings.AUTHENTICATION_BACKENDS
        and constant_time_compare(mark, person.get_session_auth_hash())
    )
    return person if is_in_order else auth.get_user(request)


class BeforeSignedInPages:
    """Calls ``attend`` before a page that may ask who is reading, for people who are signed in."""

    def __init__(self, get_response: Respond):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable, args: Any, kwargs: Any
    ) -> HttpResponse | None:
        if asks_nobody(view) or settings.SESSION_COOKIE_NAME not in request.COOKIES:
            return None
        return self.attend(request) if request.user.is_authenticated else None

    def attend(self, request: HttpRequest) -> HttpResponse | None:
        raise NotImplementedError


class LanguageMiddleware(BeforeSignedInPages):
    """Speak the person's language; the language of the place to everybody else."""

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with translation.override(settings.LANGUAGE_CODE):
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", translation.get_language())
        return response

    def attend(self, request: HttpRequest) -> None:
        if request.user.language in dict(settings.LANGUAGES):  # type: ignore[union-attr]
            translation.activate(request.user.language)  # type: ignore[union-attr]


class SessionEndMiddleware(BeforeSignedInPages):
    """Sign out whoever was away for half an hour, and everybody after half a day (trust §1)."""

    def attend(self, request: HttpRequest) -> HttpResponse | None:
        return ended(request)


class SecondFactorMiddleware(BeforeSignedInPages):
    """Let those who need a second factor past only when they have shown it (design §2)."""

    def attend(self, request: HttpRequest) -> HttpResponse | None:
        return unproven(request)


def turned_away(request: HttpRequest) -> HttpResponse | None:
    """What is seen to before a signed-in page, for an answer that is given before any page is."""
    return ended(request) or unproven(request)


def ended(request: HttpRequest) -> HttpResponse | None:
    """Ends a session that has had its time; otherwise notes that this person was seen."""
    now = int(time.time())
    began = request.session.setdefault(BEGAN, now)
    seen = request.session.get(SEEN, now)
    if DEVICE not in request.session:
        request.session[DEVICE] = devices.in_words(request.headers.get("User-Agent", ""))
    if now - seen >= settings.SESSION_IDLE_SECONDS:
        return _end(request, _("You were away for a while, so we signed you out."))
    if now - began >= settings.SESSION_COOKIE_AGE:
        return _end(request, _("You have been signed in for long, so we signed you out."))
    if now - seen >= STEP or SEEN not in request.session:
        request.session[SEEN] = now
    return None


def unproven(request: HttpRequest) -> HttpResponse | None:
    """Leads to the second factor whoever needs one and has not shown it."""
    match = request.resolver_match
    if match and match.view_name and match.view_name.startswith(OPEN_BEFORE_SECOND_FACTOR):
        return None
    if second_factor.was_used(request):
        return None
    if not request.user.has_perm(second_factor.PERMISSION):
        return None
    return turn_to(request, reverse(second_factor.where(request.user)))  # type: ignore[arg-type]


def _end(request: HttpRequest, sentence: str) -> HttpResponse:
    logout(request, show_message=False)
    messages.info(request, sentence)
    return turn_to(request, reverse("account_login"))


def turn_to(request: HttpRequest, address: str) -> HttpResponse:
    """Send somebody elsewhere first, and back to this page after; also out of an htmx part."""
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": address})
    if request.method in ("GET", "HEAD"):
        address += "?" + urlencode({REDIRECT_FIELD_NAME: request.get_full_path()})
    return HttpResponseRedirect(address)
