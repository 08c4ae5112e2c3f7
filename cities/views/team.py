"""The people who speak for a city."""

from copy import copy
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts import again
from accounts.http import SignedInRequest
from accounts.models import User
from cities import actions
from cities.choices import OF_SEVERAL
from cities.forms import InviteForm, ProfileForm, RoleForm
from cities.models import City, Membership
from cities.rules import cities_of
from cities.views.access import city_for, require
from office import trail
from office.refusing import say_why
from office.saving import saved, status_of
from office.workflow import Refused

KEEPS_TEAM = _("The lead keeps the team. You can see who is on it, and ask the lead for a change.")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def team(request: SignedInRequest, slug: str) -> HttpResponse:
    """Members and open invitations; the lead invites."""
    city = city_for(request, slug)
    if request.method == "POST":
        require(request, "cities.keep_team", city, KEEPS_TEAM)
    form = InviteForm(request.POST if request.method == "POST" else None)
    ready = form.is_valid()
    code = again.code_form_if_due(request, ready=ready)
    if ready and again.was_shown(code):
        try:
            sent = actions.invite(city=city, by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, refused.reasons)
        else:
            messages.success(
                request, _("The invitation goes to %(email)s.") % {"email": sent.email}
            )
            return redirect("cities:team", city.slug)
    invitations = list(city.invitations.open())
    context = {
        "city": city,
        "form": form,
        "code": code if again.is_due(request) else None,
        "members": city.memberships.current().select_related("user"),
        "invitations": invitations,
        "undelivered": actions.undelivered(invitations),
        "hands_over": request.user.has_perm("cities.hand_over_lead", city),
        "may_keep": request.user.has_perm("cities.keep_team", city),
        "of_several": city.kind in OF_SEVERAL,
        "on_team": city.slug in cities_of(request.user),
    }
    return render(request, "cities/team.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def change_role(request: SignedInRequest, slug: str, membership: int) -> HttpResponse:
    """Another role for somebody, or the end of their membership: said before it is done."""
    city, member = _kept(request, slug, membership)
    initial = {"role": member.role, "department": member.department}
    form = RoleForm(
        request.POST if request.method == "POST" else None,
        initial=initial,
        departments=city.departments.all(),
    )
    ready = form.is_valid()
    code = again.code_form_if_due(request, ready=ready)
    if ready and again.was_shown(code):
        try:
            _change(member, by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, refused.reasons)
        else:
            messages.success(request, _("It is saved, and counts from now on."))
            return redirect("cities:team", city.slug)
    shown = code if again.is_due(request) else None
    return _member_page(request, city, member, form=form, code=shown)


def _kept(request: SignedInRequest, slug: str, membership: int) -> tuple[City, Membership]:
    """The city, and one of its team, for whoever keeps it."""
    city = city_for(request, slug)
    member = get_object_or_404(city.memberships.current().select_related("user"), pk=membership)
    require(request, "cities.keep_team", city, KEEPS_TEAM)
    return city, member


def _member_page(
    request: SignedInRequest, city: City, member: Membership, **forms: Any
) -> HttpResponse:
    """Two forms, each of which may ask for a code; the one that was not sent is empty."""
    initial = {"role": member.role, "department": member.department}
    context = {
        "form": RoleForm(initial=initial, departments=city.departments.all()),
        "code": again.code_form_if_due(request, ready=False),
        "code_to_end": _code_to_end(request, ready=False),
        **forms,
        "city": city,
        "member": member,
    }
    return render(request, "cities/member.html", context)


def _code_to_end(request: SignedInRequest, *, ready: bool) -> again.CodeForm | None:
    return again.code_form_if_due(request, ready=ready, auto_id="end_%s")


@transaction.atomic
@trail.gathered()
def _change(member: Membership, *, role: str, department: str, by: User) -> None:
    if department != member.department:
        member = actions.change_department(membership=member, department=department, by=by)
    actions.change_role(membership=member, role=role, by=by)


@login_required
@require_POST
def end_membership(request: SignedInRequest, slug: str, membership: int) -> HttpResponse:
    city, member = _kept(request, slug, membership)
    code = _code_to_end(request, ready=True)
    if not again.was_shown(code):
        return _member_page(request, city, member, code_to_end=code)
    try:
        actions.end_membership(membership=member, by=request.user)
    except Refused as refused:
        say_why(request, *refused.reasons)
    else:
        messages.success(request, _("%(person)s has left the team.") % {"person": member.user})
    return redirect("cities:team", city.slug)


@login_required
@require_POST
def change_invitation(
    request: SignedInRequest, slug: str, invitation: int, what: str
) -> HttpResponse:
    """Revoke an open invitation, or send it again with a new link."""
    city = city_for(request, slug)
    held = get_object_or_404(city.invitations.select_related("city", "by"), pk=invitation)
    require(request, "cities.keep_team", city, KEEPS_TEAM)
    act, sentence = {
        "revoke": (actions.revoke_invitation, _("The invitation is revoked; its link is dead.")),
        "again": (actions.send_again, _("A new letter is on its way; the old link is dead.")),
    }[what]
    try:
        act(invitation=held, by=request.user)
    except Refused as refused:
        say_why(request, *refused.reasons)
    else:
        messages.success(request, sentence)
    return redirect("cities:team", city.slug)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: SignedInRequest, slug: str) -> HttpResponse:
    """What the authority says of itself: kind, inhabitants, languages, website."""
    city = city_for(request, slug)
    require(
        request,
        "cities.change_profile",
        city,
        _("The lead keeps the profile of the authority."),
    )
    stands = actions.profile_of
    form = ProfileForm(
        request.POST if request.method == "POST" else None,
        instance=copy(city),
        initial=stands(city),
    )
    if saved(form, actions.change_profile, stands, city=city, by=request.user):
        return _profile_saved(request, form, City.objects.get(pk=city.pk))
    context = {"city": city, "form": form}
    return render(request, "cities/profile.html", context, status=status_of(form))


def _profile_saved(request: SignedInRequest, form: ProfileForm, city: City) -> HttpResponse:
    """Back to the team; or, where the name was changed, to what has to confirm it."""
    messages.success(request, _("The profile is saved."))
    named = not {"authority", "kind"}.isdisjoint(form.changed_data)
    if named and city.confirmation_letters.asked().exists():
        messages.info(
            request,
            _(
                "“%(authority)s” (%(kind)s) has to be confirmed. The secretariat has been asked "
                "for a letter."
            )
            % {"authority": city.name_to_confirm, "kind": city.get_kind_to_confirm_display()},
        )
        return redirect("cities:confirmation", city.slug)
    return redirect("cities:team", city.slug)
