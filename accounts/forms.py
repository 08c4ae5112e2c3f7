"""What people fill in to sign up, to sign in and to keep their account."""

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from accounts.models import User

LABELS = {
    "login": _("E-mail address"),
    "email": _("E-mail address"),
    "oldpassword": _("Password you have now"),
    "code": _("Code"),
}
PASSWORD_RULE = _(
    "At least 15 characters. A short sentence is easy to remember; passwords that many people "
    "use are refused."
)


class InOurWords(forms.Form):
    """Labels of our own and no words inside the fields, where they vanish as one types."""

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.label = LABELS.get(name, field.label)
            if name == "code":
                field.widget.attrs |= {"class": "input--short", "inputmode": "text"}
        if "password2" in self.fields:
            self.fields["password1"].help_text = PASSWORD_RULE
            self.fields["password2"].label = _("The same password again")


class SignInForm(InOurWords, account.LoginForm):
    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["password"].help_text = ""


class SignUpForm(InOurWords, account.SignupForm):
    """A password may be left out: who has none signs in with a code sent by e-mail."""

    name = forms.CharField(label=_("Your name"), max_length=150)
    field_order = ["name", "email", "password1", "password2"]

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["name"].widget.attrs["autocomplete"] = "name"
        self.fields["password1"].help_text = _(
            "At least 15 characters; a short sentence is easy to remember. You may also leave it "
            "empty: you then sign in with a code sent to your address."
        )


class JoinForm(forms.Form):
    """Who comes in by an invitation: they sign in with codes sent to the invited address."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=150,
        help_text=_(
            "You need no password: to sign in later, you get a code by e-mail. If this address "
            "has an account already, the code is sent now."
        ),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )


class RequestCodeForm(InOurWords, account.RequestLoginCodeForm):
    """Also takes the address from the form for a password, whose second button leads here."""

    def __init__(self, *, data: Any = None, files: Any = None, **kwargs: Any):
        if data is not None and "email" not in data and "login" in data:
            data = {"email": data["login"]} if data["login"].strip() else None
        super().__init__(data=data, files=None if data is None else files, **kwargs)


class ConfirmSignInCodeForm(InOurWords, account.ConfirmLoginCodeForm):
    pass


class ConfirmAddressForm(InOurWords, account.ConfirmEmailVerificationCodeForm):
    pass


class ConfirmResetCodeForm(InOurWords, account.ConfirmPasswordResetCodeForm):
    pass


class ChangeAddressForm(InOurWords, account.AddEmailForm):
    pass


class ChangePasswordForm(InOurWords, account.ChangePasswordForm):
    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["oldpassword"].help_text = ""


class SetPasswordForm(InOurWords, account.SetPasswordForm):
    pass


class ForgottenPasswordForm(InOurWords, account.ResetPasswordForm):
    pass


class ResetPasswordForm(InOurWords, account.ResetPasswordKeyForm):
    pass


class ConfirmPasswordForm(InOurWords, account.ReauthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["password"].help_text = ""


class SecondFactorForm(InOurWords, mfa.AuthenticateForm):
    pass


class ConfirmSecondFactorForm(InOurWords, mfa.ReauthenticateForm):
    pass


class ActivateAppForm(InOurWords, totp.ActivateTOTPForm):
    pass


class ProfileForm(forms.ModelForm):
    language = forms.ChoiceField(
        label=_("Language"),
        choices=settings.LANGUAGES,
        help_text=_("Pages and letters reach you in it."),
    )

    class Meta:
        model = User
        fields = ["name", "language"]
        widgets = {"name": forms.TextInput(attrs={"autocomplete": "name"})}
