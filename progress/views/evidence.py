"""The city's evidence: written once, cited from many answers."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Count
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import SignedInRequest
from office.refusing import say_why
from office.workflow import Refused
from progress import actions
from progress.downloads import as_attachment
from progress.forms import EvidenceForm, VersionForm
from progress.models import Evidence
from progress.views.evidence_pages import in_full, version_of
from progress.views.pages import open_record


@login_required
@require_safe
def evidence_list(request: SignedInRequest, slug: str) -> HttpResponse:
    page = open_record(request, slug)
    held = list(
        Evidence.objects.filter(city=page.city)
        .annotate(cited=Count("citations", distinct=True))
        .prefetch_related("versions")
    )
    context = {
        "page": page,
        "city": page.city,
        "evidence": [each for each in held if each.retired_on is None],
        "retired": [each for each in held if each.retired_on],
        "may_change": page.may_change,
    }
    return render(request, "progress/evidence_list.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_evidence(request: SignedInRequest, slug: str) -> HttpResponse:
    page = open_record(request, slug)
    page.require_change()
    if request.method == "POST":
        form = EvidenceForm(request.POST, request.FILES, city=page.city)
        if form.is_valid():
            try:
                evidence = actions.attach_evidence(city=page.city, by=request.user, **form.facts())
            except Refused as refused:
                form.add_error(None, refused.reasons)
            else:
                messages.success(request, _kept(evidence))
                return redirect("progress:evidence_detail", slug, evidence.pk)
    else:
        form = EvidenceForm(city=page.city)
    return render(
        request, "progress/evidence_new.html", {"page": page, "city": page.city, "form": form}
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def evidence_detail(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """One piece: its versions, where it is cited, and a form for a newer version."""
    page = open_record(request, slug)
    evidence = get_object_or_404(Evidence.objects.filter(city=page.city), pk=pk)
    form = VersionForm()
    if request.method == "POST":
        page.require_change()
        form = VersionForm(request.POST, request.FILES)
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
