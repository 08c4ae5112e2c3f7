"""Asking for the second factor once more, at the moment something is granted (trust §1)."""

from typing import Any

from allauth.mfa.base.forms import ReauthenticateForm
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts import second_factor
from accounts.forms import InOurWords


class CodeForm(InOurWords, ReauthenticateForm):
    """The code of the authenticator app, or one of the recovery codes."""

    prefix = "again"  # by this name it is known for a secret (accounts.held)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("Code from your authenticator app")
        self.fields["code"].help_text = _(
            "Asked for again, since this gives or takes power. Each code works once; if you have "
            "just used one, wait for the next."
        )


def code_form(request: HttpRequest, *, ready: bool) -> CodeForm | None:
    """The form that asks for the code, or None where one click was the second factor.

    ``ready`` is whether all else was filled in rightly: until then no code is looked at, since
    looking uses it up.
    """
    if second_factor.was_clicked(request):
        return None
    data = request.POST if ready and request.method == "POST" else None
    return CodeForm(data, user=request.user)


def was_shown(form: CodeForm | None) -> bool:
    """Whether the second factor was shown again; it is then noted in the session."""
    if form is None:
        return True
    if not form.is_valid():
        return False
    form.save()
    return True
