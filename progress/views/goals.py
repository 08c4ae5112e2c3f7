"""The record by Sustainable Development Goal, and how it goes into a Voluntary Local Review."""

import csv
import io

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.http import SignedInRequest
from office.days import today
from progress import downloads, reports
from progress.goals import goals_of, rows_of
from progress.views.pages import open_record

SHOWN = 10


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def goals(request: SignedInRequest, slug: str) -> HttpResponse:
    """Answers and measures by goal and target; the annex is asked for here."""
    page = open_record(request, slug)
    if request.method == "POST":
        asked = reports.ask_goals_annex(city=page.city, framework=page.framework, by=request.user)
        messages.success(request, _("Asked for, from the record as it stands now."))
        return redirect(asked)
    context = {
        "page": page,
        "city": page.city,
        "goals": goals_of(page.city, page.framework),
        "annexes": reports.goals_annexes(page.city)[:SHOWN],
    }
    return render(request, "progress/goals.html", context)


@login_required
@require_safe
def table(request: SignedInRequest, slug: str) -> FileResponse:
    """The same as CSV: one row an answer or measure under each goal it serves."""
    page = open_record(request, slug)
    file = io.StringIO()
    csv.writer(file).writerows(rows_of(goals_of(page.city, page.framework)))
    name = f"{slugify(f'{page.city} sdg {today().isoformat()}')[:80]}.csv"
    return downloads.made_here(
        file.getvalue().encode("utf-8-sig"), filename=name, content_type="text/csv; charset=utf-8"
    )
