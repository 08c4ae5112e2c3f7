"""Coming in by an invitation, with no password to invent."""

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login_by_code import LoginCodeVerificationProcess
from allauth.account.internal.flows.signup import complete_signup
from allauth.account.utils import filter_users_by_email
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode

from accounts import mailboxes
from accounts.forms import JoinForm, RequestCodeForm, SignUpForm


def come_in(request: HttpRequest, form: JoinForm, *, email: str, then: str) -> HttpResponse | None:
    """Open an account for ``email``, or send a code to whoever has one; go on to ``then``.

    Only for an address that was proved, as by a link that was sent there. ``request.user`` is
    signed in afterwards where an account was opened. None where the form says what is wrong.
    """
    if not form.is_valid():
        return None
    if filter_users_by_email(email, is_active=True):
        return _send_code(request, form, email, then)
    get_adapter(request).stash_verified_email(request, email)
    sign_up = SignUpForm({"name": form.cleaned_data["name"], "email": email})
    if not sign_up.is_valid():
        form.add_error(None, [each for errors in sign_up.errors.values() for each in errors])
        return None
    user, response = sign_up.try_save(request)
    if response is None:
        response = complete_signup(request, user=user, redirect_url=then)
    return response


def _send_code(request: HttpRequest, form: JoinForm, email: str, then: str) -> HttpResponse | None:
    """As the page that sends codes does, and within its limits."""
    mailboxes.note(request, email)
    asked = RequestCodeForm(data={"email": email})
    if not asked.is_valid():
        form.add_error(None, asked.errors["email"])
        return None
    LoginCodeVerificationProcess.initiate(request=request, user=asked._user, email=email)
    words = urlencode({REDIRECT_FIELD_NAME: then})
    return HttpResponseRedirect(f"{reverse('account_confirm_login_code')}?{words}")
