"""The councils for which a joint authority files."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from accounts.http import SignedInRequest
from cities import actions
from cities.choices import OF_SEVERAL
from cities.forms import CouncilForm
from cities.rules import cities_of
from cities.views.access import city_for, require
from office.workflow import Refused

KEEPS_PROFILE = gettext_lazy(
    "The lead keeps the profile of the authority, and its member councils."
)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def councils(request: SignedInRequest, slug: str) -> HttpResponse:
    """The list, and one more for it."""
    city = city_for(request, slug)
    if request.method == "POST":
        require(request, "cities.change_profile", city, KEEPS_PROFILE)
    form = CouncilForm(
        request.POST if request.method == "POST" else None, initial={"country": str(city.country)}
    )
    if form.is_valid():
        try:
            added = actions.add_council(city=city, by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, refused.reasons)
        else:
            messages.success(request, _("%(name)s is on the list.") % {"name": added})
            return redirect("cities:councils", slug)
    context = {
        "city": city,
        "form": form,
        "councils": city.councils.all(),
        "of_several": city.kind in OF_SEVERAL,
        "may_keep": request.user.has_perm("cities.change_profile", city),
        "on_team": city.slug in cities_of(request.user),
    }
    return render(request, "cities/councils.html", context)


@login_required
@require_POST
def remove_council(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    city = city_for(request, slug)
    held = get_object_or_404(city.councils.select_related("city"), pk=pk)
    require(request, "cities.change_profile", city, KEEPS_PROFILE)
    actions.remove_council(council=held, by=request.user)
    messages.success(request, _("%(name)s is off the list.") % {"name": held})
    return redirect("cities:councils", slug)
