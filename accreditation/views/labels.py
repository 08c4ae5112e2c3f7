"""Labels, as those who hold them and those who keep them see them."""

from collections.abc import Iterator
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from accounts.http import SignedInRequest
from accreditation.actions.extending import KINDS, Deadline
from accreditation.actions.extending_words import FIXED
from accreditation.choices import LabelState
from accreditation.models import Label
from accreditation.workflow import LABEL
from office.days import today
from office.models import Clock, Proposal, Report, TrailEntry

from . import steps

PER_PAGE = 50


def find_label(request: SignedInRequest, number: str, permission: str = "") -> Label:
    """The label, if this person may see how it is kept (else 404) and may do this (else 403)."""
    labels = Label.objects.visible_to(request.user).select_related(
        "city", "level__framework", "decision__application", "replaced_by", "renewal",
        "lowered_from",
    )  # fmt: skip
    label = get_object_or_404(labels, number=number)
    if permission and not request.user.has_perm(f"accreditation.{permission}", label):
        raise PermissionDenied(_("This page is for others who keep this label."))
    return label


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
    """One label: what it certifies, what is due, its history, and what can be done."""
    label = find_label(request, number)
    user, application = request.user, label.decision.application
    keeps = user.has_perm("accreditation.see_labels")
    extends = user.has_perm("accreditation.extend_deadline", label)
    update = None if label.is_over else label.due_update
    context: dict[str, Any] = {
        "label": label,
        "application": application,
        "is_lowest": label.lower_level is None,
        "means": label.means_on(today()),
        "deadlines": list(_deadlines(label, extends=extends)),
        "steps": [
            (transition, transition.blockers(label)) for transition in LABEL.open_to(user, label)
        ],
        "proposals": Proposal.objects.open().of(label).select_related("by") if keeps else [],
        "certificate": _certificate(request, label),
        "update": update,
        "filed": label.updates.exclude(filed_on=None),
        "may_write": user.has_perm("accreditation.write_update", label),
        "conditions": label.conditions.all(),
        "talks": label.talks.all(),
        "answers": label.answers.exclude(sent_on=None),
        "keeps": keeps,
        "trail": _trail(label, keeps=keeps),
    }
    return render(request, "accreditation/labels/detail.html", context)


def _deadlines(
    label: Label, *, extends: bool
) -> Iterator[tuple[Clock, Deadline | None, str | Promise]]:
    """What runs; for who gives more time, with what can be moved, or why it is fixed."""
    kind = KINDS[Label]
    for clock in Clock.objects.running().of(label):
        deadline = kind.shown(label, clock) if extends and clock.step in kind.ends else None
        yield clock, deadline, FIXED.get(clock.step, "") if extends else ""


def _certificate(request: SignedInRequest, label: Label) -> Report | None:
    """That of the level the label holds, where it is valid and this person may read it."""
    application = label.decision.application
    latest = Report.objects.of(application).filter(kind="certificate").order_by("-pk").first()
    if latest is None or not label.is_valid:
        return None
    return latest if request.user.has_perm(latest.permission, application) else None


def _trail(label: Label, *, keeps: bool) -> QuerySet[TrailEntry]:
    """What has happened; what a first person has asked for is between those who keep labels."""
    entries = TrailEntry.objects.of(label).select_related("words")
    return entries if keeps else entries.exclude(step__contains=":")


@login_required
def take_step(request: SignedInRequest, number: str, step: str) -> HttpResponse:
    """Confirm and perform one transition of a label."""
    label = find_label(request, number)
    back = reverse("accreditation:label", args=[label.number])
    undo = reverse("accreditation:label_take_back", args=[label.number, step])
    return steps.take(request, LABEL, label, step, back=back, take_back_url=undo)


@login_required
def take_back(request: SignedInRequest, number: str, step: str) -> HttpResponse:
    """Take back what a first person has asked for."""
    label = find_label(request, number)
    back = reverse("accreditation:label", args=[label.number])
    return steps.take_back(request, LABEL, label, step, back=back)
