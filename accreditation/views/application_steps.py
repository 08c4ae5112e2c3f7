"""The steps of an application, taken and taken back."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.urls import reverse

from accounts.http import SignedInRequest
from accreditation import letters
from accreditation.workflow import APPLICATION

from . import steps
from .access import find
from .before_filing import summary_of

SUBMIT = "submit"  # before it, all that is filed is shown once more


@login_required
def take_step(request: SignedInRequest, reference: str, step: str) -> HttpResponse:
    """Confirm and perform one transition of an application."""
    application = find(request, reference)
    submits = step == SUBMIT and APPLICATION.may(step, request.user, application)
    return steps.take(
        request,
        APPLICATION,
        application,
        step,
        follows=lambda: letters.now_with(application, request.user),
        take_back_url=reverse("accreditation:take_back", args=[reference, step]),
        summary=summary_of(application) if submits else None,
    )


@login_required
def take_back(request: SignedInRequest, reference: str, step: str) -> HttpResponse:
    """Take back what a first person has asked for."""
    return steps.take_back(request, APPLICATION, find(request, reference), step)
