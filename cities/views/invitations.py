"""What a person sees who opens the link of an invitation."""

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.http import SignedInRequest
from cities import actions
from office.workflow import Refused


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: SignedInRequest, token: str) -> HttpResponse:
    """Explains and asks; accepts when the person who was written to says so."""
    found = actions.invitation_for(token)
    if found is None:
        return render(request, "cities/invitation_over.html", status=404)
    reasons: list[str] = []
    if request.method == "POST" and request.user.is_authenticated:
        try:
            membership = actions.accept(token=token, user=request.user)
        except Refused as refused:
            reasons = refused.reasons
        else:
            messages.success(
                request, _("Welcome to the team of %(city)s.") % {"city": membership.city}
            )
            return redirect("progress:record", membership.city.slug)
    context = {
        "invitation": found,
        "token": token,
        "reasons": reasons,
        "is_theirs": request.user.is_authenticated
        and request.user.email.lower() == found.email.lower(),
        "here": reverse("cities:invitation", args=[token]),
    }
    return render(request, "cities/invitation.html", context)


@never_cache
@require_POST
def create_account(request: HttpRequest, token: str) -> HttpResponse:
    """On to sign-up with the invited address, which counts as verified: the link came there."""
    found = actions.invitation_for(token)
    if found is None:
        return render(request, "cities/invitation_over.html", status=404)
    get_adapter(request).stash_verified_email(request, found.email)
    here = reverse("cities:invitation", args=[token])
    words = urlencode({"email": found.email, "next": here})
    return redirect(f"{reverse('account_signup')}?{words}")
