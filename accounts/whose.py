"""Whose page a form was filled in on: each form of somebody who is signed in says so itself.

It carries a mark beside its token against forgery. Nobody can be worked out from a mark, nobody can
make the one of somebody else, and it stands on nobody's pages but their own. So what was typed is
known to be of its writer after cookies were cleared and however many have signed in since; and a
form of somebody who has signed out is not taken for one of whoever has signed in instead. One
that carries none may be anybody's and is given to nobody.
"""

import re

from django.http import HttpRequest
from django.utils.crypto import constant_time_compare, salted_hmac

from accounts.http import asks_nobody

SALT = "accounts.whose"
FIELD = "whose"
MARK = re.compile(r"[0-9a-f]{32}")


def mark_in(request: HttpRequest | None) -> str:
    """What the forms of this page carry: nothing where it asks nobody, or nobody is signed in."""
    match = getattr(request, "resolver_match", None)
    if request is None or match is None or asks_nobody(match.func):
        return ""
    return mark_of(request.user.pk) if request.user.is_authenticated else ""


def wrote(request: HttpRequest) -> str:
    """The mark of the person on whose page the form was, or "" where it does not say."""
    mark = request.POST.get(FIELD, "")
    return mark if MARK.fullmatch(mark) else ""


def is_of(mark: str, person: object) -> bool:
    """Whether this is the mark of the person with this key."""
    return constant_time_compare(mark, mark_of(person))


def mark_of(person: object) -> str:
    """The mark of a person by their key."""
    return salted_hmac(f"{SALT}.person", str(person), algorithm="sha256").hexdigest()[:32]
