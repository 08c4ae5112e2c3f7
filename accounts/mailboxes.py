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
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from accounts import devices
from accounts.models import User

SALT = "accounts.mailboxes"
LETTERS = "BCDFGHJKLMNPQRSTVWXZ"  # as in allauth's codes: none looks like another or makes a word
SHARED_FOR = 10 * 60  # seconds; as long as every code is good for
CROWDED_FOR = 60 * 60  # seconds after somebody asked last
# Pages on which somebody puts an address forward, and gets a code for that one.
BEGIN = {"account_request_login_code", "account_reset_password", "account_signup", "account_email"}
ONCE_MORE = {"account_confirm_login_code", "account_email_verification_sent"}
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
    if address == _plain(email) and not for_all:
        return True
    if for_all and (address, for_all) != (_plain(email), code):
        raise SuspiciousOperation("A code for one mailbox was about to be sent to another.")
    # Who asks for an address that nobody has learns as little as who asks for one: also that is
    # tried once in ten minutes where there is no room.
    is_tried = bool(for_all) or not _has_room(request, email)
    return not is_tried or ratelimit.consume(request, **_for_all(email, for_all))


def did_not_leave(request: HttpRequest, email: str) -> None:
    """Let the next who asks try again: the code for all is in nobody's hands."""
    _address, for_all = getattr(request, SETTLED, ("", ""))
    ratelimit.clear(request, **_for_all(email, for_all))


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
    """The address a code is made for, or empty where nothing we can trust says which.

    On a page that sends one once more it is the one that is asked about there, whatever else is
    sent along: a code that is known would otherwise come to stand for somebody else's mailbox.
    """
    page = request.resolver_match.url_name if request.resolver_match else ""
    address: str = getattr(request, NOTED, "")
    if not address and page in BEGIN:
        address = request.POST.get("email") or request.POST.get("login") or ""  # above a password
    elif not address and page in ONCE_MORE and request.POST.get("action") == "resend":
        stage = getattr(request, "_login_stage", None)
        kept = request.session.get(EMAIL_VERIFICATION_CODE_SESSION_KEY) or {}
        at = stage.state if page == "account_confirm_login_code" and stage else kept
        address = at.get("email") or ""
    return address.strip()


def _for_all(email: str, code: str) -> dict[str, str]:
    return {"action": "letter_for_all", "key": f"{_plain(email)} {code}"}


def _plain(email: str) -> str:
    return email.strip().lower()
