"""What worked here, told to others: written by the team, published by the lead."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.http import SignedInRequest
from cities.models import City
from office.saving import built_on
from office.workflow import Refused
from progress import actions
from progress.forms import PracticeForm, TakeOutForm
from progress.forms.practice import said_by
from progress.models import Practice
from progress.views.pages import RecordPage, open_record
from progress.workflow import PRACTICE


@login_required
@require_safe
def practices(request: SignedInRequest, slug: str) -> HttpResponse:
    """All of this city's practices, whatever their state."""
    page = open_record(request, slug)
    context = {
        "page": page,
        "city": page.city,
        "practices": _held(page),
        "may_change": page.may_change,
    }
    return render(request, "progress/practices.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_practice(request: SignedInRequest, slug: str) -> HttpResponse:
    page = open_record(request, slug)
    page.require_change()
    asked = request.GET.get("requirement", "")
    form = _form(page, request.POST if request.method == "POST" else None, initial={"first": asked})
    if form.is_valid():
        try:
            made = actions.write_practice(city=page.city, by=request.user, **form.facts())
        except Refused as refused:
            form.add_error(None, refused.reasons)
        else:
            messages.success(request, _("The draft is saved. Nobody outside your team reads it."))
            return redirect("progress:practice", slug, made.number)
    context = {"page": page, "city": page.city, "form": form}
    return render(request, "progress/practice.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def practice(request: SignedInRequest, slug: str, number: int) -> HttpResponse:
    """One practice: its form while it is a draft, its text, and what can be done with it."""
    page = open_record(request, slug)
    found = _practice(page, number)
    form, current = None, None
    if request.method == "POST":
        page.require_change()
        form = _form(page, request.POST)
        if form.is_valid():
            try:
                actions.rewrite_practice(
                    practice=found,
                    by=request.user,
                    version=form.cleaned_data["version"],
                    **form.facts(),
                )
            except actions.ChangedMeanwhile as changed:
                current = changed.current
                built_on(form, version=current.version)
            except Refused as refused:
                form.add_error(None, refused.reasons)
            else:
                messages.success(request, _("The draft is saved."))
                return redirect(found)
    elif page.may_change and found.is_draft:
        form = _form(page, initial=said_by(found))
    context = {
        "page": page,
        "city": page.city,
        "practice": found,
        "form": form,
        "current": current,
        "steps": list(PRACTICE.open_to(request.user, found)),
    }
    return render(request, "progress/practice.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def practice_step(request: SignedInRequest, slug: str, number: int, step: str) -> HttpResponse:
    """What follows, what is missing, what everybody will read, and the button."""
    page = open_record(request, slug)
    found = _practice(page, number)
    transition = PRACTICE.transitions.get(step)
    if transition is None:
        raise Http404
    if not PRACTICE.may(step, request.user, found):
        raise PermissionDenied(_("Only the lead publishes practices, and takes them back."))
    reasons: list[str] = []
    if request.method == "POST":
        try:
            PRACTICE.perform(step, found, by=request.user)
        except Refused as refused:
            reasons = refused.reasons
        else:
            messages.success(request, _("Done: %s.") % transition.label)
            return redirect(found)
    is_open = found.state in transition.source
    context = {
        "page": page,
        "city": page.city,
        "practice": found,
        "step": transition,
        "reasons": reasons,
        "is_open": is_open,
        "blockers": transition.blockers(found) if is_open else [],
    }
    return render(request, "progress/practice_step.html", context, status=409 if reasons else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def take_out(request: SignedInRequest, slug: str) -> HttpResponse:
    """The secretariat takes a published practice out of the register, with reasons."""
    if not request.user.has_perm("progress.take_out_practice"):
        raise Http404
    city = get_object_or_404(City, slug=slug)
    published = list(Practice.objects.published().filter(city=city).select_related("city"))
    form = TakeOutForm(request.POST if request.method == "POST" else None, practices=published)
    if form.is_valid():
        try:
            PRACTICE.perform(
                "take_out", form.chosen(), by=request.user, note=form.cleaned_data["note"]
            )
        except Refused as refused:
            form.add_error(None, refused.reasons)
        else:
            messages.success(request, _("It is out of the register; its lead gets a letter."))
            return redirect("progress:take_out", slug)
    context = {
        "city": city,
        "practices": published,
        "form": form,
        "step": PRACTICE.transitions["take_out"],
    }
    return render(request, "progress/take_out.html", context)


def _held(page: RecordPage) -> QuerySet[Practice]:
    held = Practice.objects.filter(city=page.city)
    return held.select_related("city").prefetch_related("links")


def _practice(page: RecordPage, number: int) -> Practice:
    return get_object_or_404(_held(page), number=number)


def _form(page: RecordPage, data: Any = None, **options: Any) -> PracticeForm:
    return PracticeForm(data, city=page.city, requirements=page.edition.requirements, **options)
