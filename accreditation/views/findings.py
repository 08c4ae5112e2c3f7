"""The findings of a panel: take up, leave out, merge in the panel's own words."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.http import SignedInRequest
from accreditation.actions import settling
from accreditation.forms.reviews import FindingForm
from accreditation.forms.settling import READ_BY_CITY
from accreditation.models import Application, Finding
from office.refusing import say_why
from office.saving import ChangedMeanwhile, saved, status_of
from office.workflow import Refused

from .own_findings import finding_as_typed
from .settling import check_writes, may_write, together

TEXTS = ("seen", "asked", "recommended")


@login_required
def findings(request: SignedInRequest, reference: str) -> HttpResponse:
    """Every finding, by requirement: whose it is, and whether it stands in the report."""
    application = together(request, reference)
    reads_all = request.user.has_perm("accreditation.read_set_aside", application)
    return render(
        request,
        "accreditation/settling/findings.html",
        {
            "application": application,
            "findings": _with_authors(application.findings.of_the_panel()),
            "set_aside": _with_authors(application.findings.set_aside()) if reads_all else [],
            "requirements": application.framework.requirements.in_order(),
            "may_write": may_write(request, application),
        },
    )


def _with_authors(findings: Any) -> Any:
    return findings.in_order().select_related(
        "requirement__commitment", "review__member__reviewer__user", "grave"
    )


@login_required
@require_POST
def view(request: SignedInRequest, reference: str, key: UUID) -> HttpResponse:
    """Take a finding into the report, or leave it out."""
    application = together(request, reference)
    check_writes(request, application)
    finding = get_object_or_404(application.findings.of_the_panel(), key=key)
    finding.application = application
    version = request.POST.get("version", "")
    taken_up = request.POST.get("taken_up") == "yes"
    try:
        settling.view_finding(
            finding=finding,
            taken_up=taken_up,
            version=int(version) if version.isascii() and version.isdigit() else -1,
            by=request.user,
        )
    except Refused as refused:
        say_why(request, *refused.reasons)
    except ChangedMeanwhile:
        say_why(request, _("Somebody else changed this finding meanwhile. Please look."))
    else:
        messages.success(
            request, _("It stands in the report.") if taken_up else _("It is left out.")
        )
    url = reverse("accreditation:findings", args=[reference])
    return redirect(f"{url}#finding-{finding.key}")


@login_required
def edit(
    request: SignedInRequest, reference: str, code: str = "", key: UUID | None = None
) -> HttpResponse:
    """A finding in the panel's own words; ``?merge=`` names those of members it brings together."""
    application = together(request, reference)
    check_writes(request, application)
    framework = application.framework
    written = get_object_or_404(application.findings.filter(review=None), key=key) if key else None
    about = written.requirement if written else framework.requirements.filter(code=code).first()
    if about is None:
        raise Http404
    merged = [] if written else _merged(request, application, about.pk)
    form = FindingForm(
        request.POST if request.method == "POST" else None,
        requirements=framework.requirements.in_order(),
        grave=framework.grave_concerns.all(),
        read_by=READ_BY_CITY,
        initial=finding_as_typed(written) if written else _draft(about.pk, merged),
    )
    fixed = {"application": application, "finding": written, "merges": merged, "by": request.user}
    if saved(form, settling.write_panel_finding, **fixed):
        messages.success(request, _("Saved. It stands in the report."))
        return redirect("accreditation:findings", reference=reference)
    context = {
        "application": application,
        "form": form,
        "merged": merged,
        "title": _("The panel's finding on %(code)s") % {"code": about.code},
        "back_url": reverse("accreditation:findings", args=[reference]),
        "back_label": _("Findings"),
    }
    return render(request, "accreditation/reviews/finding.html", context, status=status_of(form))


def _merged(request: SignedInRequest, application: Application, about: int) -> list[Finding]:
    """The findings on the same requirement that were chosen to be brought together."""
    chosen = set(request.GET.getlist("merge"))
    findings = application.findings.of_the_panel().filter(requirement=about).order_by("pk")
    return [finding for finding in findings if str(finding.key) in chosen]


def _draft(about: int, merged: list[Finding]) -> dict[str, Any]:
    """The words of the merged findings one after the other, to be worked on."""
    draft: dict[str, Any] = {"requirement": about, "version": 0}
    if merged:
        draft["kind"] = merged[0].kind
        draft["grave"] = next((one.grave_id for one in merged if one.grave_id), None)
        for name in TEXTS:
            texts = [getattr(one, name) for one in merged]
            draft[name] = "\n\n".join(text for text in texts if text)
    return draft
