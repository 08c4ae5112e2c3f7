"""What people say of an edition in consultation: anybody writes, everybody reads."""

from typing import Any
from uuid import uuid4

from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts import languages
from accounts.http import public, unseen
from commitments.choices import CommentState
from commitments.commenting import comment_on, throttle
from commitments.forms import CommentForm
from commitments.models import Comment, Commitment, Framework
from office.workflow import Refused

PER_PAGE = 25


@public
@require_safe
def by_commitment(request: HttpRequest, code: str, edition: str) -> HttpResponse:
    """Each commitment with how much has been said of it."""
    editions = Framework.objects.readable()
    framework = get_object_or_404(editions, code=code, edition=edition)
    shown = Q(comments__state=CommentState.SHOWN)
    rows = Commitment.objects.of(framework).in_order().annotate(
        said=Count("comments", filter=shown),
        answered=Count("comments", filter=shown & ~Q(comments__answer="")),
    )  # fmt: skip
    context = {
        "framework": framework,
        "rows": rows,
        "counts": Comment.objects.of(framework).counted(),
    }
    return render(request, "commitments/comments.html", context)


@public
@require_safe
def comments(request: HttpRequest, code: str, edition: str, commitment: str) -> HttpResponse:
    """What was said of one commitment, newest first, with the answers."""
    here = _commitment(code, edition, commitment)
    shown = here.comments.shown()
    before = request.GET.get("before", "")
    if before.isascii() and before.isdigit():
        shown = shown.filter(pk__lt=int(before[:18]))
    rows = list(shown[: PER_PAGE + 1])
    context = {
        "framework": here.framework,
        "commitment": here,
        "comments": [_said(row) for row in rows[:PER_PAGE]],
        "counts": here.comments.counted(),
        "older_url": f"?before={rows[PER_PAGE - 1].pk}" if len(rows) > PER_PAGE else "",
    }
    return render(request, "commitments/comments_on.html", context)


@unseen
def comment(request: HttpRequest, code: str, edition: str, commitment: str) -> HttpResponse:
    """The form, without an account; what is sent waits until somebody has looked at it."""
    here = _commitment(code, edition, commitment)
    if not here.framework.takes_comments:
        return _form_page(request, here, None)
    if request.method != "POST":
        language = getattr(request, "LANGUAGE_CODE", "")[:2]
        return _form_page(request, here, CommentForm(initial={"key": uuid4, "language": language}))
    form = CommentForm(request.POST)
    if not form.is_valid():
        return _form_page(request, here, form)
    if not throttle.allows(request):
        form.add_error(None, _("Much has been sent from this connection. Wait an hour, then press "
                               "“Send” again."))  # fmt: skip
        return _form_page(request, here, form)
    try:
        comment_on(commitment=here, **form.cleaned_data)
    except Refused as refused:
        form.add_error(None, refused.reasons)
        return _form_page(request, here, form)
    throttle.count(request)
    return render(
        request, "commitments/comment_sent.html", {"framework": here.framework, "commitment": here}
    )


def _form_page(request: HttpRequest, here: Commitment, form: CommentForm | None) -> HttpResponse:
    context = {"framework": here.framework, "commitment": here, "form": form}
    return render(request, "commitments/comment.html", context)


def _commitment(code: str, edition: str, commitment: str) -> Commitment:
    found = Commitment.objects.select_related("framework", "pillar").filter(
        framework__in=Framework.objects.readable(),
        framework__code=code,
        framework__edition=edition,
        code=commitment,
    )
    if (here := found.first()) is None:
        raise Http404
    return here


def _said(row: Comment) -> dict[str, Any]:
    is_known = row.language != languages.OTHER
    return {
        "comment": row,
        "lang": row.language if is_known else "",
        "language": languages.name_of(row.language),
    }
