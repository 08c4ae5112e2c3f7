"""Whether a visitor may play the whole procedure here: a demonstration, and a setting besides.

Without both, its addresses do not exist, and the setting on any other database stops the start.
"""

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy

from accounts.models import User
from office.days import is_demonstration

MISPLACED = gettext_lazy(
    "DEMONSTRATION_SIGN_IN is set, but this database was not made as a demonstration: anybody "
    "could sign in as anybody. Take the setting away, or use another database."
)
View = Callable[..., HttpResponse]


def is_offered() -> bool:
    return settings.DEMONSTRATION_SIGN_IN and is_demonstration()


def where_offered(view: View) -> View:
    """The view, at an address that does not exist anywhere else."""

    @wraps(view)
    def only_here(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not is_offered():
            raise Http404
        return view(request, *args, **kwargs)

    return only_here


def invented_people() -> QuerySet[User]:
    return User.objects.filter(invented=True, is_active=True)


# --- the setting on the wrong database -----------------------------------------------------------


def is_misplaced() -> bool:
    """Whether one click could reach people who are real. A database still empty holds nobody."""
    if not settings.DEMONSTRATION_SIGN_IN:
        return False
    try:
        return not is_demonstration() and User.objects.exists()
    except DatabaseError:  # not migrated yet
        return False


def insist() -> None:
    """Stop the start where one click could reach people who are real."""
    if is_misplaced():
        raise ImproperlyConfigured(str(MISPLACED))


def check_sign_in(*, databases: Sequence[str] | None = None, **_kwargs: Any) -> list[CheckMessage]:
    if databases and is_misplaced():
        return [Error(str(MISPLACED), id="hrcities.E001")]
    return []
