"""Autosave: what is being typed comes in every few seconds, and a short answer says where it is."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import time_format
from django.views.decorators.http import require_http_methods

from accounts.http import SignedInRequest
from office.workflow import Refused
from progress import actions
from progress.forms import AnswerForm
from progress.views.asides import aside_of, typed_in
from progress.views.pages import open_record
from progress.views.requirement_page import form_for


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def autosave(request: SignedInRequest, slug: str, code: str) -> HttpResponse:
    """Keep what is being typed as a draft, or aside; asked by GET, say who is signed in now.

    A page that was open while its reader signed in again learns so, and gets a new token.
    """
    page = open_record(request, slug)
    asked = page.requirement(code)
    page.require_change()
    if request.method != "POST":
        return _said({"person": request.user.mark, "token": get_token(request)})
    if request.POST.get("person") != request.user.mark:
        return _said({"person": request.user.mark}, status=409)
    form = form_for(page, asked, data=request.POST)
    if not form.is_valid():
        return _said({"refused": _sentences(form)}, status=422)
    try:
        kept = actions.autosave(typed_in(page, asked, form), aside=aside_of(page, asked, form))
    except Refused as refused:
        return _said({"refused": refused.reasons}, status=422)
    said: dict[str, Any] = {"at": time_format(timezone.localtime(), "H:i"), "version": kept.version}
    if kept.is_known:
        said |= {"known": True, "by_hand": kept.is_by_hand}
    if kept.aside is not None:
        address = reverse("progress:requirement", args=[slug, code])
        said |= {
            "aside": kept.aside.pk,
            "overtaken": kept.is_overtaken,
            "url": f"{address}?aside={kept.aside.pk}",
        }
    return _said(said)


def _said(facts: dict[str, Any], **options: Any) -> JsonResponse:
    return JsonResponse(facts, headers={"Cache-Control": "private, no-store"}, **options)


def _sentences(form: AnswerForm) -> list[str]:
    return [str(sentence) for errors in form.errors.values() for sentence in errors]
