"""Comments of the team: on one requirement, and all that are open."""

from itertools import groupby
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import SignedInRequest
from office.workflow import Refused
from progress import actions
from progress.forms import TeamCommentForm
from progress.models import TeamComment
from progress.views.pages import RecordPage, open_record

SHOWN = 100  # resolved ones, the newest


@login_required
@require_safe
def comments(request: SignedInRequest, slug: str) -> HttpResponse:
    """Every comment that is open, by requirement in the edition's order."""
    page = open_record(request, slug)
    held = TeamComment.objects.open().filter(city=page.city).select_related("by")
    place = {code: number for number, code in enumerate(page.edition.requirements)}
    in_order = sorted(held, key=lambda one: (place.get(one.code, len(place)), one.code))
    groups = [
        (code, page.edition.requirements.get(code), list(rows))
        for code, rows in groupby(in_order, key=lambda one: one.code)
    ]
    context = {"page": page, "city": page.city, "groups": groups, "count": len(in_order)}
    return render(request, "progress/comments.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def comments_on(request: SignedInRequest, slug: str, code: str) -> HttpResponse:
    """What the team has said about one requirement, and the form to say more."""
    page = open_record(request, slug)
    asked = page.requirement(code)
    if request.method == "POST":
        page.require_change()
    form = TeamCommentForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            actions.comment_on(
                city=page.city, requirement=asked, by=request.user, **form.cleaned_data
            )
        except Refused as refused:
            form.add_error(None, refused.reasons)
        else:
            messages.success(request, _("Your comment is there for the team."))
            return redirect("progress:comments_on", slug, code)
    context = {
        "page": page,
        "city": page.city,
        "requirement": asked,
        "form": form,
        **_on(page, code),
    }
    return render(request, "progress/comments_on.html", context)


@login_required
@require_POST
def resolve_comment(request: SignedInRequest, slug: str, code: str, pk: int) -> HttpResponse:
    """Resolve a comment, or open it again."""
    page = open_record(request, slug)
    rows = TeamComment.objects.filter(city=page.city, code=code).select_related("city")
    held = get_object_or_404(rows, pk=pk)
    page.require_change()
    if request.POST.get("do") == "reopen":
        actions.reopen_comment(comment=held, by=request.user)
        messages.success(request, _("The comment is open again."))
    else:
        actions.resolve_comment(comment=held, by=request.user)
        messages.success(request, _("The comment is resolved."))
    return redirect("progress:comments_on", slug, code)


def _on(page: RecordPage, code: str) -> dict[str, Any]:
    rows = TeamComment.objects.filter(city=page.city, code=code)
    held = list(rows.select_related("by", "resolved_by").order_by("-pk")[: SHOWN * 2])
    return {
        "open": [one for one in reversed(held) if one.resolved_at is None],
        "resolved": [one for one in held if one.resolved_at][:SHOWN],
    }
