"""One's own account, and the step of setting up a second factor."""

from allauth.mfa.base.internal.flows import post_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.views import ActivateTOTPView
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _

from accounts import second_factor
from accounts.forms import ProfileForm
from accounts.http import SignedInRequest


@login_required
def profile(request: SignedInRequest) -> HttpResponse:
    """Name and language; posts held; the ways one signs in."""
    data = request.POST if request.method == "POST" else None
    form = ProfileForm(data, instance=request.user)
    if form.is_valid():
        form.save()
        messages.success(request, _("Your details are saved."))
        return redirect("accounts:profile")
    request.user.refresh_from_db(fields=["name", "language"])  # not what was typed and refused
    context = {
        "form": form,
        "posts": request.user.posts.current().select_related("granted_by", "confirmed_by"),
        "needs_second_factor": request.user.has_perm(second_factor.PERMISSION),
        "has_second_factor": second_factor.is_active(request.user),
    }
    return render(request, "accounts/profile.html", context)


@method_decorator(login_required, name="dispatch")
class ActivateApp(ActivateTOTPView):
    """Setting up the authenticator app; the code typed here counts as the first use of it."""

    def get_context_data(self, **kwargs: object) -> dict:
        context: dict = super().get_context_data(**kwargs)
        context["needed"] = self.request.user.has_perm(second_factor.PERMISSION)
        return context

    @transaction.atomic
    def form_valid(self, form: object) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        app = Authenticator.objects.get(user=self.request.user, type=Authenticator.Type.TOTP)
        post_authentication(self.request, app, reauthenticated=True)
        return response


activate_app = ActivateApp.as_view()
