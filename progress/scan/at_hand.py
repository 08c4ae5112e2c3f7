"""Which scans has this browser open? A sealed cookie says so, so that pages can be gone back to.

The six words stand in no address: an address names a scan by a mark that chance gave it, and the
cookie has the words that belong to the mark. It opens nothing without this installation's key, is
worth nothing after half an hour of quiet, and goes with the browser or when somebody says so.
Nothing of it is kept here (``docs/decisions/0036-a-quick-scan-can-be-gone-back-to.md``).
"""

import json
import secrets
import time
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import asdict, dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac
from nacl.exceptions import CryptoError
from nacl.secret import SecretBox

SALT = "progress.scan.at_hand"
QUIET = 30 * 60  # seconds, as for people who are signed in
MOST = 4  # scans that are typed in side by side, the last ones


@dataclass(frozen=True)
class AtHand:
    """A scan this browser has open."""

    mark: str
    words: str
    since: float  # when it was last looked at


@dataclass(frozen=True)
class Sealed:
    """What the cookie says."""

    open: list[AtHand]
    done: str = ""  # what was done with a scan here last, until it has been said


def words_of(request: HttpRequest, mark: str) -> str:
    """The six words that this browser has for a mark; empty where it has none any more."""
    return next((each.words for each in _read(request).open if each.mark == mark), "")


def has(request: HttpRequest, words: str) -> bool:
    """Whether this browser has opened the scan of these words just now."""
    return any(each.words == words for each in _read(request).open)


def mark_for(request: HttpRequest, words: str) -> str:
    """The mark these words have in this browser, or a new one."""
    known = (each.mark for each in _read(request).open if each.words == words)
    return next(known, "") or secrets.token_urlsafe(6)


def keep(request: HttpRequest, response: HttpResponse, mark: str, words: str) -> None:
    """This browser can go back to it for half an hour from now."""
    others = [each for each in _read(request).open if each.words != words]
    _write(response, Sealed([AtHand(mark, words, time.time()), *others][:MOST]))


def drop(request: HttpRequest, response: HttpResponse, words: str, done: str) -> None:
    """This browser opens it only by its words again; the next page says what was ``done``."""
    others = [each for each in _read(request).open if each.words != words]
    _write(response, Sealed(others, done))


def just_done(request: HttpRequest) -> str:
    """What was done with a scan here and has not been said yet; empty where that is nothing."""
    return _read(request).done


def say_no_more(request: HttpRequest, response: HttpResponse) -> None:
    """What was done is said by this page, and by none after it."""
    _write(response, Sealed(_read(request).open))


def cookie_name() -> str:
    return "__Host-scan" if settings.HTTPS else "scan"


def _write(response: HttpResponse, sealed: Sealed) -> None:
    """What the cookie says from now on; where that is nothing, there is none any more."""
    if not sealed.open and not sealed.done:
        response.delete_cookie(cookie_name(), samesite="Strict")
        return
    plain = json.dumps(asdict(sealed)).encode()
    response.set_cookie(
        cookie_name(), urlsafe_b64encode(_box().encrypt(plain)).decode(),
        secure=settings.HTTPS, httponly=True, samesite="Strict",
    )  # fmt: skip


def _read(request: HttpRequest) -> Sealed:
    locked = request.COOKIES.get(cookie_name(), "")
    try:
        plain = json.loads(_box().decrypt(urlsafe_b64decode(locked.encode())))
        held = [
            AtHand(str(each["mark"]), str(each["words"]), float(each["since"]))
            for each in plain["open"]
        ]
        done = str(plain["done"])
    except (CryptoError, ValueError, TypeError, KeyError):
        return Sealed([])  # none, not ours, of an earlier key, or of another version's shape
    return Sealed([each for each in held if 0 <= time.time() - each.since < QUIET], done)


def _box() -> SecretBox:
    return SecretBox(salted_hmac(SALT, "box", algorithm="sha256").digest())
