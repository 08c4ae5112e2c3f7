"""How signing up, signing in and second factors are made ours, where allauth lets us."""

import logging
import time
from io import BytesIO
from typing import Any

import qrcode  # type: ignore[import-untyped]
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from allauth.core import context
from allauth.core.exceptions import ReauthenticationRequired
from allauth.mfa.adapter import DefaultMFAAdapter
from django.core.mail import EmailMessage
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from qrcode.image.svg import SvgPathFillImage  # type: ignore[import-untyped]

from accounts import devices, kept_secrets, mail, mailboxes, second_factor
from accounts.models import User

logger = logging.getLogger(__name__)

WRONG_CODE = _("This code is not the right one. Look at it again, or wait for the next one.")


class AccountAdapter(DefaultAccountAdapter):
    """Anyone may open an account (design §2, “Joining”); nobody learns who has one."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": _("This account has been closed. The secretariat can open it again."),
        "email_password_mismatch": _(
            "This e-mail address and this password do not belong together. "
            "You can also sign in with a code sent to your address."
        ),
        "enter_current_password": _("This is not the password you have now."),
        "incorrect_password": _("This is not the password you have now."),
        "incorrect_code": WRONG_CODE,
        "too_many_login_attempts": _(
            "There were too many attempts. Wait five minutes, or sign in with a code by e-mail."
        ),
        "rate_limited": _("There were too many attempts. Please wait a minute."),
        "duplicate_email": _("This is the address you have now."),
        "same_as_current": _("This is the address you have now."),
    }

    def save_user(self, request: HttpRequest, user: User, form: Any, commit: bool = True) -> User:
        """Keep the name given and the language it was given in."""
        user.name = form.cleaned_data["name"]
        user.language = get_language() or "en"
        return super().save_user(request, user, form, commit)

    def post_login(self, request: HttpRequest, user: User, **how: Any) -> HttpResponse:
        """Whoever has opened an account just now has just said who they are."""
        if how["signup"]:
            method = "password" if user.has_usable_password() else "code"
            record_authentication(request, user, method)
        response: HttpResponse = super().post_login(request, user, **how)
        devices.remember(request, response, user.email)
        return response

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Count wrong passwords for an account apart for browsers that have opened it before."""
        key: str = super()._get_login_attempts_cache_key(request, **credentials)
        known = devices.is_known(request, credentials.get("email", ""))
        return f"{key}:known" if known else key

    def generate_login_code(self) -> str:
        return mailboxes.code_for_all(context.request) or super().generate_login_code()

    def generate_password_reset_code(self) -> str:
        return mailboxes.code_for_all(context.request) or super().generate_password_reset_code()

    def generate_email_verification_code(self) -> str:
        return mailboxes.code_for_all(context.request) or super().generate_email_verification_code()

    def send_mail(self, template_prefix: str, email: str, context: dict) -> None:
        """As many letters as the mailbox has room for (``accounts.mailboxes``), or MailAway."""
        code = context.get("code", "")
        if not mailboxes.lets_out(self.request, template_prefix, email, code):
            return
        try:
            with mail.or_away():
                super().send_mail(template_prefix, email, context)
        except mail.MailAway:
            mailboxes.did_not_leave(self.request, email)
            raise

    def render_mail(self, *args: Any, **kwargs: Any) -> EmailMessage:
        letter: EmailMessage = super().render_mail(*args, **kwargs)
        letter.connection = mail.connection()
        return letter

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """What it tells of has been done: that it cannot be sent does not undo it."""
        try:
            super().send_notification_mail(*args, **kwargs)
        except mail.MailAway as problem:
            logger.warning("A notice of a change of an account was not sent: %s", problem)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("accounts:profile")

    def get_email_verification_redirect_url(self, email_address: Any) -> str:
        if self.request.user.is_authenticated:
            return reverse("accounts:profile")
        return reverse("account_login")

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Whoever has just signed in may set up a second factor without typing all again.

        Where there is one, only the second factor opens the locks. allauth would take a password
        typed again as well, so nothing is left for it to look at.
        """
        request = context.request
        if second_factor.is_active(request.user):
            if not second_factor.was_just_shown(request, again=True):
                raise ReauthenticationRequired
            return False
        records = get_authentication_records(request, request.user)
        return not (records and time.time() - records[-1]["at"] < second_factor.FRESH)

    def get_reauthentication_methods(self, user: Any) -> list[dict]:
        """By the second factor alone, for whoever has one: a password may be known to others."""
        methods: list[dict] = super().get_reauthentication_methods(user)
        by_factor = [each for each in methods if each["id"] != "reauthenticate"]
        return by_factor or methods


class MFAAdapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": WRONG_CODE,
        "unverified_email": _("Please confirm your e-mail address first."),
        "cannot_generate_recovery_codes": _("Please set up an authenticator app first."),
    }

    def encrypt(self, text: str) -> str:
        return kept_secrets.closed(text)

    def decrypt(self, encrypted_text: str) -> str:
        return kept_secrets.opened(encrypted_text)

    def build_totp_svg(self, url: str) -> str:
        """A QR code on white, so that it can be read on a dark page too."""
        picture = BytesIO()
        qrcode.make(url, image_factory=SvgPathFillImage).save(picture)
        return picture.getvalue().decode()
