"""Confirm and perform one row of a table. Every step of every workflow shares this."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts import again
from accounts.http import SignedInRequest
from accreditation.forms.steps import TakeBackForm, TransitionForm
from accreditation.templatetags.accreditation import state_word
from office.proposals import waiting
from office.workflow import Refused, Transition, Workflow


def take(
    request: SignedInRequest,
    workflow: Workflow,
    subject: Any,
    step: str,
    *,
    back: str = "",
    follows: Callable[[], str] | None = None,
    **context: Any,
) -> HttpResponse:
    """The page of one step: what follows, what is missing, and the button.

    ``back`` is where it leads afterwards, the subject's own page unless given; ``follows`` says
    who has the ball then, and until when.
    Whoever sees the subject but may not take the step gets the page with a sentence and 403.
    """
    transition = row_for(request, workflow, subject, step)
    form = TransitionForm(request.POST if request.method == "POST" else None, transition=transition)
    reasons: list[str] = []
    ready = form.is_valid()
    code = again.code_form_if_due(request, ready=ready) if transition.asks_again else None
    if ready and again.was_shown(code):
        try:
            proposal = workflow.perform(step, subject, by=request.user, **form.cleaned_data)
        except Refused as refused:
            reasons = refused.reasons
            if subject.state not in transition.source:  # told as far as this person may know
                reasons = [
                    _("“%(step)s” is not possible from “%(state)s”.")
                    % {"step": transition.label, "state": state_word(subject, request.user)}
                ]
        else:
            if proposal:
                text = _("You have asked for: %s. Another person must confirm it.")
            else:
                text = _("Done: %s.")
            said = [text % transition.label, follows() if follows and not proposal else ""]
            messages.success(request, " ".join(filter(None, said)))
            return redirect(back or subject)
    here = subject.state in transition.source
    asked = waiting(workflow.name, subject, step) if transition.two else None
    return render(
        request,
        "accreditation/step.html",
        {
            "subject": subject,
            "transition": transition,
            "form": form,
            "code": code if again.is_due(request) else None,
            "here": here,
            "reasons": reasons,
            "blockers": transition.blockers(subject) if here else [],
            "proposal": asked,
            "outlived": asked is not None and not workflow.counts(asked, subject),
            "back": back or subject.get_absolute_url(),
            "page_url": transition.page(subject) if transition.page else "",
            **context,
        },
        status=409 if reasons else 200,
    )


def take_back(
    request: SignedInRequest, workflow: Workflow, subject: Any, step: str, *, back: str = ""
) -> HttpResponse:
    """The page on which what a first person has asked for is taken back."""
    transition = row_for(request, workflow, subject, step)
    if not transition.two:
        raise Http404
    back = back or subject.get_absolute_url()
    form = TakeBackForm(request.POST if request.method == "POST" else None)
    reasons: list[str] = []
    if form.is_valid():
        try:
            workflow.take_back(step, subject, by=request.user, **form.cleaned_data)
        except Refused as refused:
            reasons = refused.reasons
        else:
            messages.success(request, _("Taken back: %s. Nothing has moved.") % transition.label)
            return redirect(back)
    context = {
        "subject": subject,
        "transition": transition,
        "form": form,
        "reasons": reasons,
        "proposal": waiting(workflow.name, subject, step),
        "back": back,
    }
    return render(request, "accreditation/take_back.html", context, status=409 if reasons else 200)


def row_for(request: SignedInRequest, workflow: Workflow, subject: Any, step: str) -> Transition:
    """The step's row, for a person who may take it (else 403 with a sentence)."""
    transition = workflow.transitions.get(step)
    if transition is None:
        raise Http404
    if not workflow.may(step, request.user, subject):
        raise PermissionDenied(
            _("“%(step)s” is not yours to take here.") % {"step": transition.label}
        )
    return transition
