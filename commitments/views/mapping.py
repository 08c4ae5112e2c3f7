"""One edition read in the shape of another."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts.http import public
from commitments.models import Mapping, Requirement


@public
@require_safe
def mapping(
    request: HttpRequest, code: str, edition: str, other: str, other_edition: str
) -> HttpResponse:
    """Each requirement of an edition with those of the other that ask the same or some of it."""
    mappings = Mapping.objects.select_related("source", "target")
    here = get_object_or_404(
        mappings,
        source__code=code, source__edition=edition,
        target__code=other, target__edition=other_edition,
    )  # fmt: skip
    partners: dict[int, list[tuple[str, Requirement]]] = {}
    for pair in here.pairs.select_related("target__commitment__framework"):
        partners.setdefault(pair.source_id, []).append((pair.get_how_display(), pair.target))
    requirements = Requirement.objects.of(here.source).in_order()
    chapters: dict[str, list[tuple[Requirement, list[tuple[str, Requirement]]]]] = {}
    for one in requirements:
        rows = chapters.setdefault(one.commitment.pillar.title, [])
        rows.append((one, partners.get(one.pk, [])))
    context = {
        "framework": here.source,
        "target": here.target,
        "mapping": here,
        "chapters": list(chapters.items()),
    }
    return render(request, "commitments/mapping.html", context)
