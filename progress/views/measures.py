"""The plan: what the city does about it. Recommendations of earlier reviews come first."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.http import SignedInRequest
from office.saving import saved, status_of
from office.workflow import Refused
from progress import actions
from progress.edition import Edition
from progress.forms import MeasureForm, NewMeasureForm
from progress.models import Measure
from progress.standing import asked_of
from progress.views.pages import RecordPage, open_record

FIELDS = ("version", "owner", "due_on", "budget", "state", "account")


@login_required
@require_safe
def measures(request: SignedInRequest, slug: str) -> HttpResponse:
    page = open_record(request, slug)
    held = list(Measure.objects.filter(city=page.city).prefetch_related("requirements"))
    context = {
        "page": page,
        "city": page.city,
        "recommended": [each for each in held if each.origin],
        "asks": asked_of(page.city) if any(each.is_to_plan for each in held) else [],
        "own": [each for each in held if not each.origin],
        "may_change": page.may_change,
    }
    return render(request, "progress/measures.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_measure(request: SignedInRequest, slug: str) -> HttpResponse:
    page = open_record(request, slug)
    page.require_change()
    form = NewMeasureForm(request.POST if request.method == "POST" else None, **_editions(page))
    if form.is_valid():
        facts = form.cleaned_data
        del facts["version"]
        try:
            made = actions.add_measure(city=page.city, by=request.user, **facts)
        except Refused as refused:
            form.add_error(None, refused.reasons)
        else:
            _say_saved(request, made, _("The measure is in the plan."))
            return redirect("progress:measures", slug)
    context = {"page": page, "city": page.city, "form": form, "may_change": True}
    return render(request, "progress/measure.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def measure(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """One measure. Two people never overwrite each other."""
    page = open_record(request, slug)
    held = Measure.objects.filter(city=page.city).prefetch_related("requirements")
    found = get_object_or_404(held, pk=pk)
    if request.method == "POST":
        page.require_change()
    form = MeasureForm(
        request.POST if request.method == "POST" else None,
        initial=_stands(found, page),
        **_editions(page),
    )
    fixed = {"measure": found, "by": request.user, "edition": page.framework}
    if saved(form, actions.update_measure, lambda current: _stands(current, page), **fixed):
        found.refresh_from_db()
        _say_saved(request, found, _("The measure is saved."))
        return redirect("progress:measures", slug)
    context = {
        "page": page,
        "city": page.city,
        "measure": found,
        "form": form,
        "may_change": page.may_change,
    }
    return render(request, "progress/measure.html", context, status=status_of(form))


def _stands(measure: Measure, page: RecordPage) -> dict[str, Any]:
    """What is kept of a measure, by the names of its form: requirements of this edition only.

    The same code may say something else in another edition.
    """
    ours = page.framework.pk
    served = [each.code for each in measure.requirements.all() if each.framework_id == ours]
    return {**{name: getattr(measure, name) for name in FIELDS}, "requirements": served}


def _editions(page: RecordPage) -> dict[str, Edition]:
    """The record's edition, and as its reader reads it."""
    return {"edition": page.edition, "worded": page.worded}


def _say_saved(request: SignedInRequest, measure: Measure, sentence: str) -> None:
    """A day that has passed is taken, and said: it may be a slip, or how things are."""
    late = _("Its day, %(day)s, has passed: it is shown as overdue, also in the council summary.")
    if measure.is_overdue and measure.due_on:
        sentence = f"{sentence} {late % {'day': date_format(measure.due_on)}}"
    messages.success(request, sentence)
