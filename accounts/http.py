"""Who is asking: the request of a signed-in view, where it goes on to, and views that never ask."""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

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


def unseen(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page that asks nobody who they are, and that no browser or server keeps.

    A cookie protects its form against being sent by another site, and ends with the browser; for
    it, the browser must tell us, and us alone, that the form is ours.
    """

    @wraps(view)
    def handed_out(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response.headers["Referrer-Policy"] = "same-origin"
        return response

    guarded = sensitive_post_parameters()(never_cache(handed_out))
    return public(require_http_methods(["GET", "HEAD", "POST"])(guarded))


def within(request: HttpRequest, address: str) -> str:
    """The address if it is one of ours, or the desk."""
    ours = url_has_allowed_host_and_scheme(address, {request.get_host()}, request.is_secure())
    return address if ours else str(settings.LOGIN_REDIRECT_URL)


def asks_nobody(view: Callable) -> bool:
    """Whether the view was marked ``public``."""
    return getattr(view, "public", False)
