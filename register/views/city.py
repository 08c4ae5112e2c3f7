"""The page of one city or region, and the documents it links."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.views.decorators.http import require_safe

from accounts.http import public
from accreditation.choices import Stage
from office.models import Report
from office.reports import as_download
from progress.downloads import as_attachment
from register import published
from register.city import LETTER, REPORT, CityFacts, certificate_of, document_of, facts_of
from register.drawing import drawn
from register.evidence import Shown, file_of, shown
from register.http import page, proof
from register.portrait import portrait

MOST_OPEN = 5  # passages of a piece of evidence; more are folded


@page
def city(request: HttpRequest, slug: str) -> HttpResponse:
    """Label, stage, decisions, profile, findings; a private trial record is not found."""
    facts = facts_of(slug)
    if facts is None:
        raise Http404
    return drawn(request, "register/city.html", facts, _context)


@proof
def evidence(request: HttpRequest, slug: str, reference: str) -> HttpResponse:
    """What the city lets everybody read of the evidence behind a published decision."""
    found = shown(slug, reference)
    if found is None:
        raise Http404
    return drawn(request, "register/evidence.html", found, _pieces)


@public
@require_safe
def evidence_file(request: HttpRequest, slug: str, reference: str, sha256: str) -> HttpResponseBase:
    """One file of it, attached."""
    version = file_of(slug, reference, sha256)
    if version is None:
        raise Http404
    return as_attachment(version)


@public
@require_safe
def report(request: HttpRequest, slug: str, reference: str) -> HttpResponseBase:
    """The panel's final report behind a published decision."""
    return _download(slug, REPORT, reference=reference)


@public
@require_safe
def certificate(request: HttpRequest, slug: str, number: str) -> HttpResponseBase:
    """The certificate of a label that is valid. The verification page is the proof."""
    return _given(certificate_of(slug, number))


@public
@require_safe
def decision(request: HttpRequest, slug: str, reference: str) -> HttpResponseBase:
    """The letter with a published decision, as the city got it."""
    return _download(slug, LETTER, reference=reference)


def _pieces(found: Shown) -> dict[str, Any]:
    return {"shown": found, "most_open": MOST_OPEN}


def _context(facts: CityFacts) -> dict[str, Any]:
    shown = portrait(facts)
    steps = _steps(shown.under_way.stage) if shown.under_way else []
    return {"page": shown, "city": shown.city, "steps": steps}


def _download(slug: str, kind: str, **about: str) -> HttpResponseBase:
    return _given(document_of(slug, kind, **about))


def _given(document: Report | None) -> HttpResponseBase:
    if document is None:
        raise Http404
    return as_download(document)


def _steps(stage: Stage) -> list[dict[str, str]]:
    """The public way of an application, and where this one stands."""
    now = published.WAY.index(stage)
    return [
        {
            "label": str(each.label),
            "state": "done" if place < now else "now" if place == now else "next",
        }
        for place, each in enumerate(published.WAY)
    ]
