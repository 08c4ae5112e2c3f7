"""Waiting for a document, keeping it, and checking one by its code."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ObjectDoesNotExist
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.http import SignedInRequest, public
from office import reports, subjects
from office.models import Report


@login_required
@require_safe
@never_cache
def report_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """How far a document is; then the document."""
    report = _find(request, pk)
    subject = _subject(report)
    inside = getattr(subject, "get_inside_url", subject.get_absolute_url)
    context = {
        "report": report,
        "subject": subject,
        "subject_url": inside(),
        "told": report.tells(request.user),
    }
    return render(request, "office/report.html", context)


@login_required
@require_safe
@never_cache
def report_state(request: SignedInRequest, pk: int) -> HttpResponse:
    """The part of the page that changes while a document is made."""
    report = _find(request, pk)
    context = {"report": report, "told": report.tells(request.user)}
    return render(request, "office/_report_state.html", context)


@login_required
@require_safe
def report_download(request: SignedInRequest, pk: int) -> FileResponse:
    """The finished PDF, always as an attachment."""
    report = _find(request, pk)
    if not report.is_ready:
        raise Http404
    return reports.as_download(report)


@login_required
@require_POST
def report_retry(request: SignedInRequest, pk: int) -> HttpResponse:
    """Have a document that failed made once more, by anyone who may read it."""
    report = _find(request, pk)
    if reports.ask_again(report):
        messages.success(request, _("The document is being made once more."))
    return redirect(report)


@public
@require_safe
@never_cache
def check_code(request: HttpRequest) -> HttpResponse:
    """Whether a verification code is that of a document of ours, for anyone who holds it."""
    code = request.GET.get("code", "").strip()
    found = None
    if code:
        signs = "".join(sign for sign in code.upper() if sign.isalnum())[:12]
        normal = "-".join(signs[start : start + 4] for start in (0, 4, 8))
        found = Report.objects.ready().filter(code=normal).first()
    return render(request, "office/check.html", {"code": code[:40], "report": found})


def _find(request: SignedInRequest, pk: int) -> Report:
    """A document this person may read; whoever may not learns nothing of it."""
    report = get_object_or_404(Report, pk=pk)
    if not request.user.has_perm(report.permission, _subject(report)):
        raise Http404
    return report


def _subject(report: Report):
    try:
        return subjects.find(report.about_label, report.about_key)
    except ObjectDoesNotExist as gone:
        raise Http404 from gone
