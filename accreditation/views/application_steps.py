"""The steps of an application, taken and taken back."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.urls import reverse

from accounts.http import SignedInRequest
from accreditation.workflow import APPLICATION

from . import steps
from .applications import find


@login_required
def take_step(request: SignedInRequest, reference: str, step: str) -> HttpResponse:
    """Confirm and perform one transition of an application."""
    application = find(request, reference)
    undo = reverse("accreditation:take_back", args=[reference, step])
    return steps.take(request, APPLICATION, application, step, take_back_url=undo)


@login_required
def take_back(request: SignedInRequest, reference: str, step: str) -> HttpResponse:
    """Take back what a first person has asked for."""
    return steps.take_back(request, APPLICATION, find(request, reference), step)
