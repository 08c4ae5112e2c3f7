"""How a page that anyone may read is handed out: alike for all, and kept for a while."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.http import HttpResponseBase, JsonResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe

from accounts.http import public

View = Callable[..., HttpResponseBase]
Response = TypeVar("Response", bound=HttpResponseBase)

KEPT = 60  # seconds a reader's browser, or a server between, may show the same page


def page(view: View) -> View:
    """A page that asks no session, sets no cookie and may be kept for a minute (design §8).

    So it may also come from a replica that is some seconds late (hrcities/replica.py).
    """
    late = _handed_out(view, max_age=KEPT)
    late.may_be_late = True  # type: ignore[attr-defined]
    return late


def proof(view: View) -> View:
    """The same for a page that is looked at to be sure: asked anew each time, by its ETag.

    A suspension must show at once (trust §6).
    """
    return _handed_out(view, no_cache=True)


def for_all(response: Response) -> Response:
    """Data, the same for everybody, that programs may read from pages of other sites."""
    response["Access-Control-Allow-Origin"] = "*"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def as_json(data: dict[str, Any], status: int = 200) -> JsonResponse:
    """Such data, in the letters it was written in."""
    return for_all(JsonResponse(data, status=status, json_dumps_params={"ensure_ascii": False}))


def _handed_out(view: View, **kept: int | bool) -> View:
    kept_by_all = cache_control(public=True, **kept)(view)
    return public(require_safe(conditional_page(kept_by_all)))
