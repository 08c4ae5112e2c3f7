"""Readings as a table: taken away, brought, looked through."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from accounts.http import SignedInRequest
from office.days import today
from office.intake.receiving import takes_files
from office.workflow import Refused
from progress import actions, downloads
from progress.forms import ReadingsFileForm
from progress.indicators import proposed
from progress.indicators.columns import COLUMNS
from progress.indicators.laid import all_laid_out
from progress.indicators.writing import example, table_of
from progress.models import BroughtTable, ProposedReading
from progress.models.brought import ProposedReadingQuerySet
from progress.views.pages import RecordPage, open_record
from progress.views.proposed import picked, say_left, say_nothing_chosen

CSV = "text/csv; charset=utf-8"


@takes_files
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def bring(request: SignedInRequest, slug: str) -> HttpResponse:
    """How such a table looks; the tables that were brought."""
    page = open_record(request, slug)
    form = ReadingsFileForm()
    if request.method == "POST":
        page.require_change()
        form = ReadingsFileForm(request.POST, request.FILES)
        if form.is_valid():
            file = form.cleaned_data["file"]
            try:
                table = actions.bring_readings(
                    city=page.city,
                    framework=page.framework,
                    by=request.user,
                    filename=file.name,
                    content=file.read(),
                )
            except Refused as refused:
                form.add_error("file", refused.reasons)
            else:
                messages.success(request, _("The table is read. Nothing in your record changed."))
                return redirect("progress:brought_readings", slug, table.pk)
    context = {
        "page": page,
        "city": page.city,
        "form": form,
        "columns": COLUMNS,
        "brought": BroughtTable.objects.filter(city=page.city).select_related("brought_by"),
    }
    return render(request, "progress/bring_readings.html", context)


@login_required
@require_safe
def table(request: SignedInRequest, slug: str) -> FileResponse:
    """Every reading as it stands, to be worked on and brought back."""
    page = open_record(request, slug)
    name = f"{slugify(f'{page.city} readings {today().isoformat()}')[:80]}.csv"
    content = table_of(all_laid_out(page.city))
    return downloads.made_here(content, filename=name, content_type=CSV)


@login_required
@require_safe
def example_table(request: SignedInRequest, slug: str) -> FileResponse:
    """A table of a few invented readings, as it can be brought."""
    open_record(request, slug)
    return downloads.made_here(example(), filename="readings-example.csv", content_type=CSV)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def brought(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """What a table would change, and what in it could not be read. For those who write alone."""
    page = open_record(request, slug)
    tables = BroughtTable.objects.filter(city=page.city).select_related("brought_by")
    found: BroughtTable = get_object_or_404(tables, pk=pk)
    found.city = page.city
    page.require_change()
    if request.method == "POST":
        return _settle(request, page, found)
    laid, more = proposed.laid_beside(found, after=request.GET.get("after", ""))
    waiting = _waiting(found)
    context = {
        "page": page,
        "city": page.city,
        "table": found,
        "parts": laid,
        "count": waiting.count(),
        "easy": waiting.without_conflict().count(),
        "more_url": f"{reverse('progress:brought_readings', args=[slug, pk])}?after={more}"
        if more
        else "",
    }
    return render(request, "progress/brought_readings.html", context)


def _waiting(table: BroughtTable) -> ProposedReadingQuerySet:
    return ProposedReading.objects.filter(table=table).open()


def _settle(request: SignedInRequest, page: RecordPage, table: BroughtTable) -> HttpResponse:
    """Do what the pressed button says with what was chosen."""
    slug = page.city.slug
    if request.POST.get("do") == "put_away":
        actions.put_table_away(table=table, by=request.user)
        messages.success(request, _("The table is put away. Your readings are as they were."))
        return redirect("progress:bring_readings", slug)
    waiting = _waiting(table).select_related("series", "table__city")
    if request.POST.get("do") == "decline":
        _decline(request, waiting.filter(pk__in=picked(request.POST.getlist("take"))))
    else:
        _accept(request, list(_chosen(request.POST, waiting)))
    if BroughtTable.objects.filter(pk=table.pk).exists():
        return redirect("progress:brought_readings", slug, table.pk)
    return redirect("progress:indicators", slug)


def _chosen(
    pressed: Mapping[str, Any], waiting: ProposedReadingQuerySet
) -> Iterable[tuple[ProposedReading, int]]:
    """Proposals with the version of the reading that was seen: those ticked, or all it may be."""
    if pressed.get("do") == "accept_all":
        return [(each, each.seen) for each in waiting.without_conflict()]
    if key := pressed.get("of"):
        easy = waiting.without_conflict()
        return [(each, each.seen) for each in easy if proposed.key_of(each) == key]
    ticked = picked(pressed.getlist("take"))  # type: ignore[attr-defined]
    return [(each, ticked[each.pk]) for each in waiting.filter(pk__in=ticked)]


def _decline(request: SignedInRequest, chosen: ProposedReadingQuerySet) -> None:
    count = actions.decline_readings(proposals=chosen, by=request.user)
    if not count:
        say_nothing_chosen(request)
        return
    messages.success(
        request,
        ngettext(
            "%(count)d proposal is declined; the reading stays as it is.",
            "%(count)d proposals are declined; the readings stay as they are.",
            count,
        )
        % {"count": count},
    )


def _accept(request: SignedInRequest, chosen: list[tuple[ProposedReading, int]]) -> None:
    outcome = actions.accept_readings(proposals=chosen, by=request.user)
    if outcome.accepted:
        messages.success(
            request,
            ngettext(
                "%(count)d reading is saved as proposed. What stood there is among its versions.",
                "%(count)d readings are saved as proposed. What stood there is among their "
                "versions.",
                outcome.accepted,
            )
            % {"count": outcome.accepted},
        )
    say_left(request, outcome.left)
    if not outcome.accepted and not outcome.left:
        say_nothing_chosen(request)
