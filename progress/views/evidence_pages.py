"""How far a file is, and its pages as they can be read here."""

from django.contrib.auth.decorators import login_required
from django.db.models import Count, QuerySet
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.http import SignedInRequest
from cities.rules import cities_of
from progress.downloads import as_picture
from progress.models import EvidenceVersion
from progress.views.pages import open_record


def version_of(request: SignedInRequest, slug: str, pk: int, version: int) -> EvidenceVersion:
    """A version of this record's evidence; 404 for whoever does not speak for the city."""
    page = open_record(request, slug)
    held = EvidenceVersion.objects.filter(evidence__city=page.city, evidence=pk)
    return get_object_or_404(in_full(held), version=version)


def in_full(versions: QuerySet[EvidenceVersion]) -> QuerySet[EvidenceVersion]:
    """With what a version is shown with: who added it, and how many of its pages are drawn."""
    whole = versions.select_related("evidence", "added_by", "link_check")
    return whole.annotate(drawn=Count("pages"))


@login_required
@require_safe
@never_cache
def state(request: SignedInRequest, slug: str, pk: int, version: int) -> HttpResponse:
    """The part of the page that changes while a file is checked and its pages are drawn."""
    held = version_of(request, slug, pk, version)
    return render(request, "progress/_version.html", {"version": held, "slug": slug})


@login_required
@require_safe
def read(request: SignedInRequest, slug: str, pk: int, version: int) -> HttpResponse:
    """The pages of a file: pictures of ours with their text, whatever the file may hold."""
    held = version_of(request, slug, pk, version)
    context = {
        "version": held,
        "evidence": held.evidence,
        "slug": slug,
        "city": cities_of(request.user)[slug],
        "pages": [
            (page, reverse("progress:evidence_page", args=[slug, pk, version, page.number]))
            for page in held.pages.all()
        ],
        "download_url": reverse("progress:download", args=[slug, pk, version])
        if held.is_file and held.is_released
        else "",
    }
    return render(request, "progress/evidence_read.html", context)


@login_required
@require_safe
def picture(
    request: SignedInRequest, slug: str, pk: int, version: int, page: int
) -> HttpResponseBase:
    held = version_of(request, slug, pk, version)
    return as_picture(get_object_or_404(held.pages, number=page))
