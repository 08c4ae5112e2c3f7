"""One's own account, and the step of setting up a second factor."""

from allauth.mfa.base.internal.flows import post_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.views import ActivateTOTPView
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.csrf import csrf_failure
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from accounts import held as held_forms
from accounts import languages, middleware, second_factor
from accounts.forms import ProfileForm
from accounts.http import SignedInRequest, within
from accounts.models import Session
from accounts.models.session import mark_of, open_sessions

OTHERS = "others"  # all sessions but this one


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


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def sessions(request: SignedInRequest) -> HttpResponse:
    """Where one is signed in; each session but this one can be ended."""
    here = mark_of(request.session.session_key or "")
    held = list(open_sessions(request.user))
    if request.method == "POST":
        asked = request.POST.get("end", "")
        ended = [each.pk for each in held if each.mark != here and asked in (OTHERS, each.mark)]
        Session.objects.filter(pk__in=ended).delete()
        messages.success(request, _ended_in_words(len(ended)))
        return redirect("accounts:sessions")
    return render(request, "accounts/sessions.html", {"sessions": held, "here": here})


@login_required
@require_POST
def read_in(request: SignedInRequest) -> HttpResponse:
    """Show this person texts in the language they chose, wherever they have been translated."""
    language = request.POST.get("language", "")
    if language in languages.names():
        request.user.reads_in = language
        request.user.save(update_fields=["reads_in"])
    return redirect(within(request, request.POST.get("next", "")))


def _ended_in_words(count: int) -> str:
    if not count:
        return _("It had ended already.")
    return ngettext(
        "%(count)d session is ended. Whoever used it must sign in again.",
        "%(count)d sessions are ended. Whoever used them must sign in again.",
        count,
    ) % {"count": count}


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


@csrf_exempt  # the token has changed by signing in; see accounts.held for what is asked instead
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def held(request: HttpRequest) -> HttpResponse:
    """Puts what was sent after a session had ended into a form, for whoever has signed in again."""
    found = held_forms.opened(request) if request.method == "POST" else None
    if found is None:
        return render(request, "accounts/held_none.html")
    user = request.user
    if not user.is_authenticated:
        return held_forms.answer(request, found)
    if user.has_perm(second_factor.PERMISSION) and not second_factor.was_used(request):
        prove_at = reverse(second_factor.where(user))
        return held_forms.answer(request, found, prove_at=prove_at)
    return held_forms.offer(request, found)


def stale(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answers a form whose token is none any more (``CSRF_FAILURE_VIEW``): most often somebody has
    signed in again in another tab. What one of our own pages sent is offered to be sent again.
    """
    found = held_forms.held_from(request) if held_forms.came_from_us(request) else None
    if found is None:
        return csrf_failure(request, reason)
    if not request.user.is_authenticated:
        return held_forms.answer(request, found)
    if turned := middleware.turned_away(request):
        return turned  # ``accounts.held.HeldMiddleware`` answers it with what was sent
    return held_forms.offer(request, found, status=403)
