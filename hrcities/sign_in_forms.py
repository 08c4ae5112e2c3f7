"""Which forms of ours stand in for those of django-allauth, and its limits where ours differ."""

ACCOUNT = {
    "login": "accounts.forms.SignInForm",
    "signup": "accounts.forms.SignUpForm",
    "request_login_code": "accounts.forms.RequestCodeForm",
    "confirm_login_code": "accounts.forms.ConfirmSignInCodeForm",
    "confirm_email_verification_code": "accounts.forms.ConfirmAddressForm",
    "confirm_password_reset_code": "accounts.forms.ConfirmResetCodeForm",
    "add_email": "accounts.forms.ChangeAddressForm",
    "change_password": "accounts.forms.ChangePasswordForm",
    "set_password": "accounts.forms.SetPasswordForm",
    "reset_password": "accounts.forms.ForgottenPasswordForm",
    "reset_password_from_key": "accounts.forms.ResetPasswordForm",
    "reauthenticate": "accounts.forms.ConfirmPasswordForm",
}

SECOND_FACTOR = {
    "authenticate": "accounts.forms.SecondFactorForm",
    "reauthenticate": "accounts.forms.ConfirmSecondFactorForm",
    "activate_totp": "accounts.forms.ActivateAppForm",
}

# How many of them go to one mailbox is settled in ``accounts.mailboxes``, for all letters together:
# a limit for each address that is typed would let a stranger keep its owner out.
LIMITS = {
    "request_login_code": "20/m/ip",
    "reset_password": "20/m/ip",
    "confirm_email": "",
    "letter": "6/h/key",
    "letter_for_all": "1/10m/key",
}
