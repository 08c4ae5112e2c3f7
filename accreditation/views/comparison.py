"""Where cities like this one stand: in its record, for its team."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.http import SignedInRequest
from accreditation.alike import FEWEST
from accreditation.comparison import groups_of, parts_of
from progress.records import sheet_of
from progress.views.pages import open_record


@login_required
@require_safe
def comparison(request: SignedInRequest, slug: str) -> HttpResponse:
    """One group and one pillar at a time, as the address says."""
    page = open_record(request, slug)
    groups = groups_of(page.city, page.framework)
    asked = request.GET.get("by", "")
    shown = [group for group in groups if group.is_shown]
    group = next((each for each in shown if each.by == asked), shown[0] if shown else None)
    pillars = {pillar.code: pillar for pillar in page.worded.pillars}
    pillar = pillars.get(request.GET.get("pillar", ""), page.worded.pillars[0])
    parts = []
    if group is not None:
        own = sheet_of(page.city, page.framework, evidence=False).read_in(page.worded)
        parts = parts_of(group, page.framework, pillar.code, own)
    context = {
        "page": page,
        "city": page.city,
        "groups": groups,
        "group": group,
        "pillars": page.worded.pillars,
        "pillar": pillar,
        "parts": parts,
        "fewest": FEWEST,
    }
    return render(request, "accreditation/comparison.html", context)
