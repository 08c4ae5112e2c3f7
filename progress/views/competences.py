"""What the law leaves to the authority, by area of municipal work."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from accounts.http import SignedInRequest
from commitments.choices import Catalogue
from office.workflow import Refused
from progress import actions
from progress.forms import CompetencesForm
from progress.models import Competence
from progress.views.pages import open_record


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def competences(request: SignedInRequest, slug: str) -> HttpResponse:
    """Each area with whose task it is and by which law."""
    page = open_record(request, slug)
    if request.method == "POST":
        page.require_change()
    held = {each.area: each for each in Competence.objects.filter(city=page.city)}
    areas = page.edition.labels[Catalogue.MUNICIPAL_AREAS]
    form = CompetencesForm(
        request.POST if request.method == "POST" else None, areas=areas, held=held
    )
    if form.is_valid():
        try:
            changed = actions.record_competences(
                city=page.city, changed=form.changed(), by=request.user
            )
        except Refused as refused:
            form.add_error(None, refused.reasons)
        else:
            messages.success(request, _said(len(changed)))
            return redirect("progress:competences", slug)
    context = {
        "page": page,
        "city": page.city,
        "form": form,
        "known": [(label, held.get(area)) for area, label in areas.items()],
        "count": len(held.keys() & areas.keys()),
        "all": len(areas),
    }
    return render(request, "progress/competences.html", context)


def _said(count: int) -> str:
    if not count:
        return _("Nothing was changed.")
    return ngettext("%(count)d area is saved.", "%(count)d areas are saved.", count) % {
        "count": count
    }
