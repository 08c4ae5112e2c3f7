"""What the forms about a panel have in common."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from accounts.http import SignedInRequest
from accreditation.models import Application, PanelMember
from office.saving import status_of


def members_of(application: Application) -> Any:
    """Those who sit now, in the order drawn."""
    seated = PanelMember.objects.seated().filter(panel__application=application)
    return seated.select_related("reviewer__user", "panel")


def check_may(request: SignedInRequest, name: str, application: Application, sentence: str) -> None:
    if not request.user.has_perm(f"accreditation.{name}", application):
        raise PermissionDenied(sentence)


def form_page(
    request: SignedInRequest,
    application: Application,
    form: Any,
    title: str,
    lead: str,
    quote: str = "",
) -> HttpResponse:
    """One form about the panel, or none where it is too late for it, and the way back."""
    if not list(members_of(application)):
        raise Http404
    context = {
        "application": application,
        "form": form,
        "title": title,
        "lead": lead,
        "quote": quote,
        "back_url": reverse("accreditation:panel", args=[application.reference]),
    }
    return render(
        request, "accreditation/panels/form.html", context, status=status_of(form) if form else 200
    )
