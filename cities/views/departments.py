"""The departments of an administration: a list the lead keeps."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.http import SignedInRequest
from cities import actions
from cities.forms import DepartmentForm
from cities.rules import cities_of
from cities.views.access import city_for, require
from cities.views.team import KEEPS_TEAM
from office.refusing import say_why
from office.workflow import Refused


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def departments(request: SignedInRequest, slug: str) -> HttpResponse:
    """The list, and one more for it."""
    city = city_for(request, slug)
    if request.method == "POST":
        require(request, "cities.keep_team", city, KEEPS_TEAM)
    form = DepartmentForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            added = actions.add_department(city=city, by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.add_error("name", refused.reasons)
        else:
            messages.success(request, _("“%(name)s” is on the list.") % {"name": added})
            return redirect("cities:departments", slug)
    context = {
        "city": city,
        "form": form,
        "departments": city.departments.all(),
        "may_keep": request.user.has_perm("cities.keep_team", city),
        "on_team": city.slug in cities_of(request.user),
    }
    return render(request, "cities/departments.html", context)


@login_required
@require_POST
def change_department(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """Another name for one, or off the list with it."""
    city = city_for(request, slug)
    held = get_object_or_404(city.departments, pk=pk)
    require(request, "cities.keep_team", city, KEEPS_TEAM)
    what = request.POST.get("do", "rename")
    if what not in ("rename", "remove"):
        raise Http404
    try:
        if what == "remove":
            actions.remove_department(department=held, by=request.user)
            said = _("“%(name)s” is off the list.")
        else:
            form = DepartmentForm(request.POST)
            name = form.cleaned_data["name"] if form.is_valid() else ""
            actions.rename_department(department=held, name=name, by=request.user)
            said = _("It is called “%(name)s” now.")
    except Refused as refused:
        say_why(request, *refused.reasons)
    else:
        messages.success(request, said % {"name": held.name})
    return redirect("cities:departments", slug)
