"""Who is asking: the request of a signed-in view, and views that never ask."""

from collections.abc import Callable
from typing import TypeVar

from django.http import HttpRequest

from .models import User

View = TypeVar("View", bound=Callable)


class SignedInRequest(HttpRequest):
    """The request of a view that only signed-in people reach."""

    user: User


def public(view: View) -> View:
    """Mark a view that is the same for everybody: nothing reads the session or sets a cookie.

    Such pages can be cached by anybody (design §8). Works on functions and on ``as_view()``.
    """
    view.public = True  # type: ignore[attr-defined]
    return view


def asks_nobody(view: Callable) -> bool:
    """Whether the view was marked ``public``."""
    return getattr(view, "public", False)
