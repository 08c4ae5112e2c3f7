"""Questions of the panel to the city: asked by a member, passed on by the secretariat, answered."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.http import SignedInRequest
from accreditation.actions import clarifications as actions
from accreditation.choices import ClarificationState as S
from accreditation.forms.clarifications import AnswerForm, AskForm, DeclineForm, PassOnForm
from accreditation.models import Application, Clarification, PanelMember
from accreditation.workflow import CLARIFICATION
from commitments.models import Requirement
from office.saving import saved, status_of
from progress.edition import edition_of

from .access import find
from .reviews import own_review, reading
from .steps import row_for

STEPS: dict[str, tuple[type[forms.Form], Callable[..., None]]] = {
    "pass_on": (PassOnForm, actions.pass_on),
    "decline": (DeclineForm, actions.decline),
    "answer": (AnswerForm, actions.answer_the_panel),
}
TURNS: dict[str, str] = {  # whose turn it is, by the permission that takes the next step
    S.ASKED: "accreditation.pass_on_clarification",
    S.PASSED_ON: "accreditation.answer_clarification",
}


@login_required
def ask(request: SignedInRequest, reference: str, code: str) -> HttpResponse:
    """A member asks about any requirement of the filing, assigned to them or not."""
    application, seat = reading(request, reference)
    own = own_review(seat)
    requirement = get_object_or_404(application.framework.requirements, code=code)
    worded = edition_of(application.framework, request.user.reads_in)
    back = _asked_from(application, seat, requirement)
    form = AskForm(request.POST if request.method == "POST" else None)
    if saved(form, actions.ask_the_city, review=own, requirement=requirement, by=request.user):
        messages.success(
            request, _("Sent to the secretariat. You get a letter when it is passed on or not.")
        )
        return redirect(back)
    context = {
        "application": application,
        "requirement": worded.requirements[code],
        "form": form if actions.can_ask(application, own) or form.is_bound else None,
        "back_url": back,
    }
    page = "accreditation/clarifications/ask.html"
    return render(request, page, context, status=status_of(form))


def _asked_from(application: Application, seat: PanelMember, requirement: Requirement) -> str:
    """Where this member assesses the requirement; else their review, which links every one."""
    reference = application.reference
    if not seat.assigned.filter(pk=requirement.pk).exists():
        return reverse("accreditation:review", args=[reference]) + "#ask"
    commitment = requirement.commitment.code
    page = reverse("accreditation:review_commitment", args=[reference, commitment])
    return f"{page}#{requirement.code}"


@login_required
def clarification_list(request: SignedInRequest, reference: str) -> HttpResponse:
    """Those this reader may read, in the order of their requirements."""
    application = find(request, reference, "read_clarifications")
    context = {
        "application": application,
        "clarifications": [
            (one, one.words_for(request.user)) for one in _readable(request, application).in_order()
        ],
        **_reader(request, application),
    }
    return render(request, "accreditation/clarifications/list.html", context)


@login_required
def clarification(request: SignedInRequest, reference: str, key: str) -> HttpResponse:
    """One question, what came of it, and what this reader can do."""
    one = _find_one(request, reference, key)
    worded = edition_of(one.application.framework, request.user.reads_in)
    context = {
        "application": one.application,
        "clarification": one,
        "own_words": one.words_for(request.user),
        "requirement": worded.requirements[one.requirement.code],
        "waits": one.state in TURNS,
        "mine": one.state in TURNS and request.user.has_perm(TURNS[one.state], one),
        "steps": list(CLARIFICATION.open_to(request.user, one)),
        **_reader(request, one.application),
    }
    return render(request, "accreditation/clarifications/detail.html", context)


@login_required
def take_step(request: SignedInRequest, reference: str, key: str, step: str) -> HttpResponse:
    """Take one transition of a question, with the words that go with it."""
    one = _find_one(request, reference, key)
    transition = row_for(request, CLARIFICATION, one, step)
    if step not in STEPS:
        raise Http404
    kind, act = STEPS[step]
    data = request.POST if request.method == "POST" else None
    form = kind(data, initial={"sent": one.asked})
    if saved(form, act, clarification=one, by=request.user):
        messages.success(request, _("Done: %s.") % transition.label)
        return redirect(one)
    worded = edition_of(one.application.framework, request.user.reads_in)
    context = {
        "application": one.application,
        "clarification": one,
        "own_words": one.words_for(request.user),
        "requirement": worded.requirements[one.requirement.code],
        "transition": transition,
        "form": form,
        "here": one.state in transition.source,
        **_reader(request, one.application),
    }
    page = "accreditation/clarifications/step.html"
    return render(request, page, context, status=status_of(form))


def _find_one(request: SignedInRequest, reference: str, key: str) -> Clarification:
    application = find(request, reference, "read_clarifications")
    one: Clarification = get_object_or_404(_readable(request, application), key=key)
    one.application = application
    return one


def _readable(request: SignedInRequest, application: Application) -> Any:
    readable = Clarification.objects.visible_to(request.user, application)
    return readable.select_related(
        "application", "requirement", "member__reviewer__user", "answered_by"
    )


def _reader(request: SignedInRequest, application: Application) -> dict[str, bool]:
    """Who asked is shown to the secretariat, and who answered to the team."""
    user = request.user
    return {
        "in_office": user.has_perm("accreditation.pass_on_clarification", application),
        "on_team": user.has_perm("accreditation.compare_filing", application),
    }
