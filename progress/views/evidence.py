"""The city's evidence: written once, cited from many answers."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Count, Prefetch
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import SignedInRequest
from office.intake.receiving import takes_files
from office.refusing import say_why
from office.saving import saved, status_of
from office.workflow import Refused
from progress import actions
from progress.downloads import as_attachment
from progress.forms import DescribeForm, EvidenceForm, VersionForm
from progress.models import ChosenFile, Evidence, EvidenceVersion
from progress.records import sheet_of, without_evidence
from progress.views.evidence_pages import in_full, version_of
from progress.views.pages import RecordPage, open_record
from progress.views.taking_in import twin_of, with_file


@login_required
@require_safe
def evidence_list(request: SignedInRequest, slug: str) -> HttpResponse:
    """All evidence; or that which is cited nowhere, or whose link does not answer any more."""
    page = open_record(request, slug)
    rows = Evidence.objects.filter(city=page.city).annotate(
        cited=Count("citations", distinct=True), shown=Count("group_results", distinct=True)
    )
    versions = EvidenceVersion.objects.select_related("link_check")
    held = list(rows.prefetch_related(Prefetch("versions", versions)))
    used = [each for each in held if each.retired_on is None]
    narrow = {
        "nowhere": [each for each in used if not (each.cited or each.shown)],
        "lost": [each for each in used if _is_lost(each)],
    }
    only = request.GET.get("only", "")
    shown = narrow.get(only, used)
    context = {
        "page": page,
        "city": page.city,
        "evidence": shown,
        "only": only if only in narrow else "",
        "in_all": len(used),
        "nowhere": len(narrow["nowhere"]),
        "lost": len(narrow["lost"]),
        "retired": [each for each in held if each.retired_on] if shown is used else [],
        "waiting": ChosenFile.objects.open().of(request.user, page.city).count(),
        "may_change": page.may_change,
    }
    return render(request, "progress/evidence_list.html", context)


def _is_lost(evidence: Evidence) -> bool:
    newest = next(iter(evidence.versions.all()), None)
    return newest is not None and newest.link is not None and newest.link.is_lost


@login_required
@require_safe
def missing(request: SignedInRequest, slug: str) -> HttpResponse:
    """Answers that claim something and cite nothing yet, those to core requirements first."""
    page = open_record(request, slug)
    sheet = sheet_of(page.city, page.framework)
    context = {
        "page": page,
        "city": page.city,
        "core": without_evidence(sheet),
        "others": without_evidence(sheet, core=False),
    }
    return render(request, "progress/evidence_missing.html", context)


@takes_files
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_evidence(request: SignedInRequest, slug: str) -> HttpResponse:
    page = open_record(request, slug)
    page.require_change()
    twin = None
    form = EvidenceForm(city=page.city)
    if request.method == "POST":
        form = with_file(request, page, EvidenceForm, city=page.city)
        if form.is_valid():
            twin = twin_of(page, form.cleaned_data["file"])
            wanted = twin is None or "twice" in request.POST
            if wanted and (evidence := _attached(request, page, form)):
                messages.success(request, _kept(evidence))
                return redirect("progress:evidence_detail", slug, evidence.pk)
    context = {"page": page, "city": page.city, "form": form, "twin": twin}
    return render(request, "progress/evidence_new.html", context)


def _attached(request: SignedInRequest, page: RecordPage, form: EvidenceForm) -> Evidence | None:
    try:
        return actions.attach_evidence(city=page.city, by=request.user, **form.facts())
    except Refused as refused:
        form.add_error(None, refused.reasons)
        return None


@takes_files
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def evidence_detail(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """One piece: its versions, where it is cited, and a form for a newer version."""
    page = open_record(request, slug)
    evidence = get_object_or_404(Evidence.objects.filter(city=page.city), pk=pk)
    form = VersionForm()
    if request.method == "POST":
        page.require_change()
        form = with_file(request, page, VersionForm)
        if form.is_valid():
            try:
                actions.add_version(evidence=evidence, by=request.user, **form.cleaned_data)
            except Refused as refused:
                form.add_error(None, refused.reasons)
            else:
                messages.success(request, _("The new version is kept; the older ones stay."))
                return redirect("progress:evidence_detail", slug, pk)
    context = {
        "page": page,
        "city": page.city,
        "evidence": evidence,
        "versions": in_full(evidence.versions.all()),
        "citations": evidence.citations.select_related("answer__requirement").order_by(
            "answer__requirement__position", "pk"
        ),
        "form": form,
        "may_change": page.may_change,
    }
    return render(request, "progress/evidence_detail.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def describe(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """Say anew what a piece of evidence is called, its language and who may read it."""
    page = open_record(request, slug)
    evidence = get_object_or_404(Evidence.objects.filter(city=page.city), pk=pk)
    page.require_change()
    said = {
        name: getattr(evidence, name) for name in ("title", "language", "visibility", "version")
    }
    sent = request.POST if request.method == "POST" else None
    form = DescribeForm(sent, initial=said, city=page.city)
    if saved(form, actions.describe_evidence, evidence=evidence, by=request.user):
        messages.success(request, _("Saved."))
        return redirect("progress:evidence_detail", slug, pk)
    context = {"page": page, "city": page.city, "evidence": evidence, "form": form}
    return render(request, "progress/evidence_describe.html", context, status=status_of(form))


@login_required
@require_POST
def use(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """Take a piece of evidence out of use, or back into it."""
    page = open_record(request, slug)
    evidence = get_object_or_404(Evidence.objects.filter(city=page.city), pk=pk)
    page.require_change()
    again = request.POST.get("again") == "yes"
    change = actions.use_evidence_again if again else actions.retire_evidence
    try:
        change(evidence=evidence, by=request.user)
    except Refused as refused:
        say_why(request, *refused.reasons)
    else:
        told = _("“%(title)s” is in use again.") if again else _("“%(title)s” is out of use.")
        messages.success(request, told % {"title": evidence})
    return redirect("progress:evidence_detail", slug, pk)


@login_required
@require_safe
def download(request: SignedInRequest, slug: str, pk: int, version: int) -> HttpResponseBase:
    return as_attachment(version_of(request, slug, pk, version))


def _kept(evidence: Evidence) -> str:
    told = _("“%(title)s” is kept.") % {"title": evidence}
    if evidence.versions.waiting().exists():
        told += " " + _("Its file is being checked now; you can cite it already.")
    return told
