"""Asking for the second factor once more, before power is given or taken, or a whole record leaves
(trust §1).

Granting and ending a post, handing over the lead of a team and entrusting a reviewer ask each time
(``code_form``). Steps whose row says so (``Transition.asks_again``), roles in a team and the
hand-over file ask whoever has not shown it for some minutes (``code_form_if_due``). All of these
are for people who need a second factor, so whoever comes so far has one: those who come in by a
code by e-mail alone (editors, observers) neither change a team nor take a record away.
"""

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
            "Asked for again, since much hangs on this. Each code works once; if you have just "
            "used one, wait for the next."
        )


def code_form(request: HttpRequest, *, ready: bool, **options: Any) -> CodeForm | None:
    """The form that asks for the code, or None where one click was the second factor.

    ``ready`` is whether all else was filled in rightly: until then no code is looked at, since
    looking uses it up.
    """
    if second_factor.was_clicked(request):
        return None
    data = request.POST if ready and request.method == "POST" else None
    return CodeForm(data, user=request.user, **options)


def code_form_if_due(request: HttpRequest, *, ready: bool, **options: Any) -> CodeForm | None:
    """The same, or None for whoever has shown it in the last minutes."""
    return code_form(request, ready=ready, **options) if is_due(request) else None


def is_due(request: HttpRequest) -> bool:
    """Whether it is some minutes ago that the second factor was shown in this browser."""
    return not (second_factor.was_clicked(request) or second_factor.was_just_shown(request))


def was_shown(form: CodeForm | None) -> bool:
    """Whether the second factor was shown again; it is then noted in the session."""
    if form is None:
        return True
    if not form.is_valid():
        return False
    form.save()
    return True
