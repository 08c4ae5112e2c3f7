"""Whose page a form was filled in on, as far as this browser can tell.

Each sign-in gives the browser another token against forgery, and every form carries the one of its
page. A cookie of the browser notes who was signed in with which, both as marks from which neither
can be worked out; it goes with the browser, as the token does. A form of somebody who has signed
out since is so not taken for one of whoever has signed in instead. One whose token is in no note,
since the cookie is gone or has noted many others since, may be anybody's and is given to nobody.
"""

from django.conf import settings
from django.contrib import auth
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.middleware import csrf
from django.utils.crypto import salted_hmac

from accounts.http import asks_nobody

SALT = "accounts.whose"
REMEMBERED = 8  # sign-ins of one browser, the last ones
FIELD = "csrfmiddlewaretoken"


def note(request: HttpRequest, response: HttpResponse) -> None:
    """Note whose the token of this browser is, where somebody is signed in and it is not noted.

    Most tokens are new with a sign-in. One may have come with a page that asks nobody, though.
    """
    match, token = request.resolver_match, request.META.get("CSRF_COOKIE")
    if token is None or match is None or asks_nobody(match.func):
        return
    person, noted = request.session.get(auth.SESSION_KEY), _noted(request)
    mark = _mark("token", token)
    if person and mark not in [known for known, _person in noted]:
        newest = signing.dumps([[mark, mark_of(person)], *noted][:REMEMBERED], salt=SALT)
        response.set_cookie(
            cookie_name(), newest, secure=settings.HTTPS, httponly=True, samesite="Lax"
        )


def wrote(request: HttpRequest) -> str:
    """The mark of the person on whose page the form was, or "" where that is not known."""
    token = _mark("token", _secret_of(request))
    return next((person for known, person in _noted(request) if known == token), "")


def mark_of(person: object) -> str:
    """The mark of a person by their key."""
    return _mark("person", str(person))


def cookie_name() -> str:
    return "__Host-whose" if settings.HTTPS else "whose"


def _noted(request: HttpRequest) -> list[list[str]]:
    try:
        noted: list[list[str]] = signing.loads(request.COOKIES.get(cookie_name(), ""), salt=SALT)
    except signing.BadSignature:
        return []
    return noted


def _secret_of(request: HttpRequest) -> str:
    """What the form's token stands for; each page masks it anew. Django's own way of reading it."""
    token = request.POST.get(FIELD) or request.headers.get("X-CSRFToken", "")
    try:
        csrf._check_token_format(token)  # type: ignore[attr-defined]
    except csrf.InvalidTokenFormat:
        return str(request.META.get("CSRF_COOKIE", ""))
    if len(token) == csrf.CSRF_TOKEN_LENGTH:
        return str(csrf._unmask_cipher_token(token))  # type: ignore[attr-defined]
    return token


def _mark(what: str, value: str) -> str:
    return salted_hmac(f"{SALT}.{what}", value, algorithm="sha256").hexdigest()[:32]
