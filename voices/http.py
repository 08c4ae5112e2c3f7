"""How the pages of contributors are handed out: to nobody in particular, and kept nowhere."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts.http import public

View = Callable[..., HttpResponse]


def unseen(view: View) -> View:
    """A page that asks nobody who they are, and that no browser or server keeps.

    Its one cookie protects the form against being sent by another site, and ends with the
    browser; for it, the browser must tell us, and us alone, that the form is ours.
    """

    @wraps(view)
    def handed_out(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response.headers["Referrer-Policy"] = "same-origin"
        return response

    guarded = sensitive_post_parameters()(never_cache(handed_out))
    return public(require_http_methods(["GET", "HEAD", "POST"])(guarded))


def shown(
    request: HttpRequest, template: str, context: dict[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    """One of these pages, with the way out that all of them have."""
    facts = {"quick_exit": settings.QUICK_EXIT, **(context or {})}
    return render(request, template, facts, status=status)
