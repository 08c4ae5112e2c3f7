"""The fact-check: the city reads the draft report and says what is wrong in it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.http import SignedInRequest
from accreditation.actions import settling as actions
from accreditation.forms.settling import CorrectionForm
from accreditation.models import Application
from accreditation.workflow import APPLICATION
from office.models import Clock, Report
from office.refusing import say_why
from office.saving import status_of
from office.workflow import Refused

from .access import find

REPORTS = ("accreditation.read_draft_report", "accreditation.read_report")


def _find(request: SignedInRequest, reference: str) -> Application:
    application = find(request, reference)
    if not request.user.has_perm("accreditation.read_draft_report", application):
        raise PermissionDenied(_("The draft report can be read once the panel has sent it."))
    return application


def _check_writes(request: SignedInRequest, application: Application) -> None:
    if not request.user.has_perm("accreditation.prepare_application", application):
        raise PermissionDenied(_("Only the city's lead and editors correct facts."))


@login_required
def facts(request: SignedInRequest, reference: str) -> HttpResponse:
    """The draft report, the corrections so far, and the form for another."""
    application = _find(request, reference)
    may_write = actions.is_fact_check(application) and request.user.has_perm(
        "accreditation.prepare_application", application
    )
    form = CorrectionForm(
        request.POST if request.method == "POST" else None,
        findings=application.findings.of_the_report()
        .order_by("report_number")
        .select_related("requirement"),
        requirements=application.framework.requirements.in_order(),
    )
    if request.method == "POST":
        _check_writes(request, application)
    if form.is_valid():
        try:
            actions.correct_fact(
                application=application,
                text=form.cleaned_data["text"],
                by=request.user,
                **form.meant(),
            )
        except Refused as refused:
            form.add_error(None, refused.reasons)
        else:
            messages.success(request, _("The correction is added."))
            return redirect("accreditation:facts", reference=reference)
    return render(
        request,
        "accreditation/settling/facts.html",
        {
            "application": application,
            "form": form,
            "corrections": application.corrections.select_related(
                "finding__requirement", "requirement", "by"
            ),
            "reports": [
                report
                for report in Report.objects.of(application).filter(permission__in=REPORTS)
                if request.user.has_perm(report.permission, application)
            ],
            "may_write": may_write,
            "may_take": actions.is_fact_check(application)
            and APPLICATION.may("correct_facts", request.user, application),
            "clock": Clock.objects.running().of(application).filter(step="correct_facts").first(),
        },
        status=status_of(form),
    )


@login_required
@require_POST
def remove(request: SignedInRequest, reference: str, number: int) -> HttpResponse:
    """Take back one's own correction."""
    application = _find(request, reference)
    _check_writes(request, application)
    correction = get_object_or_404(application.corrections.all(), number=number)
    correction.application = application
    try:
        actions.remove_correction(correction=correction, by=request.user)
    except Refused as refused:
        say_why(request, *refused.reasons)
    else:
        messages.success(request, _("The correction is taken back."))
    return redirect("accreditation:facts", reference=reference)
