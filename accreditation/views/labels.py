"""Labels, as the secretariat keeps them."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from accounts.http import SignedInRequest
from accreditation.choices import LabelState
from accreditation.models import Label
from accreditation.workflow import LABEL
from office.models import Clock, Proposal, Report, TrailEntry

from . import steps

PER_PAGE = 50


def _find(request: SignedInRequest, number: str) -> Label:
    labels = Label.objects.visible_to(request.user)
    return get_object_or_404(
        labels.select_related("city", "level__framework", "decision__application", "replaced_by"),
        number=number,
    )


@login_required
def label_list(request: SignedInRequest) -> HttpResponse:
    """Labels, newest first, a page at a time; ``before`` is the last one of the page before."""
    if not request.user.has_perm("accreditation.see_labels"):
        raise Http404
    labels = Label.objects.visible_to(request.user).select_related("city", "level__framework")
    state = request.GET.get("state", "")
    if state in LabelState.values:
        labels = labels.filter(state=state)
    before = request.GET.get("before", "")
    if before.isdecimal() and len(before) < 18:
        labels = labels.filter(pk__lt=int(before))
    rows = list(labels.order_by("-pk")[: PER_PAGE + 1])
    older = ""
    if len(rows) > PER_PAGE:
        older = f"?state={state if state in LabelState.values else ''}&before={rows[-2].pk}"
    context = {
        "labels": rows[:PER_PAGE],
        "states": LabelState.choices,
        "state": state,
        "older_url": older,
    }
    return render(request, "accreditation/labels/list.html", context)


@login_required
def detail(request: SignedInRequest, number: str) -> HttpResponse:
    """One label: what it certifies, its history, and what can be done."""
    label = _find(request, number)
    user, application = request.user, label.decision.application
    context: dict[str, Any] = {
        "label": label,
        "application": application,
        "is_lowest": not label.level.framework.levels.filter(rank__lt=label.level.rank).exists(),
        "clock": Clock.objects.running().of(label).first(),
        "steps": [
            (transition, transition.blockers(label)) for transition in LABEL.open_to(user, label)
        ],
        "proposals": Proposal.objects.open().of(label).select_related("by"),
        "reports": [
            report
            for report in Report.objects.of(application).filter(kind="certificate")
            if user.has_perm(report.permission, application)
        ],
        "trail": TrailEntry.objects.of(label).select_related("words"),
    }
    return render(request, "accreditation/labels/detail.html", context)


@login_required
def take_step(request: SignedInRequest, number: str, step: str) -> HttpResponse:
    """Confirm and perform one transition of a label."""
    label = _find(request, number)
    back = reverse("accreditation:label", args=[label.number])
    return steps.take(request, LABEL, label, step, back=back)
