"""The days that matter to a team: as a page, as a file, and as an address to subscribe to."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.http import SignedInRequest, public
from accounts.models import User
from accreditation.actions import calendars as actions
from accreditation.models import CalendarAddress
from cities.models import City
from cities.rules import cities_of
from office.calendar_file import CONTENT_TYPE, calendar_file
from office.days import is_demonstration, today
from progress.downloads import made_here

from .team_dates import dates_of


@login_required
@require_safe
def dates(request: SignedInRequest, slug: str) -> HttpResponse:
    """Every day that is still to come or still open, and how to take them along."""
    return _page(request, _city(request, slug))


@login_required
@require_safe
def file(request: SignedInRequest, slug: str) -> HttpResponseBase:
    """The dates as they stand now, as a file for a calendar."""
    city = _city(request, slug)
    return made_here(
        _calendar(city, request.user),
        filename=f"{city.slug}.ics",
        content_type=CONTENT_TYPE,
    )


@login_required
@require_POST
@never_cache
def address(request: SignedInRequest, slug: str) -> HttpResponse:
    """Make an address, which the page shows this once, or revoke the one there is."""
    city = _city(request, slug)
    if request.POST.get("do") == "revoke":
        actions.revoke_address(city=city, by=request.user)
        messages.success(request, _("The address opens nothing any more."))
        return redirect("accreditation:dates", slug)
    token = actions.make_address(city=city, by=request.user)
    return _page(request, city, reverse("accreditation:calendar", args=[token]))


@public
@require_safe
def calendar(_request: HttpRequest, token: str) -> HttpResponse:
    """What a calendar subscribes to; found by the address alone, while its owner is on the team."""
    found = actions.address_for(token)
    if found is None:
        raise Http404
    owner = found.membership.user
    with translation.override(owner.language):
        content = _calendar(found.membership.city, owner)
    response = HttpResponse(content, content_type=CONTENT_TYPE)
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _city(request: SignedInRequest, slug: str) -> City:
    city = cities_of(request.user).get(slug)
    if city is None:
        raise Http404
    return city


def _page(request: SignedInRequest, city: City, new: str = "") -> HttpResponse:
    mine = CalendarAddress.objects.filter(membership__city=city, membership__user=request.user)
    context = {
        "city": city,
        "dates": dates_of(city, request.user),
        "today": today(),
        "address": mine.that_open().first(),
        "new_address": settings.PUBLIC_ADDRESS + new if new else "",
    }
    return render(request, "accreditation/dates.html", context)


def _calendar(city: City, reader: User) -> bytes:
    name = f"{city.name} · {_('Human Rights Cities')}"
    if is_demonstration():
        name = f"{name} ({_('Demonstration')})"
    return calendar_file(name, dates_of(city, reader))
