"""What a password may be, and what becomes of it and of the session on the way in."""

import re

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from tests.accounts.test_sign_in import LOGIN, credentials, is_signed_in
from tests.accounts.test_sign_up import code_in
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db

ODD = "  Ärger mit 💙 – " + "lang " * 25 + "Ende "  # spaces at both ends, and 140 signs


@pytest.mark.parametrize("change", [str.strip, str.lower, lambda text: text[:64], lambda t: t[:-2]])
def test_a_password_counts_to_its_last_sign_just_as_it_was_typed(client, change):
    person = UserFactory(second_factor=False)
    person.set_password(ODD)
    person.save()

    other = Client()
    other.post(LOGIN, credentials(person, change(ODD)))
    client.post(LOGIN, credentials(person, ODD))

    assert not is_signed_in(other)
    assert is_signed_in(client)


def test_a_long_password_of_any_signs_can_be_chosen(client, sign_in):
    person = UserFactory(second_factor=False, password=None)
    sign_in(client, person)

    client.post(reverse("account_set_password"), {"password1": ODD, "password2": ODD})

    person.refresh_from_db()
    assert person.check_password(ODD)


def test_a_common_password_is_refused_though_it_is_long(client, sign_in):
    person = UserFactory(second_factor=False, password=None)
    sign_in(client, person)
    common = "12345678901234567890"

    page = client.post(reverse("account_set_password"), {"password1": common, "password2": common})

    person.refresh_from_db()
    assert not person.has_usable_password()
    assert "too common" in page.text


@pytest.mark.parametrize(
    "name", ["account_login", "account_signup", "account_set_password", "account_change_password"]
)
def test_nobody_reads_a_password_over_a_shoulder(client, sign_in, name):
    if name == "account_set_password":
        sign_in(client, UserFactory(second_factor=False, password=None))
    if name == "account_change_password":
        sign_in(client, UserFactory(second_factor=False))

    page = client.get(reverse(name)).text

    inputs = re.findall(r'<input[^>]*name="[^"]*password[^"]*"[^>]*>', page)
    assert inputs
    assert [each for each in inputs if 'type="password"' not in each] == []
    assert "onpaste" not in page


def test_whoever_signs_in_has_another_session_than_before(client):
    person = UserFactory(second_factor=False)
    session = client.session
    session["laid"] = "by a stranger"
    session.save()
    before = session.session_key

    client.post(LOGIN, credentials(person))

    assert is_signed_in(client)
    assert client.session.session_key != before
    assert not client.session.exists(before)


def test_a_session_has_a_key_nobody_guesses(client):
    client.post(LOGIN, credentials(UserFactory(second_factor=False)))

    assert re.fullmatch("[a-z0-9]{32}", client.session.session_key)


def test_a_code_by_mail_counts_in_the_browser_that_asked_for_it_alone(client):
    person = UserFactory(second_factor=False, password=None)
    other = Client()
    for browser in (client, other):
        browser.post(reverse("account_request_login_code"), {"email": person.email})
    mine, theirs = (code_in(letter) for letter in mail.outbox)

    other.post(reverse("account_confirm_login_code"), {"code": mine})
    client.post(reverse("account_confirm_login_code"), {"code": mine})

    assert not is_signed_in(other)
    assert is_signed_in(client)
    assert min(len(code.replace("-", "")) for code in (mine, theirs)) == 8
