"""The screeners' desk: reading what was sent, and deciding what can be released.

Whoever may not screen does not learn that these pages exist.
"""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Count, Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from accounts import languages
from accounts.http import SignedInRequest
from office.refusing import say_why
from office.workflow import Refused
from voices import actions, sealing
from voices.choices import Protection, Screened
from voices.forms import AlertForm, PassForm, ReasonForm
from voices.models import Contribution, Window
from voices.screening import words_can_be_opened
from voices.sealing import NoKey
from voices.themes import titles_of

EXCERPT = 90


@never_cache
@login_required
def desk(request: SignedInRequest) -> HttpResponse:
    """Hearings that are open, and how far their screening is."""
    _ask(request)
    contributions = Q(contributions__isnull=False)
    recorded = Q(contributions__is_recorded=True)
    windows = (
        Window.objects.filter(closed_on=None)
        .select_related("city")
        .annotate(
            received=Count("contributions", filter=contributions),
            waiting=Count("contributions", filter=contributions & ~recorded),
        )
        .order_by("closes_on", "pk")
    )
    may_see_alerts = request.user.has_perm("voices.see_alerts")
    context = {
        "windows": windows,
        "may_see_alerts": may_see_alerts,
        "is_lost": not words_can_be_opened(),
    }
    return render(request, "screening/desk.html", context)


@never_cache
@login_required
def window(request: SignedInRequest, pk: int) -> HttpResponse:
    """Everything said in one hearing, in an order that tells nothing; recording a batch."""
    here = _window(request, pk)
    if request.method == "POST":
        try:
            count = actions.record_decisions(window=here, by=request.user)
        except Refused as refused:
            say_why(request, *refused.reasons)
        else:
            messages.success(request, _("Recorded: %(count)d.") % {"count": count})
        return redirect("screening:window", pk=pk)
    rows = [_row(each) for each in here.contributions.select_related("screened_by")]
    mine = here.contributions.to_screen().filter(screened_by=request.user)
    context = {"window": here, "rows": rows, "to_record": mine.count()}
    return render(request, "screening/window.html", context)


@never_cache
@login_required
def contribution(request: SignedInRequest, pk: int, key: UUID) -> HttpResponse:
    """One contribution: let it pass, hold it, or call for help."""
    here = _window(request, pk)
    found = get_object_or_404(here.contributions.select_related("screened_by"), pk=key)
    payload = sealing.opened(found.sealed) if found.sealed else None
    kept = (sealing.opened(found.shortened) if found.shortened else None) or payload or {}
    forms = {
        "pass": PassForm(_sent(request, "pass"), initial={"text": kept.get("text", "")}),
        "hold": ReasonForm(_sent(request, "hold")),
        "alert": AlertForm(_sent(request, "alert")),
    }
    if (done := _act(request, found, forms)) is not None:
        messages.success(request, done)
        return redirect("screening:window", pk=pk)
    context = {
        "window": here,
        "contribution": found,
        "said": payload,
        "who": Protection(found.protection).label,
        "spoken": languages.name_of(payload["language"]) if payload else "",
        "themes": titles_of(here.framework, payload["commitments"]) if payload else [],
        "forms": forms,
    }
    refused = any(form.is_bound and form.non_field_errors() for form in forms.values())
    status = 409 if refused else 200
    return render(request, "screening/contribution.html", context, status=status)


def _act(request: SignedInRequest, found: Contribution, forms: dict[str, Any]) -> str | None:
    """Do what was sent; what to tell, or None where nothing was done."""
    form = forms.get(request.POST.get("to", ""))
    if form is None or not form.is_valid():
        return None
    data, by = form.cleaned_data, request.user
    try:
        if form is forms["pass"]:
            actions.let_pass(contribution=found, text=data["text"], by=by)
            return _("Noted: it can be released. Record your decisions when you are done.")
        if form is forms["hold"]:
            actions.hold(contribution=found, reason=data["reason"], by=by)
            return _("Noted: it is held back. Record your decisions when you are done.")
        actions.raise_alert(contribution=found, words=data["words"], by=by)
    except Refused as refused:
        form.add_error(None, refused.reasons)
        return None
    except NoKey:
        form.add_error(None, _("There is no key to seal with. Please call the technical admin."))
        return None
    return _("The named people have been called.")


def _sent(request: SignedInRequest, name: str) -> Any:
    return request.POST if request.POST.get("to") == name else None


def _ask(request: SignedInRequest) -> None:
    if not request.user.has_perm("voices.screen"):
        raise Http404


def _window(request: SignedInRequest, pk: int) -> Window:
    _ask(request)
    windows = Window.objects.filter(closed_on=None).select_related("city", "framework")
    return get_object_or_404(windows, pk=pk)


def _row(each: Contribution) -> dict[str, Any]:
    said = sealing.opened(each.sealed)
    text = said["text"] if said else ""
    return {
        "key": each.pk,
        "excerpt": text[:EXCERPT] + ("…" if len(text) > EXCERPT else ""),
        "lang": said["language"] if said else "",
        "is_lost": said is None,
        "who": Protection(each.protection).label,
        "state": Screened(each.screened).label,
        "waits": each.screened == Screened.WAITING,
        "is_recorded": each.is_recorded,
        "by": each.screened_by,
    }
