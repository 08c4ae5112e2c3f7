"""Confirming an authority by a letter with a code: asked for, made on paper, typed in."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from accounts.http import SignedInRequest
from cities import actions, letter
from cities.forms import ConfirmationCodeForm, ConfirmationLetterForm
from cities.models import City
from cities.rules import cities_of
from cities.views.access import city_for, require
from office.days import today
from office.models.report import new_code
from office.refusing import say_why
from office.workflow import Refused

LEAD_ONLY = gettext_lazy("The lead asks for the letter and types its code in.")


@login_required
@sensitive_post_parameters("letter_code")
@require_http_methods(["GET", "HEAD", "POST"])
def confirmation(request: SignedInRequest, slug: str) -> HttpResponse:
    """How far the confirmation is; the lead types the code in."""
    city = city_for(request, slug)
    if request.method == "POST":
        require(request, "cities.confirm_authority", city, LEAD_ONLY)
    form = ConfirmationCodeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            actions.enter_code(city=city, code=form.cleaned_data["letter_code"], by=request.user)
        except Refused as refused:
            form.add_error("letter_code", refused.reasons)
        else:
            messages.success(request, _confirmed(city))
            return redirect("cities:confirmation", slug)
    letters = list(city.confirmation_letters.open())
    context = {
        "city": city,
        "form": form,
        "asked": next((each for each in letters if each.made_on is None), None),
        "made": next((each for each in letters if each.made_on), None),
        "works": any(each.works_on(today()) for each in letters),
        "may_confirm": request.user.has_perm("cities.confirm_authority", city),
        "may_make": request.user.has_perm("cities.make_confirmation_letter", city),
        "on_team": city.slug in cities_of(request.user),
    }
    return render(request, "cities/confirmation.html", context, status=409 if form.errors else 200)


def _confirmed(before: City) -> str:
    if before.is_renamed:
        return _("“%(authority)s” is confirmed, and counts from now on.") % {
            "authority": before.new_authority
        }
    return _("The authority is confirmed. You can apply now.")


@login_required
@require_POST
def ask(request: SignedInRequest, slug: str) -> HttpResponse:
    """The lead asks for a letter."""
    city = city_for(request, slug)
    require(request, "cities.confirm_authority", city, LEAD_ONLY)
    try:
        actions.ask_for_letter(city=city, by=request.user)
    except Refused as refused:
        say_why(request, *refused.reasons)
    else:
        messages.success(
            request, _("Asked for. The secretariat looks up the address and posts the letter.")
        )
    return redirect("cities:confirmation", slug)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def make(request: SignedInRequest, slug: str) -> HttpResponse:
    """The secretariat looks the address up, and gets the letter once, to be printed and posted."""
    city = city_for(request, slug)
    require(
        request,
        "cities.make_confirmation_letter",
        city,
        _("The secretariat makes the letter, so that its code is known to nobody before."),
    )
    before = city.confirmation_letters.exclude(address="").first()
    form = ConfirmationLetterForm(
        request.POST if request.method == "POST" else None,
        initial={"address": before.address if before else city.name_to_confirm,
                 "source": before.source if before else city.website},
    )  # fmt: skip
    if form.is_valid():
        code, address = new_code(), form.cleaned_data["address"]
        paper = letter.as_pdf(city=city, address=address, code=code, by=request.user)
        try:
            actions.make_letter(city=city, code=code, by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, refused.reasons)
        else:
            return letter.as_download(city, paper)
    context = {
        "city": city,
        "form": form,
        "made": city.confirmation_letters.made().select_related("made_by").first(),
        "asked": city.confirmation_letters.asked().select_related("asked_by").first(),
    }
    return render(
        request, "cities/confirmation_letter.html", context, status=409 if form.errors else 200
    )
