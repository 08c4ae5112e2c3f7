"""Conditions that go with a label: read, reported, and recorded as met or not met."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from accounts.http import SignedInRequest
from accreditation.actions.extending import deadline_of
from accreditation.choices import ConditionState
from accreditation.models import Condition
from accreditation.workflow import CONDITION
from office.days import today
from office.models import Proposal, TrailEntry

from . import steps

TURNS: dict[str, str] = {  # whose turn it is, by the permission that takes the next step
    ConditionState.OPEN: "accreditation.report_condition",
    ConditionState.REPORTED: "accreditation.record_condition",
}


def find_condition(request: SignedInRequest, reference: str) -> Condition:
    mine = Condition.objects.visible_to(request.user).select_related("label__city")
    return get_object_or_404(mine, reference=reference)


@login_required
def condition(request: SignedInRequest, reference: str) -> HttpResponse:
    """What is asked, by when, what the city reports, and what was recorded."""
    one, user = find_condition(request, reference), request.user
    records = user.has_perm("accreditation.record_condition", one)
    entries = TrailEntry.objects.of(one).select_related("words")
    context = {
        "condition": one,
        "label": one.bound,
        "waits": one.state in TURNS and not one.bound.is_over,
        "is_open": one.state == ConditionState.OPEN,
        "is_late": today() > one.last_day,
        "mine": one.state in TURNS and user.has_perm(TURNS[one.state], one),
        "proposals": Proposal.objects.open().of(one).select_related("by") if records else [],
        "steps": [
            (transition, transition.blockers(one)) for transition in CONDITION.open_to(user, one)
        ],
        "keeps": records,
        "deadline": deadline_of(one, "remind")
        if user.has_perm("accreditation.extend_deadline", one)
        else None,
        "trail": entries if records else entries.exclude(step__contains=":"),
    }
    return render(request, "accreditation/conditions/condition.html", context)


@login_required
def take_step(request: SignedInRequest, reference: str, step: str) -> HttpResponse:
    """Confirm and perform one transition of a condition."""
    one = find_condition(request, reference)
    undo = reverse("accreditation:condition_take_back", args=[reference, step])
    return steps.take(request, CONDITION, one, step, take_back_url=undo)


@login_required
def take_back(request: SignedInRequest, reference: str, step: str) -> HttpResponse:
    """Take back what a first person of the secretariat has asked for."""
    return steps.take_back(request, CONDITION, find_condition(request, reference), step)
