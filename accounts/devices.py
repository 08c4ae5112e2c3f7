"""What somebody signs in with: words to know a browser by again, and a mark that it is known."""

from collections.abc import Sequence

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

# Coarse on purpose: enough to tell two of one's own apart, too little to tell people apart.
BROWSERS = (
    ("Edg", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("FxiOS/", "Firefox"),
    ("Chromium/", "Chromium"), ("Chrome/", "Chrome"), ("CriOS/", "Chrome"), ("Safari/", "Safari"),
)  # fmt: skip
SYSTEMS = (
    ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"),
    ("Mac OS X", "macOS"), ("CrOS", "ChromeOS"), ("Linux", "Linux"),
)  # fmt: skip
COOKIE = "__Host-known" if settings.HTTPS else "known"
KNOWN_FOR = 180 * 24 * 3600  # seconds
MOST = 5  # accounts that share a browser; the one seen longest ago is forgotten
SALT = "accounts.devices"


def in_words(user_agent: str) -> str:
    """Browser and system, as their makers call them, such as “Firefox, Linux”; or empty."""
    browser, system = _first(BROWSERS, user_agent), _first(SYSTEMS, user_agent)
    return ", ".join(word for word in (browser, system) if word)


def _first(known: Sequence[tuple[str, str]], user_agent: str) -> str:
    return next((word for sign, word in known if sign in user_agent), "")


def is_known(request: HttpRequest, email: str) -> bool:
    """Whether this account was opened from this browser before."""
    return _digest(email) in _accounts(request)


def remember(request: HttpRequest, response: HttpResponse, email: str) -> None:
    """Let this browser show later that this account was opened from it.

    Who guesses passwords then uses up attempts of unknown browsers only, and shuts nobody out of
    their own (OWASP, “Slow down online guessing attacks with device cookies”).
    """
    accounts = [_digest(email), *(each for each in _accounts(request) if each != _digest(email))]
    response.set_cookie(
        COOKIE,
        signing.dumps(accounts[:MOST], salt=SALT),
        max_age=KNOWN_FOR,
        secure=settings.HTTPS,
        httponly=True,
        samesite="Lax",
    )


def _accounts(request: HttpRequest) -> list[str]:
    try:
        held = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=KNOWN_FOR)
    except signing.BadSignature:
        return []
    return list(held)


def _digest(email: str) -> str:
    return salted_hmac(SALT, email.strip().lower()).hexdigest()[:20]
