"""Starting a private trial record, and inviting an authority."""

from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.http import SignedInRequest
from cities import actions, places
from cities.choices import Role
from cities.forms import AuthorityForm, InviteAuthorityForm
from cities.models import City, Membership
from cities.rules import cities_of, memberships_of
from cities.views.access import require
from office.workflow import Refused

FACTS = ("name", "authority", "kind", "country", "population", "latitude", "longitude")


@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """Anyone signed in may find out how far their authority is; nobody else sees it.

    Who is not signed in reads what it is about first; who leads a record already comes to it.
    """
    if not request.user.is_authenticated:
        if request.method == "POST":
            return redirect_to_login(request.get_full_path())
        return render(request, "cities/start_first.html")
    return _start(cast("SignedInRequest", request))


def _start(request: SignedInRequest) -> HttpResponse:
    led = next((each.city for each in memberships_of(request.user) if each.role == Role.LEAD), None)
    if led is not None and request.method != "POST":
        messages.info(request, _("You lead %(city)s already: this is its record.") % {"city": led})
        return redirect("progress:record", led.slug)
    require(
        request,
        "cities.start_record",
        None,
        _("You lead a city or region already. Your desk shows the way to its record."),
    )
    if request.method == "POST":
        form = AuthorityForm(request.POST)
        if form.is_valid():
            city = actions.start_record(
                by=request.user, **{name: form.cleaned_data[name] for name in FACTS}
            )
            messages.success(request, _("The record of %(city)s is open.") % {"city": city})
            return redirect("progress:record", city.slug)
    else:
        form = AuthorityForm(initial=_initial(request))
    context = {"form": form, "mine": cities_of(request.user).values(), **_search(request)}
    return render(request, "cities/start.html", context)


@login_required
@require_safe
def find_place(request: HttpRequest) -> HttpResponse:
    """The places found while somebody types; the same list stands on the page without htmx."""
    return render(request, "cities/_places.html", _search(request))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def invite_authority(request: SignedInRequest) -> HttpResponse:
    """The secretariat writes to an authority; accepting confirms it."""
    require(
        request,
        "cities.invite_authority",
        None,
        _("Only the secretariat invites authorities. You can start a trial record yourself."),
    )
    led = Membership.objects.current().filter(city=OuterRef("pk"), role=Role.LEAD)
    listed = City.objects.visible_to(request.user).filter(~Exists(led), invented=False)
    form = InviteAuthorityForm(request.POST if request.method == "POST" else None, listed=listed)
    if form.is_valid():
        data = form.cleaned_data
        facts = {} if data["city"] else {name: data[name] for name in FACTS}
        try:
            sent = actions.invite_authority(
                email=data["email"], by=request.user, city=data["city"], **facts
            )
        except Refused as refused:
            form.add_error(None, refused.reasons)
        else:
            messages.success(
                request,
                _("The invitation for %(city)s goes to %(email)s.")
                % {"city": sent.city, "email": sent.email},
            )
            return redirect("cities:team", sent.city.slug)
    return render(request, "cities/invite_authority.html", {"form": form})


def _initial(request: HttpRequest) -> dict[str, Any]:
    """What the chosen place fills in."""
    place = places.places().get(request.GET.get("place", ""))
    if place is None:
        return {}
    return {
        "name": place.name,
        "country": place.country,
        "population": place.population,
        "latitude": place.latitude,
        "longitude": place.longitude,
    }


def _search(request: HttpRequest) -> dict[str, Any]:
    words = request.GET.get("q", "")[:80]
    return {"q": words, "found": places.find(words), "chosen": request.GET.get("place", "")}
