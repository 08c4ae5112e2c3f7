"""The findings a member writes while reading; nobody else learns of them before all have filed."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.http import SignedInRequest
from accreditation.actions import reviews as actions
from accreditation.forms.reviews import READ_LATER, FindingForm
from accreditation.models import Finding
from office.refusing import say_why
from office.saving import saved, status_of
from office.workflow import Refused

from .reviews import own_review, reading


@login_required
def finding(
    request: SignedInRequest, reference: str, code: str = "", number: int | None = None
) -> HttpResponse:
    """Write a finding on a requirement, or change one of one's own."""
    application, seat = reading(request, reference)
    own = own_review(seat)
    framework = application.framework
    written = None if number is None else get_object_or_404(own.findings, number=number)
    about = written.requirement if written else framework.requirements.filter(code=code).first()
    if about is None:
        raise Http404
    form = FindingForm(
        request.POST if request.method == "POST" else None,
        requirements=framework.requirements.in_order(),
        grave=framework.grave_concerns.all(),
        read_by=READ_LATER,
        initial=finding_as_typed(written) if written else {"requirement": about.pk},
    )
    if saved(form, actions.write_finding, review=own, finding=written, by=request.user):
        messages.success(request, _("Saved. Only you can read it until all have filed."))
        return redirect("accreditation:review", reference=reference)
    context = {
        "application": application,
        "form": form,
        "finding": written,
        "title": _("Change a finding") if written else _("A finding on %(code)s") % {"code": code},
        "back_url": reverse("accreditation:review", args=[reference]),
        "back_label": _("Your review"),
    }
    return render(request, "accreditation/reviews/finding.html", context, status=status_of(form))


def finding_as_typed(written: Finding) -> dict[str, Any]:
    """A finding as its form shows it."""
    return {
        "requirement": written.requirement_id,
        "kind": written.kind,
        "seen": written.seen,
        "asked": written.asked,
        "recommended": written.recommended,
        "grave": written.grave_id,
        "version": written.version,
    }


@login_required
@require_POST
def remove(request: SignedInRequest, reference: str, number: int) -> HttpResponse:
    """Take back one of one's own findings."""
    _application, seat = reading(request, reference)
    own = own_review(seat)
    try:
        actions.remove_finding(
            review=own,
            finding=get_object_or_404(own.findings, number=number),
            by=request.user,
        )
    except Refused as refused:
        say_why(request, *refused.reasons)
    else:
        messages.success(request, _("The finding is removed."))
    return redirect("accreditation:review", reference=reference)
