"""Once a year: what a record has brought since, looked through line by line."""

from datetime import timedelta

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.http import SignedInRequest
from accreditation.actions import labels as actions
from accreditation.models import Label
from cities.rules import cities_of
from office.days import today
from office.refusing import say_why
from office.workflow import Refused
from progress.kept import kept_for
from progress.year import by_what_they_are_about, lines_since

from .labels import find_label

YEAR = timedelta(days=365)


@login_required
@require_safe
def year(request: SignedInRequest, slug: str) -> HttpResponse:
    """The update that the city's label asks for; without one, what a year would show."""
    city = cities_of(request.user).get(slug)
    kept = kept_for(city) if city else None
    if city is None or kept is None:
        raise Http404
    label = Label.objects.held().filter(city=city).first()
    if label and label.due_update:
        return redirect("accreditation:update", number=label.number)
    context = {
        "city": city,
        "year": by_what_they_are_about(lines_since(city, kept.framework, today() - YEAR, [])),
    }
    return render(request, "accreditation/labels/year.html", context)


@login_required
@require_POST
def look_through(request: SignedInRequest, number: str) -> HttpResponse:
    """Keep which lines stand as they are."""
    label = find_label(request, number, "read_label_file")
    if not request.user.has_perm("accreditation.write_update", label):
        raise PermissionDenied(_("Only the team of the city or region writes its update."))
    try:
        actions.look_through(label=label, keys=request.POST.getlist("line"), by=request.user)
    except Refused as refused:
        say_why(request, *refused.reasons)
    else:
        messages.success(request, _("It is kept what you have looked at."))
    return redirect(f"{reverse('accreditation:update', args=[number])}#year")
