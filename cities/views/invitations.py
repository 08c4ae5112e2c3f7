"""What a person sees who opens the link of an invitation."""

from collections.abc import Sequence

from allauth.account.adapter import get_adapter
from allauth.decorators import rate_limit
from django.contrib import messages
from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.forms import JoinForm
from accounts.http import SignedInRequest
from accounts.joining import come_in
from cities import actions
from cities.choices import Role
from cities.models import Invitation
from office.workflow import Refused

BY_CODE = frozenset({Role.EDITOR, Role.OBSERVER})  # the others show a second factor besides


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: SignedInRequest, token: str) -> HttpResponse:
    """Explains and asks; accepts when the person who was written to says so."""
    found = actions.invitation_for(token)
    if found is None:
        return render(request, "cities/invitation_over.html", status=404)
    if request.method == "POST" and request.user.is_authenticated:
        return _accepted(request, found, token)
    return _shown(request, found, token)


@never_cache
@require_POST
def create_account(request: SignedInRequest, token: str) -> HttpResponse:
    """An account for the invited address, which counts as verified: the link came there.

    Editors and observers give a name and are on the team; others go on to sign-up.
    """
    found = actions.invitation_for(token)
    if found is None:
        return render(request, "cities/invitation_over.html", status=404)
    here = reverse("cities:invitation", args=[token])
    if SESSION_KEY in request.session:
        return redirect(here)
    if found.role in BY_CODE:
        form = JoinForm(request.POST)
        response = _come_in(request, form, email=found.email, then=here)
        if response is None:
            return _shown(request, found, token, form=form)
        return _accepted(request, found, token) if SESSION_KEY in request.session else response
    get_adapter(request).stash_verified_email(request, found.email)
    words = urlencode({"email": found.email, "next": here})
    return redirect(f"{reverse('account_signup')}?{words}")


@rate_limit(action="signup")
def _come_in(request: HttpRequest, form: JoinForm, **how: str) -> HttpResponse | None:
    return come_in(request, form, **how)


def _accepted(request: SignedInRequest, found: Invitation, token: str) -> HttpResponse:
    try:
        membership = actions.accept(token=token, user=request.user)
    except Refused as refused:
        return _shown(request, found, token, reasons=refused.reasons)
    messages.success(request, _("Welcome to the team of %(city)s.") % {"city": membership.city})
    return redirect("progress:record", membership.city.slug)


def _shown(
    request: SignedInRequest,
    found: Invitation,
    token: str,
    *,
    reasons: Sequence[str] = (),
    form: JoinForm | None = None,
) -> HttpResponse:
    context = {
        "invitation": found,
        "token": token,
        "reasons": reasons,
        "form": (form or JoinForm()) if found.role in BY_CODE else None,
        "is_theirs": request.user.is_authenticated
        and request.user.email.lower() == found.email.lower(),
        "here": reverse("cities:invitation", args=[token]),
    }
    return render(request, "cities/invitation.html", context)
