"""Who must sign in with a second factor, who has one, and whether it was used.

Rooms above say who else needs one by adding a function to ``NEEDS`` in ``AppConfig.ready()``.
"""

import time
from collections.abc import Callable

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.http import HttpRequest

from accounts.choices import WITHOUT_SECOND_FACTOR
from accounts.models import User

FRESH = 300  # seconds for which somebody who has shown it is not asked again
PERMISSION = "accounts.needs_second_factor"
SHOWN_AT, SET_UP_AT = PAGES = ("mfa_reauthenticate", "mfa_activate_totp")


def holds_a_marked_post(user: User) -> bool:
    """Every post but the institutional observer's asks for a second factor (design §2)."""
    return bool(user.posts_held - WITHOUT_SECOND_FACTOR)


def opens_the_admin(user: User) -> bool:
    return user.is_staff


NEEDS: list[Callable[[User], bool]] = [opens_the_admin, holds_a_marked_post]


def is_needed(user: User) -> bool:
    """Whether anything this person is asks for a second factor. Ask it as ``PERMISSION``."""
    return any(needs(user) for needs in NEEDS)


def is_active(user: User) -> bool:
    """Whether this person has an authenticator app set up."""
    return is_mfa_enabled(user, types=[Authenticator.Type.TOTP])


def where(user: User) -> str:
    """The name of the page where this person shows it, or sets it up first."""
    return SHOWN_AT if is_active(user) else SET_UP_AT


def was_used(request: HttpRequest) -> bool:
    """Whether the second factor was shown since this person signed in, in this browser.

    It counts for as long as there is one: whoever removes theirs has shown nothing any more.
    """
    if was_clicked(request):
        return True
    is_shown = any(record["method"] == "mfa" for record in _records(request))
    return is_shown and _has_one(request)


def was_clicked(request: HttpRequest) -> bool:
    """Signed in as an invented person, who has no app (design §8, “Demonstration”)."""
    return any(record.get("type") == "demonstration" for record in _records(request))


def was_just_shown(request: HttpRequest, *, again: bool = False) -> bool:
    """Whether it was shown in the last minutes: to sign in or, if ``again``, once more after it."""
    return any(
        record["method"] == "mfa"
        and time.time() - record["at"] < FRESH
        and (record.get("reauthenticated") or not again)
        for record in _records(request)
    )


def _has_one(request: HttpRequest) -> bool:
    """As read together with the session; asked for where the session began just now."""
    known: bool | None = getattr(request.session, "has_second_factor", None)
    return is_active(request.user) if known is None else known  # type: ignore[arg-type]


def _records(request: HttpRequest) -> list[dict]:
    return get_authentication_records(request, request.user)
