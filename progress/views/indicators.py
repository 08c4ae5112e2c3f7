"""What the city measures: all of it with small charts, and one indicator over time."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import SignedInRequest
from commitments.models import Indicator
from office.days import today
from office.refusing import say_why
from office.saving import built_on
from office.workflow import Refused
from progress import actions
from progress.forms import FigureForm, ReadingForm, SeriesForm
from progress.forms.fields import errors_from
from progress.indicators.figures import shown, with_unit
from progress.indicators.laid import group_labels, laid_out, too_few, totals_laid_out
from progress.indicators.listed import by_commitment, of_edition
from progress.indicators.small import PER, SMALL, asks_people
from progress.models import Reading, Series
from progress.views.pages import RecordPage, open_record

DESCRIBED = ("version", "name", "unit", "what", "source", "requirements", "targets")


@login_required
@require_safe
def indicators(request: SignedInRequest, slug: str) -> HttpResponse:
    """Everything that is measured, commitment by commitment, and what the edition suggests."""
    page = open_record(request, slug)
    only = page.edition.commitments.get(request.GET.get("commitment", ""))
    laid = totals_laid_out(page.city, mine=page.may_change)
    parts = by_commitment(page.edition, laid, only)
    context = {
        "page": page,
        "city": page.city,
        "only": only,
        "parts": parts,
        "begun": bool(laid),
        "suggests": any(part.suggested for part in parts),
    }
    return render(request, "progress/indicators.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_indicator(request: SignedInRequest, slug: str) -> HttpResponse:
    """Begin to measure: one of the edition's indicators (``?of=``), or one the city names."""
    page = open_record(request, slug)
    page.require_change()
    suggested = of_edition(page.edition).get(request.GET.get("of", ""))
    form = SeriesForm(
        request.POST if request.method == "POST" else None,
        edition=page.edition,
        fixed=("name", "unit") if suggested else (),
        initial=_suggestion(page, suggested, request.GET),
    )
    if form.is_valid():
        facts = form.cleaned_data
        del facts["version"]
        if suggested:
            facts |= {"code": suggested.code, "name": suggested.name, "unit": suggested.unit}
        try:
            series = actions.begin_series(city=page.city, by=request.user, **facts)
        except actions.Incomplete as incomplete:
            errors_from(form, incomplete.errors.items())
        except Refused as refused:
            form.add_error(None, refused.reasons)
        else:
            messages.success(request, _("Now add what you found."))
            return redirect("progress:indicator", slug, series.pk)
    context = {"page": page, "city": page.city, "form": form, "suggested": suggested}
    return render(request, "progress/indicator_words.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def indicator(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """One indicator over time, by group; a reading is added here."""
    page = open_record(request, slug)
    series = _series(page, pk)
    labels = group_labels()
    if request.method == "POST":
        page.require_change()
    form = ReadingForm(
        request.POST if request.method == "POST" else None,
        groups=labels,
        today=today(),
        unit=series.unit,
        unit_in_words=series.unit_in_words,
    )
    if form.is_valid() and (kept := _record(request, series, form)):
        _say_kept(request, kept)
        return redirect("progress:indicator", slug, pk)
    readings = Reading.objects.filter(series=series).standing()
    context = {
        "page": page,
        "city": page.city,
        "series": series,
        "laid": laid_out(series, readings.order_by(), labels, mine=page.may_change),
        "requirements": [
            page.edition.requirements[code]
            for code in series.requirements
            if code in page.edition.requirements
        ],
        "form": form,
        "few": SMALL,
        "may_change": page.may_change,
    }
    return render(request, "progress/indicator.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def describe(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """Say anew what is measured. Two people never overwrite each other."""
    page = open_record(request, slug)
    series = _series(page, pk)
    page.require_change()
    has_readings = series.readings.exists()
    fixed = ("name", "unit") if series.code else ("unit",) if has_readings else ()
    current = None
    data = request.POST if request.method == "POST" else None
    initial = {name: getattr(series, name) for name in DESCRIBED}
    form = SeriesForm(data, edition=page.edition, fixed=fixed, initial=initial)
    if form.is_valid():
        facts = {"name": series.name, "unit": series.unit, **form.cleaned_data}
        try:
            actions.describe_series(series=series, by=request.user, **facts)
        except actions.ChangedMeanwhile as changed:
            current = changed.current
            built_on(form, version=current.version)
        except actions.Incomplete as incomplete:
            errors_from(form, incomplete.errors.items())
        else:
            messages.success(request, _("What is measured is saved."))
            return redirect("progress:indicator", slug, pk)
    context = {
        "page": page,
        "city": page.city,
        "series": series,
        "form": form,
        "current": current,
        "may_end": not has_readings,
    }
    return render(request, "progress/indicator_words.html", context)


@login_required
@require_POST
def end(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """Take away an indicator of which nothing was ever found."""
    page = open_record(request, slug)
    series = _series(page, pk)
    page.require_change()
    try:
        actions.end_series(series=series, by=request.user)
    except Refused as refused:
        say_why(request, *refused.reasons)
        return redirect("progress:indicator", slug, pk)
    messages.success(request, _("“%(name)s” is no longer measured here.") % {"name": series.name})
    return redirect("progress:indicators", slug)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def reading(request: SignedInRequest, slug: str, pk: int, reading: int) -> HttpResponse:
    """Correct one reading, or take it back; its earlier versions stay."""
    page = open_record(request, slug)
    series = _series(page, pk)
    found = get_object_or_404(Reading, series=series, pk=reading)
    page.require_change()
    unit = {"unit": series.unit, "unit_in_words": series.unit_in_words}
    current = None
    if request.method == "POST":
        form = FigureForm(request.POST, **unit)
        try:
            if done := _corrected(request, series, found, form):
                _say_kept(request, done)
                return redirect("progress:indicator", slug, pk)
        except actions.ChangedMeanwhile as changed:
            current = changed.current
            built_on(form, version=current.version)
    else:
        form = FigureForm(initial=_as_typed(found), **unit)
    context = {
        "page": page,
        "city": page.city,
        "series": series,
        "reading": found,
        "group": group_labels().get(found.group, found.group) if found.group else _("Everybody"),
        "form": form,
        "current": current,
        "too_few": too_few(),
        "versions": [
            (each, "" if each.value is None else with_unit(each.value, series.unit))
            for each in found.versions.select_related("by")
        ],
    }
    return render(request, "progress/reading.html", context)


def _corrected(
    request: SignedInRequest, series: Series, found: Reading, form: FigureForm
) -> Reading | None:
    """The reading as it now stands, or None where the form has something to say."""
    place: dict[str, Any] = {
        "series": series,
        "by": request.user,
        "on": found.on,
        "whole_year": found.whole_year,
        "group": found.group,
    }
    if request.POST.get("do") == "take_back":
        version = request.POST.get("version", "")
        seen = int(version) if version.isdecimal() and len(version) < 10 else 0
        return actions.record_reading(version=seen, source=found.source, **place)
    if not form.is_valid():
        return None
    try:
        return actions.record_reading(**place, **form.cleaned_data)
    except actions.Incomplete as incomplete:
        errors_from(form, incomplete.errors.items())
    return None


def _series(page: RecordPage, pk: int) -> Series:
    series: Series = get_object_or_404(Series, city=page.city, pk=pk)
    series.city = page.city
    return series


def _suggestion(
    page: RecordPage, suggested: Indicator | None, asked: Mapping[str, str]
) -> dict[str, Any]:
    if suggested is None:
        code = asked.get("requirement", "")
        return {"requirements": [code] if code in page.edition.requirements else []}
    commitment = page.edition.commitments[suggested.commitment.code]
    return {
        "requirements": [each.code for each in commitment.requirements.all()],
        "targets": [suggested.sdg] if suggested.sdg else [],
    }


def _record(request: SignedInRequest, series: Series, form: ReadingForm) -> Reading | None:
    facts = dict(form.cleaned_data)
    on, whole_year = facts.pop("period")
    try:
        return actions.record_reading(
            series=series, by=request.user, on=on, whole_year=whole_year, **facts
        )
    except actions.ChangedMeanwhile:
        form.add_error(
            "period",
            _("There is a reading of this time and group already. Correct that one below."),
        )
    except actions.Incomplete as incomplete:
        errors_from(form, incomplete.errors.items())
    except Refused as refused:
        form.add_error(None, refused.reasons)
    return None


def _as_typed(found: Reading) -> dict[str, Any]:
    return {
        "version": found.version,
        "value": shown(found.value) if found.value is not None else "",
        "people": "" if found.people is None else found.people,
        "few": found.few,
        "source": found.source,
    }


def _say_kept(request: SignedInRequest, kept: Reading) -> None:
    if kept.is_taken_back:
        messages.success(request, _("The reading is taken back; its versions stay."))
    elif kept.few:
        words = _("Kept that there is one. It tells, or may tell, of fewer than %(few)d people, so "
                  "its numbers were not kept.") % {"few": SMALL}  # fmt: skip
        if kept.series.unit in PER:
            words = f"{words} {_('A share is taken as rounded: with a decimal more it may do.')}"
        messages.success(request, words)
    elif kept.people is None and asks_people(kept.series.unit):
        messages.success(
            request,
            _("The reading is saved. It does not say of how many people it is. If it is about "
              "people, add that: until then no group is told beside it."),
        )  # fmt: skip
    else:
        messages.success(request, _("The reading is saved."))
