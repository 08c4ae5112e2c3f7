"""Coming in while the mail server is away: told in a sentence, soon, and nothing is lost."""

import smtplib
import socket
import time
from contextlib import contextmanager

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from accounts import mail as own_mail
from tests.accounts.test_sign_up import code_in
from tests.factories.people import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db

EMAIL = "edda@example.org"
WAYS = {
    "account_request_login_code": {"email": EMAIL},
    "account_reset_password": {"email": EMAIL},
    "account_signup": {"email": "new@example.org", "name": "New"},
}


@pytest.fixture
def person():
    return UserFactory(second_factor=False, email=EMAIL)


@pytest.fixture
def away(client, settings):
    """A function: the mail server is away, until it is called."""
    usual = settings.EMAIL_BACKEND
    client.raise_request_exception = False
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1

    def back():
        settings.EMAIL_BACKEND = usual

    return back


@contextmanager
def a_server_that_says_nothing(settings):
    with socket.create_server(("127.0.0.1", 0)) as server:
        settings.EMAIL_PORT = server.getsockname()[1]
        yield


@pytest.mark.parametrize("way", WAYS)
def test_the_page_says_what_is_away_and_what_to_do(client, person, away, way):
    page = client.post(reverse(way), WAYS[way])

    assert (page.status_code, page.headers["Retry-After"]) == (503, "60")
    assert "The mail server does not answer" in page.text
    assert "If you have a password, sign in with it" in page.text


@pytest.mark.parametrize("before", [0, 10])
def test_nobody_learns_from_it_who_has_an_account(
    client, person, away, settings, monkeypatch, before
):
    smtp, now = settings.EMAIL_BACKEND, time.time()
    away()
    for number in range(before):  # until there is room in neither mailbox
        for email in (EMAIL, "nobody@example.org"):
            stranger = Client(REMOTE_ADDR=f"198.51.100.{number}")
            stranger.post(reverse("account_request_login_code"), {"email": email})
    settings.EMAIL_BACKEND = smtp
    monkeypatch.setattr(time, "time", lambda: now + 11 * 60)
    pages = [
        client.post(reverse("account_request_login_code"), {"email": email})
        for email in (EMAIL, "nobody@example.org")
    ]

    assert pages[0].text == pages[1].text
    assert pages[0].status_code == pages[1].status_code


def test_a_server_that_says_nothing_holds_nobody_for_long(
    client, person, away, settings, monkeypatch
):
    monkeypatch.setattr(own_mail, "PATIENCE", 0.3)

    with a_server_that_says_nothing(settings):
        began = time.monotonic()
        page = client.post(reverse("account_request_login_code"), {"email": EMAIL})

    assert page.status_code == 503
    assert time.monotonic() - began < 3


def test_a_password_opens_all_the_same(client, person, away):
    client.post(reverse("account_login"), {"login": EMAIL, "password": PASSWORD})

    assert "_auth_user_id" in client.session


def test_whoever_tried_often_comes_in_as_soon_as_mail_is_back(client, person, away):
    for _try in range(10):
        client.post(reverse("account_request_login_code"), {"email": EMAIL})
    away()

    client.post(reverse("account_request_login_code"), {"email": EMAIL})
    client.post(reverse("account_confirm_login_code"), {"code": code_in(mail.outbox[-1])})

    assert "_auth_user_id" in client.session


def test_an_account_that_was_being_opened_is_entered_with_a_code_later(client, away):
    client.post(reverse("account_signup"), WAYS["account_signup"])
    away()

    client.post(reverse("account_request_login_code"), {"email": "new@example.org"})
    client.post(reverse("account_confirm_login_code"), {"code": code_in(mail.outbox[-1])})

    assert "_auth_user_id" in client.session


def test_what_was_changed_stays_changed_though_no_notice_leaves(client, person, away, sign_in):
    sign_in(client, person, second_factor=False)
    new = {"password1": "an entirely different sentence"}

    page = client.post(
        reverse("account_change_password"),
        {"oldpassword": PASSWORD, **new, "password2": new["password1"]},
    )

    person.refresh_from_db()
    assert page.status_code == 302
    assert person.check_password(new["password1"])


def test_an_address_that_is_refused_looks_like_any_other(client, person, monkeypatch):
    def refuse(*_args, **_options):
        raise smtplib.SMTPRecipientsRefused({"nobody@example.org": (550, b"unknown")})

    monkeypatch.setattr(mail.EmailMessage, "send", refuse)

    page = client.post(reverse("account_request_login_code"), {"email": "nobody@example.org"})

    assert page.status_code == 302


def test_the_log_names_nobody(client, person, away, caplog):
    client.post(reverse("account_request_login_code"), {"email": EMAIL})

    assert "MailAway: ConnectionRefusedError" in caplog.text
    assert EMAIL not in caplog.text
