"""The record as a spreadsheet: taken away, brought back, looked through."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.http import SignedInRequest
from office.days import today
from office.intake.kinds import TYPES
from office.intake.receiving import takes_files
from office.workflow import Refused
from progress import actions, downloads
from progress.forms import SheetForm
from progress.models import ReturnedSheet
from progress.proposals import sources_of
from progress.views.pages import open_record


@takes_files
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def sheet(request: SignedInRequest, slug: str) -> HttpResponse:
    """How to work offline; the spreadsheets that were brought back."""
    page = open_record(request, slug)
    form = SheetForm()
    if request.method == "POST":
        page.require_change()
        form = SheetForm(request.POST, request.FILES)
        if form.is_valid():
            try:
                brought = actions.bring_sheet(
                    city=page.city,
                    framework=page.framework,
                    by=request.user,
                    file=form.cleaned_data["file"],
                )
            except Refused as refused:
                form.add_error("file", refused.reasons)
            else:
                messages.success(
                    request, _("The spreadsheet is here. Nothing in your record has changed.")
                )
                return redirect("progress:returned", slug, brought.pk)
    context = {
        "page": page,
        "city": page.city,
        "form": form,
        "brought": ReturnedSheet.objects.filter(city=page.city).select_related("brought_by"),
    }
    return render(request, "progress/sheet.html", context)


@login_required
@require_safe
def download(request: SignedInRequest, slug: str) -> FileResponse:
    """All questions with the answers as they stand now."""
    from progress.sheets.writing import workbook_of  # noqa: PLC0415 -- 19 MB, for few

    page = open_record(request, slug)
    name = f"{slugify(f'{page.city} {page.framework.edition} {today().isoformat()}')[:80]}.xlsx"
    content = workbook_of(page.city, page.framework)
    return downloads.made_here(content, filename=name, content_type=TYPES["xlsx"])


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def returned(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """How far a spreadsheet is, what it would change, and what in it could not be read."""
    page = open_record(request, slug)
    sheets = ReturnedSheet.objects.filter(city=page.city).select_related("brought_by")
    brought = get_object_or_404(sheets, pk=pk)
    if request.method == "POST":
        page.require_change()
        actions.put_sheet_away(sheet=brought, by=request.user)
        messages.success(request, _("The spreadsheet is put away. Your answers are as they were."))
        return redirect("progress:sheet", slug)
    sources = sources_of(page.city, page.framework)
    context = {
        "page": page,
        "city": page.city,
        "sheet": brought,
        "source": next((each for each in sources if each.text == brought.source), None),
    }
    return render(request, "progress/returned.html", context)
