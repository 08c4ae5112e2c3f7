"""Alerts, for the people who are called by them. Nobody else learns that these pages exist."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from accounts.http import SignedInRequest
from office.workflow import Refused
from voices import sealing
from voices.actions import see_to_alert
from voices.forms import DoneForm
from voices.models import Alert
from voices.sealing import NoKey

SHOWN = 100


@never_cache
@login_required
def alerts(request: SignedInRequest) -> HttpResponse:
    """Those that wait first, then those that were seen to."""
    _ask(request)
    found = Alert.objects.select_related("window__city", "handled_by")
    waiting = found.open()
    seen_to = found.filter(handled_on__isnull=False).order_by("-handled_on", "pk")[:SHOWN]
    context = {"waiting": waiting, "seen_to": seen_to}
    return render(request, "screening/alerts.html", context)


@never_cache
@login_required
def alert(request: SignedInRequest, key: UUID) -> HttpResponse:
    """What was reported, and saying what was done."""
    _ask(request)
    found = get_object_or_404(
        Alert.objects.select_related("window__city", "contribution__window", "handled_by"), pk=key
    )
    form = DoneForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            see_to_alert(alert=found, done=form.cleaned_data["done"], by=request.user)
        except Refused as refused:
            form.add_error(None, refused.reasons)
        except NoKey:
            form.add_error(None, _("There is no key to seal with. Call the technical admin."))
        else:
            messages.success(request, _("Thank you. It waits for nobody any more."))
            return redirect("screening:alerts")
    status = 409 if form.is_bound and form.non_field_errors() else 200
    context: dict[str, Any] = {
        "alert": found,
        "said": sealing.opened(found.sealed),
        "done": sealing.opened(found.done) if found.done else None,
        "form": form,
        "may_screen": request.user.has_perm("voices.screen"),
    }
    return render(request, "screening/alert.html", context, status=status)


def _ask(request: SignedInRequest) -> None:
    if not request.user.has_perm("voices.see_alerts"):
        raise Http404
