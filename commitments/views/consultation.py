"""The secretariat looks at comments, shows them or holds them back, and answers them."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts import languages
from accounts.http import SignedInRequest
from commitments.commenting import answer_comment
from commitments.forms import AnswerForm, ReasonForm
from commitments.models import Comment
from commitments.workflow import COMMENT
from office.refusing import say_why
from office.workflow import Refused

PER_PAGE = 25


@login_required
def desk(request: SignedInRequest) -> HttpResponse:
    """Comments to look at, comments to answer, and all others."""
    _must_keep(request)
    rows = Comment.objects.select_related("commitment__framework")
    before = request.GET.get("before", "")
    others = rows.exclude(pk__in=rows.waiting()).exclude(pk__in=rows.unanswered())
    if before.isascii() and before.isdigit():
        others = others.filter(pk__lt=int(before[:18]))
    settled = list(others[: PER_PAGE + 1])
    context = {
        "waiting": rows.waiting().order_by("pk")[:PER_PAGE],
        "unanswered": rows.unanswered().order_by("pk")[:PER_PAGE],
        "settled": settled[:PER_PAGE],
        "older_url": f"?before={settled[PER_PAGE - 1].pk}" if len(settled) > PER_PAGE else "",
    }
    return render(request, "commitments/desk.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def comment(request: SignedInRequest, pk: int) -> HttpResponse:
    """One comment: show it, hold it back, or answer it."""
    _must_keep(request)
    comments = Comment.objects.select_related("commitment__framework", "answered_by")
    here = get_object_or_404(comments, pk=pk)
    answer = AnswerForm(initial={"version": here.version, "text": here.answer})
    reason = ReasonForm()
    step = request.POST.get("step", "")
    current = ""
    if step == "answer":
        answer = AnswerForm(request.POST)
        if answer.is_valid():
            try:
                if answer_comment(comment=here, by=request.user, **answer.cleaned_data):
                    messages.success(request, _("The answer stands below the comment."))
                    return redirect("consultation:comment", pk)
            except Refused as refused:
                answer.add_error(None, refused.reasons)
            else:
                here.refresh_from_db()
                current = here.answer
                answer.data = {**request.POST.dict(), "version": here.version}
    elif step in COMMENT.transitions:
        if COMMENT.transitions[step].reasons:
            reason = ReasonForm(request.POST)
        if not reason.is_bound or reason.is_valid():
            note = reason.cleaned_data["reason"] if reason.is_bound else ""
            try:
                COMMENT.perform(step, here, by=request.user, note=note)
            except Refused as refused:
                say_why(request, *refused.reasons)
                return redirect("consultation:comment", pk)
            else:
                messages.success(request, _("Done: %s.") % COMMENT.transitions[step].label)
                return redirect("consultation:comment", pk)
    context = {
        "comment": here,
        "spoken": languages.name_of(here.language),
        "answer": answer,
        "current": current,
        "reason": reason,
        "steps": {step.name: step for step in COMMENT.open_to(request.user, here)},
    }
    return render(request, "commitments/desk_comment.html", context)


def _must_keep(request: SignedInRequest) -> None:
    if not request.user.has_perm("commitments.keep_comments"):
        raise Http404
