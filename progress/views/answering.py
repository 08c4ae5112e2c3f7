"""Questions the secretariat is asked."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from accounts.http import SignedInRequest
from commitments.models import PublicHelp, Requirement
from progress.forms import AnswerQuestionForm, WithdrawForm
from progress.models import Question

from .questions import SHOWN, answered, withdrawn


@login_required
def desk(request: SignedInRequest) -> HttpResponse:
    """What waits for an answer, the oldest first, and what was answered."""
    _require(request)
    rows = Question.objects.to_the_secretariat().in_full().select_related("city")
    context = {
        "open": rows.open().order_by("pk")[:SHOWN],
        "answered": rows.exclude(answered_on=None)[:SHOWN],
        "helps": PublicHelp.objects.select_related("withdrawal").order_by("-pk")[:SHOWN],
    }
    return render(request, "progress/questions_desk.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: SignedInRequest, pk: int) -> HttpResponse:
    """One question, and its answer."""
    _require(request)
    rows = Question.objects.to_the_secretariat().select_related("city", "by")
    held = get_object_or_404(rows, pk=pk)
    form = AnswerQuestionForm(request.POST if request.method == "POST" else None)
    if answered(request, held, form):
        return redirect("questions:desk")
    requirements = Requirement.objects.filter(
        framework__code=held.framework_code, code=held.code
    ).order_by("-pk")
    context = {
        "question": held,
        "requirement": requirements.first(),
        "form": form if held.is_open else None,
    }
    return render(request, "progress/answer_question.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def public_help(request: SignedInRequest, pk: int) -> HttpResponse:
    """What is public, whoever was asked; the secretariat can withdraw it."""
    _require(request)
    found = get_object_or_404(PublicHelp.objects.select_related("withdrawal"), pk=pk)
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    if withdrawn(request, found, form, None):
        return redirect("questions:help", pk)
    context = {"help": found, "form": None if found.withdrawn else form}
    return render(request, "progress/public_help.html", context)


def _require(request: SignedInRequest) -> None:
    """Nobody else learns that this page exists."""
    if not request.user.has_perm("progress.answer_questions"):
        raise Http404
