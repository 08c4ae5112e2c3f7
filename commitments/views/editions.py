"""The framework as anyone may read it: an edition by pillar, and one commitment in full.

The address says the language it is read in, so that a page is the same for all who ask for it.
"""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.html import format_html
from django.views.decorators.http import require_safe

from accounts.http import public
from commitments.choices import Catalogue
from commitments.comparing import comparisons
from commitments.forms import FilterForm
from commitments.models import Commitment, Framework, Mapping, PublicHelp
from commitments.reading import (
    LINKED,
    catalogue_labels,
    chapters,
    entries_of,
    levels_in_words,
    links_of,
    narrowed,
    offered,
)
from commitments.wording import read_in


@public
@require_safe
def current(request: HttpRequest) -> HttpResponse:
    """The current edition, or a page that says there is none yet."""
    framework = Framework.objects.readable().current()
    if framework is None:
        return render(request, "commitments/no_edition.html")
    return _edition(request, framework)


@public
@require_safe
def edition(request: HttpRequest, code: str, edition: str) -> HttpResponse:
    """One edition by pillar, narrowed by municipal area, Charter article or goal."""
    editions = Framework.objects.readable()
    return _edition(request, get_object_or_404(editions, code=code, edition=edition))


@public
@require_safe
def commitment(request: HttpRequest, code: str, edition: str, commitment: str) -> HttpResponse:
    """One commitment with everything the document says of it."""
    editions = Framework.objects.readable()
    framework = get_object_or_404(editions, code=code, edition=edition)
    commitments = list(framework.commitments.in_order())
    codes = [one.code for one in commitments]
    if commitment not in codes:
        raise Http404
    at = codes.index(commitment)
    here = commitments[at]
    in_language = read_in(framework, _language(request))
    wording = in_language["wording"]
    labels = catalogue_labels(*LINKED.values(), Catalogue.SOURCES)
    sources = labels[Catalogue.SOURCES]
    requirements = list(here.requirements.with_steps().order_by("position"))
    examples, indicators = list(here.evidence_examples.all()), list(here.indicators.all())
    if wording:
        for one in commitments:
            wording.worded(one)
        wording.worded(here.pillar)
        for requirement in requirements:
            wording.worded_requirement(requirement)
        for row in (*examples, *indicators):
            wording.worded(row)
    helps = PublicHelp.objects.filter(framework_code=framework.code).select_related("withdrawal")
    previous = _neighbour(commitments[at - 1], in_language) if at else None
    following = _neighbour(commitments[at + 1], in_language) if commitments[at + 1 :] else None
    context = {
        "framework": framework,
        "commitment": here,
        "helps": helps.filter(code__in=here.requirements.values("code")),
        "previous": previous,
        "next": following,
        "requirements": requirements,
        "evidence_examples": examples,
        "indicators": [(one, labels[Catalogue.SDG_TARGETS].get(one.sdg, "")) for one in indicators],
        "links": links_of(here, labels, wording.language if wording else ""),
        "sources": [sources.get(code, code) for code in here.drawn_from],
        **in_language,
    }
    return render(request, "commitments/commitment.html", context)


def _neighbour(commitment: Commitment, in_language: dict[str, Any]) -> dict[str, str]:
    return {
        "url": commitment.get_absolute_url() + in_language["carried"],
        "label": format_html("{} {}", commitment.code, commitment.title),
    }


def _edition(request: HttpRequest, framework: Framework) -> HttpResponse:
    entries = entries_of(framework)
    labels = catalogue_labels(
        Catalogue.MUNICIPAL_AREAS, Catalogue.CHARTER_ARTICLES, Catalogue.SDG_GOALS
    )
    form = FilterForm(request.GET, offered=offered(entries, labels), auto_id="filter_%s")
    chosen = form.chosen()
    shown = narrowed(entries, chosen)
    in_language = read_in(framework, _language(request))
    if wording := in_language["wording"]:
        wording.worded_edition(framework)
        for entry in entries:
            wording.worded(entry.commitment)
            wording.worded(entry.commitment.pillar)
    context = {
        "framework": framework,
        "comparisons": comparisons(framework),
        "mappings": Mapping.objects.of(framework),
        "form": form,
        "is_narrowed": bool(chosen),
        "chapters": chapters(shown),
        "shown": len(shown),
        "commitment_count": len(entries),
        "requirement_count": sum(entry.requirements for entry in entries),
        "core_count": sum(entry.core for entry in entries),
        "levels": levels_in_words(framework, wording),
        **in_language,
    }
    return render(request, "commitments/edition.html", context)


def _language(request: HttpRequest) -> str:
    return request.GET.get("language", "")
