"""The secretariat hands the lead of a team to another person, two of them together."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import again
from accounts.http import SignedInRequest
from cities import actions, documents
from cities.choices import Role
from cities.forms import HandOverForm
from cities.models import City, HandOver
from cities.views.access import city_for, require
from office.intake.receiving import takes_files
from office.refusing import say_why
from office.workflow import Refused

ONLY = gettext_lazy("Only the secretariat hands over the lead. Please write to it.")


@takes_files
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def hand_over(request: SignedInRequest, slug: str) -> HttpResponse:
    """What waits for a second person, or the form with which a first one asks."""
    city = _city(request, slug)
    form = _with_document(request, city) if request.method == "POST" else HandOverForm()
    ready = form.is_valid()
    code = again.code_form(request, ready=ready)
    if ready and again.was_shown(code):
        act = actions.ask_to_hand_over
        if _done(form, act, city=city, by=request.user, **form.facts()):
            messages.success(
                request, _("Asked for. Another person of the secretariat must confirm it.")
            )
            return redirect("cities:hand_over", slug)
        code = again.code_form(request, ready=False)  # the one typed is used up
    return _page(request, city, form, code)


@login_required
@require_POST
def confirm(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """The second person confirms, and the lead changes hands."""
    city = _city(request, slug)
    waiting = _found(city, pk)
    form = forms.Form(request.POST)
    code = again.code_form(request, ready=True)
    if again.was_shown(code):
        if _done(form, actions.hand_over_lead, hand_over=waiting, by=request.user):
            messages.success(request, _("%(person)s leads from now on.") % {"person": waiting.to})
            return redirect("cities:team", slug)
        code = again.code_form(request, ready=False)
    return _page(request, city, form, code)


@login_required
@require_POST
def drop(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    city = _city(request, slug)
    try:
        actions.drop_hand_over(hand_over=_found(city, pk), by=request.user)
    except Refused as refused:
        say_why(request, *refused.reasons)
    else:
        messages.success(request, _("It is given up; the lead stays where it is."))
    return redirect("cities:hand_over", slug)


@login_required
@require_safe
def document(request: SignedInRequest, slug: str, pk: int) -> HttpResponseBase:
    return documents.as_attachment(_found(_city(request, slug), pk))


def _with_document(request: SignedInRequest, city: City) -> HandOverForm:
    """The form as it was sent, with the document chosen for it: now, or the last time."""
    held = documents.chosen_of(
        city=city, by=request.user, key=request.POST.get("document-kept", "")
    )
    refused: list[str] = []
    newer = None
    if upload := request.FILES.get("document"):
        try:
            newer = documents.choose(city=city, by=request.user, upload=upload)
        except Refused as problem:
            refused = list(problem.reasons)
    if held is not None and (newer is not None or "document-drop" in request.POST):
        documents.let_go(held)
        held = None
    files = request.FILES if refused else None
    form = HandOverForm(request.POST, files, initial={"document": newer or held})
    if refused and "document" not in form.errors:
        form.add_error("document", refused)
    return form


def _city(request: SignedInRequest, slug: str) -> City:
    city = city_for(request, slug)
    require(request, "cities.hand_over_lead", city, ONLY)
    return city


def _found(city: City, pk: int) -> HandOver:
    people = city.hand_overs.select_related("city", "to", "before", "asked_by")
    return get_object_or_404(people, pk=pk)


def _done(form: forms.Form, act: Any, **facts: Any) -> bool:
    """Whether it was done; else the form says why not and keeps what was typed."""
    try:
        act(**facts)
    except Refused as refused:
        form.add_error(None, refused.reasons)
    except PermissionDenied as denied:
        form.add_error(None, str(denied))
    else:
        return True
    return False


def _page(request: SignedInRequest, city: City, form: Any, code: Any) -> HttpResponse:
    people = city.hand_overs.select_related("to", "before", "asked_by", "confirmed_by")
    waiting = people.waiting().first()
    refused = form.is_bound and form.non_field_errors()
    context = {
        "city": city,
        "lead": city.memberships.current().filter(role=Role.LEAD).select_related("user").first(),
        "waiting": waiting,
        "earlier": people.exclude(pk=waiting.pk if waiting else 0),
        "form": form,
        "code": code,
        "mine": waiting is not None and waiting.asked_by_id == request.user.pk,
        "own": waiting is not None and waiting.to_id == request.user.pk,
    }
    return render(request, "cities/hand_over.html", context, status=409 if refused else 200)
