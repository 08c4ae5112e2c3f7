"""How many letters anyone may have sent to one mailbox, and how its owner comes in all the same.

Whoever types an address has a letter sent to it, a stranger too. While there is room each letter
brings a code of its own. When there is none, a refusal would keep out the person whose mailbox it
is, and a letter for each who asks would bury it. So from then on one letter in ten minutes brings
one code for all who ask in these ten minutes: whoever reads the mailbox comes in, and nobody else.
That code is so long that it cannot be guessed, however often and from wherever somebody tries.
"""

import hashlib
import time

from allauth.account.internal.flows.email_verification_by_code import (
    EMAIL_VERIFICATION_CODE_SESSION_KEY,
)
from allauth.core import ratelimit
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from accounts import devices
from accounts.models import User

SALT = "accounts.mailboxes"
LETTERS = "BCDFGHJKLMNPQRSTVWXZ"  # as in allauth's codes: none looks like another or makes a word
SHARED_FOR = 10 * 60  # seconds; as long as every code is good for
CROWDED_FOR = 60 * 60  # seconds after somebody asked last
NOTED, SETTLED = "code_goes_to", "code_is_settled"  # attributes of a request
TO_ANYBODY = {"account/email/unknown_account", "account/email/account_already_exists"}


def note(request: HttpRequest, email: str) -> None:
    """Say for whom a code will be made, where no form asked for the address."""
    setattr(request, NOTED, email)


def code_for_all(request: HttpRequest) -> str:
    """The code that all share who ask now for this mailbox; empty while there is room.

    Empty as well where nobody knows whose mailbox it is: a code is never shared beyond one.
    """
    email = _asked_for(request)
    code = "" if not email or _has_room(request, email) else shared_code(email)
    setattr(request, SETTLED, (_plain(email), code))
    return code


def lets_out(request: HttpRequest, template: str, email: str, code: str) -> bool:
    """Whether this letter is sent: one with a code for all is, once; a notice while there is room.

    Notices to those whose account changes always leave.
    """
    if not code and template not in TO_ANYBODY:
        return True
    address, for_all = getattr(request, SETTLED, ("", ""))
    if address != _plain(email):  # nothing was settled, or another address was put forward
        return _has_room(request, email)
    if not for_all:
        return True
    return code == for_all and ratelimit.consume(request, **_for_all(email, code))


def did_not_leave(request: HttpRequest, email: str, code: str) -> None:
    """Let the next who asks try again: the code for all is in nobody's hands."""
    ratelimit.clear(request, **_for_all(email, code))


def shared_code(email: str) -> str:
    """The same for all in these ten minutes, until it was used to sign in or choose a password."""
    users = User.objects.filter(email__iexact=email).values_list("password", "last_login")
    said = f"{_plain(email)} {int(time.time()) // SHARED_FOR} {users.first()}"
    number = int.from_bytes(salted_hmac(SALT, said, algorithm="sha256").digest())
    code = ""
    for _place in range(12):
        number, rest = divmod(number, len(LETTERS))
        code += LETTERS[rest]
    return f"{code[:4]}-{code[4:8]}-{code[8:]}"


def _has_room(request: HttpRequest, email: str) -> bool:
    """Counted apart for browsers that have opened the account before: no stranger fills theirs."""
    key = f"{_plain(email)}{':known' if devices.is_known(request, email) else ''}"
    crowded = f"{SALT}:{hashlib.sha256(key.encode()).hexdigest()}"
    has_room = not cache.get(crowded) and ratelimit.consume(request, action="letter", key=key)
    if not has_room:  # and it stays so while they ask, or their letters would hide that for all
        cache.set(crowded, True, CROWDED_FOR)
    return has_room


def _asked_for(request: HttpRequest) -> str:
    """The address a code is made for: said just now, or before where it is sent once more."""
    noted: str = getattr(request, NOTED, "")
    stage = getattr(request, "_login_stage", None)
    confirmed = request.session.get(EMAIL_VERIFICATION_CODE_SESSION_KEY) or {}
    before = (stage.state.get("email") if stage else "") or confirmed.get("email", "")
    typed = request.POST.get("email") or request.POST.get("login")  # above a password
    return (noted or typed or before or "").strip()


def _for_all(email: str, code: str) -> dict[str, str]:
    return {"action": "letter_for_all", "key": f"{_plain(email)} {code}"}


def _plain(email: str) -> str:
    return email.strip().lower()
