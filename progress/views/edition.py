"""The edition a record is kept under: moving to a newer one, and reading what was before."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.http import SignedInRequest
from commitments.models import Framework
from office.workflow import Refused
from progress import actions
from progress.edition import Edition, edition_of
from progress.kept import earlier_editions, objections
from progress.mapped import mapped_with
from progress.models import Answer, ProposedAnswer
from progress.rebasing import plan_for
from progress.views.pages import RecordPage, open_record


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edition(request: SignedInRequest, slug: str) -> HttpResponse:
    """What a newer edition would change, one click for the lead, and the editions before."""
    page = open_record(request, slug)
    newer = _newer(page)
    reasons = list(objections(page.city)) if newer else []
    if request.method == "POST":
        if not page.may_agree:
            raise PermissionDenied(_("Only the lead moves the record to another edition."))
        try:
            _move(page, newer, request.POST)
        except Refused as refused:
            reasons = refused.reasons
        else:
            messages.success(
                request,
                _("The record is kept under edition %(edition)s from today on.")
                % {"edition": request.POST["to"]},
            )
            return redirect("progress:record", slug)
    context = {
        "page": page,
        "city": page.city,
        "newer": newer,
        "plan": plan_for(page.city, page.framework, newer) if newer else None,
        "reasons": reasons,
        "earlier": earlier_editions(page.city, page.framework),
        "shapes": mapped_with(page.framework),
        "may_move": page.may_agree,
    }
    status = 409 if request.method == "POST" else 200
    return render(request, "progress/edition.html", context, status=status)


def _newer(page: RecordPage) -> Framework | None:
    if not page.newer:
        return None
    return Framework.objects.get(code=page.framework.code, edition=page.newer)


def _move(page: RecordPage, newer: Framework | None, sent: Any) -> None:
    """Move the record from the edition to the edition that the reader of the page saw."""
    seen = (sent.get("from"), sent.get("to"))
    if newer is None or seen != (page.framework.edition, newer.edition):
        raise Refused(_("What was proposed to you no longer stands. This is how it stands now."))
    actions.rebase(city=page.city, older=page.framework, newer=newer, by=page.user)


@login_required
@require_safe
def archive(request: SignedInRequest, slug: str, framework: str, edition: str) -> HttpResponse:
    """Every answer the city gave under one edition, as it was left."""
    page = open_record(request, slug)
    here, answers = _answers_under(page, framework, edition)
    structure = edition_of(here)
    known = structure.by_key()
    rows = []
    for answer in answers.order_by("requirement__position"):
        answer.requirement = known[answer.requirement_id]
        rows.append({**_said(answer, structure), "now": _became(answer, page.edition)})
    if not rows:
        raise Http404
    context = {"page": page, "city": page.city, "framework": here, "rows": rows}
    return render(request, "progress/archive.html", context)


@login_required
@require_safe
def archived(
    request: SignedInRequest, slug: str, framework: str, edition: str, code: str
) -> HttpResponse:
    """One answer under one edition: every version, its evidence, what was said and proposed."""
    page = open_record(request, slug)
    here, answers = _answers_under(page, framework, edition)
    answer = get_object_or_404(answers, requirement__code=code)
    structure = edition_of(here)
    answer.requirement = structure.requirements[code]
    versions = answer.versions.select_related("by")
    proposals = ProposedAnswer.objects.filter(city=page.city, requirement=answer.requirement)
    context = {
        "page": page,
        "city": page.city,
        "framework": here,
        "requirement": answer.requirement,
        "answer": answer,
        "now": _became(answer, page.edition),
        "versions": [_said(version, structure, answer) for version in versions],
        "citations": answer.citations.select_related("evidence"),
        "comments": page.city.team_comments.filter(code=code).select_related("by"),
        "proposals": [_said(each, structure, answer) for each in proposals.open()],
    }
    return render(request, "progress/archived_answer.html", context)


def _answers_under(
    page: RecordPage, framework: str, edition: str
) -> tuple[Framework, QuerySet[Answer]]:
    here = get_object_or_404(Framework.objects.readable(), code=framework, edition=edition)
    return here, Answer.objects.of(page.city, here).select_related("changed_by")


def _said(words: Any, edition: Edition, answer: Answer | None = None) -> dict[str, Any]:
    """An answer, or a version of it, with the words of its edition."""
    labels = (answer or words).requirement.labels
    special = edition.specials.get(words.special)
    return {
        "said": words,
        "label": labels.get(words.step, "") if words.step is not None else "",
        "special": special.label if special else words.special,
        "confidence": edition.confidences.get(words.confidence, words.confidence),
    }


def _became(answer: Answer, now: Edition) -> str:
    """The code under which the record's edition asks it today, or empty."""
    return answer.requirement.code if answer.requirement.code in now.requirements else ""
