"""Documents a team asks for at any time: the council's summary, and worksheets on paper."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.http import SignedInRequest
from progress import reports
from progress.views.pages import open_record

SHOWN = 20


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def council_summary(request: SignedInRequest, slug: str) -> HttpResponse:
    """What the summary says; a button that asks for it; those asked for before."""
    page = open_record(request, slug)
    if request.method == "POST":
        asked = reports.ask_council_summary(
            city=page.city, framework=page.framework, by=request.user
        )
        messages.success(request, _("Asked for, from the record as it stands now."))
        return redirect(asked)
    context = {
        "page": page,
        "city": page.city,
        "summaries": reports.council_summaries(page.city)[:SHOWN],
    }
    return render(request, "progress/council_summary.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def worksheet(request: SignedInRequest, slug: str, code: str) -> HttpResponse:
    """A commitment on paper: what is on it; a button that asks for it; those asked for before."""
    page = open_record(request, slug)
    commitment = page.edition.commitments.get(code)
    if commitment is None:
        raise Http404
    if request.method == "POST":
        asked = reports.ask_worksheet(
            city=page.city, framework=page.framework, commitment=commitment, by=request.user
        )
        messages.success(request, _("Asked for, from the record as it stands now."))
        return redirect(asked)
    context = {
        "page": page,
        "city": page.city,
        "commitment": commitment,
        "worksheets": reports.worksheets(page.city, commitment)[:SHOWN],
    }
    return render(request, "progress/worksheet.html", context)
