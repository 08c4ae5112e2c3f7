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
from collections.abc import Iterable
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


def words_of(request: HttpRequest, mark: str) -> str:
    """The six words that this browser has for a mark; empty where it has none any more."""
    return next((each.words for each in _held(request) if each.mark == mark), "")


def has(request: HttpRequest, words: str) -> bool:
    """Whether this browser has opened the scan of these words just now."""
    return any(each.words == words for each in _held(request))


def mark_for(request: HttpRequest, words: str) -> str:
    """The mark these words have in this browser, or a new one."""
    known = (each.mark for each in _held(request) if each.words == words)
    return next(known, "") or secrets.token_urlsafe(6)


def keep(request: HttpRequest, response: HttpResponse, mark: str, words: str) -> None:
    """This browser can go back to it for half an hour from now."""
    others = [each for each in _held(request) if each.words != words]
    _write(response, [AtHand(mark, words, time.time()), *others][:MOST])


def drop(request: HttpRequest, response: HttpResponse, words: str) -> None:
    """This browser opens it only by its words again."""
    _write(response, [each for each in _held(request) if each.words != words])


def cookie_name() -> str:
    return "__Host-scan" if settings.HTTPS else "scan"


def _write(response: HttpResponse, held: Iterable[AtHand]) -> None:
    plain = json.dumps([asdict(each) for each in held]).encode()
    response.set_cookie(
        cookie_name(), urlsafe_b64encode(_box().encrypt(plain)).decode(),
        secure=settings.HTTPS, httponly=True, samesite="Strict",
    )  # fmt: skip


def _held(request: HttpRequest) -> list[AtHand]:
    sealed = request.COOKIES.get(cookie_name(), "")
    try:
        plain = _box().decrypt(urlsafe_b64decode(sealed.encode()))
        held = [
            AtHand(str(each["mark"]), str(each["words"]), float(each["since"]))
            for each in json.loads(plain)
        ]
    except (CryptoError, ValueError, TypeError, KeyError):
        return []  # none, not ours, of an earlier key, or of the shape another version gave it
    return [each for each in held if 0 <= time.time() - each.since < QUIET]


def _box() -> SecretBox:
    return SecretBox(salted_hmac(SALT, "box", algorithm="sha256").digest())
