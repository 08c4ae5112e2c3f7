"""Letting days pass: what will ring, moving the day, and what came of it."""

from contextlib import suppress
from datetime import date

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from accreditation.demonstration import days as passing
from office.days import today
from office.models import Installation
from office.refusing import say_why

from .offer import where_offered


class DaysForm(forms.Form):
    days = forms.IntegerField(
        label=gettext_lazy("How many days?"),
        min_value=1,
        max_value=passing.MOST,
        widget=forms.NumberInput(attrs={"class": "input--short", "inputmode": "numeric"}),
    )


class PassForm(DaysForm):
    seen = forms.IntegerField(min_value=0, widget=forms.HiddenInput)


@where_offered
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def days(request: HttpRequest) -> HttpResponse:
    """The day of the demonstration, and the way forward; for the secretariat alone."""
    if not request.user.has_perm("accreditation.keep_sessions"):
        raise Http404
    if request.method == "POST":
        return _pass(request)
    form = DaysForm(request.GET if "days" in request.GET else None)
    asked = form.cleaned_data["days"] if form.is_valid() else None
    since = _day(request.GET.get("since", ""))
    context = {
        "today": today(),
        "form": form,
        "asked": asked,
        "until": passing.day_after(asked) if asked else "",
        "seen": Installation.here().offset_days,
        "will_ring": passing.rings_within(asked) if asked else [],
        "next_deadline": passing.next_deadline(),
        "since": since,
        "rang": passing.rang_since(since) if since else [],
        "refused": passing.refused_since(since) if since else [],
    }
    return render(request, "demonstration/days.html", context)


def _pass(request: HttpRequest) -> HttpResponse:
    form = PassForm(request.POST)
    here = reverse("demonstration_days")
    if not form.is_valid():
        say_why(
            request,
            _("Say a number of days from 1 to %(most)d. Days move forward only.")
            % {"most": passing.MOST},
        )
        return redirect(here)
    before, asked = today(), form.cleaned_data["days"]
    if not passing.pass_days(seen=form.cleaned_data["seen"], days=asked):
        say_why(
            request,
            _("Days have passed since you opened the page, so that nothing was moved now."),
        )
        return redirect(here)
    passed = ngettext("%(days)d day has passed.", "%(days)d days have passed.", asked)
    messages.success(request, passed % {"days": asked})
    return redirect(f"{here}?since={before.isoformat()}")


def _day(text: str) -> date | None:
    """The day an address names; none where it names none."""
    with suppress(ValueError):
        return date.fromisoformat(text)
    return None
