"""Taking a second factor off: never with the password alone, and nothing opens after it."""

import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.urls import reverse

from tests.factories.people import PASSWORD, one_time_code

pytestmark = pytest.mark.django_db

REMOVE = "/accounts/2fa/totp/deactivate/"
WITH_PASSWORD = "/accounts/reauthenticate/"
WITH_FACTOR = "/accounts/2fa/reauthenticate/"


@pytest.fixture
def holder(client, secretariat, sign_in):
    """Of the secretariat, signed in with both a good while ago."""
    sign_in(client, secretariat)
    shown(client, "password", "mfa", ago=3600)
    return secretariat


def shown(client, *methods, ago=0):
    """As if these had been asked for again so many seconds ago."""
    session = client.session
    session["account_authentication_methods"] = [
        {"method": method, "at": time.time() - ago, "reauthenticated": True} for method in methods
    ]
    session.save()


def has_one(person):
    return Authenticator.objects.filter(user=person).exists()


def test_the_password_alone_does_not_take_it_off(client, holder):
    asked = client.post(REMOVE)
    turned = client.post(WITH_PASSWORD, {"password": PASSWORD})
    client.post(REMOVE)

    assert asked.url.startswith(WITH_FACTOR)
    assert turned.url.startswith(WITH_FACTOR)
    assert has_one(holder)


def test_a_password_typed_again_before_it_was_set_up_does_not_take_it_off(client, holder):
    shown(client, "mfa", "password")
    session = client.session
    session["account_authentication_methods"][0]["at"] -= 3600
    session.save()

    asked = client.post(REMOVE)

    assert asked.url.startswith(WITH_FACTOR)
    assert has_one(holder)


@pytest.mark.parametrize("by", ["app", "recovery code"])
def test_it_takes_itself_off(client, holder, by):
    codes = RecoveryCodes.activate(holder).get_unused_codes()
    client.post(REMOVE)

    client.post(WITH_FACTOR, {"code": one_time_code() if by == "app" else codes[0]})
    client.post(REMOVE)

    assert not has_one(holder)


def test_whoever_needs_one_and_has_removed_it_first_sets_up_another(client, holder):
    shown(client, "mfa")
    client.post(REMOVE)

    answer = client.get(reverse("accreditation:desk"))

    assert not has_one(holder)
    assert answer.url.startswith(reverse("mfa_activate_totp"))


def test_it_is_not_enough_to_have_shown_one_that_is_gone(client, holder):
    Authenticator.objects.filter(user=holder).delete()

    answer = client.get(reverse("accreditation:desk"))

    assert answer.url.startswith(reverse("mfa_activate_totp"))


def test_new_recovery_codes_and_another_address_ask_for_it_too(client, holder):
    asked = [
        client.post(reverse("mfa_generate_recovery_codes")),
        client.post(reverse("account_email"), {"email": "else@example.org", "action_add": ""}),
    ]

    assert all(each.url.startswith(WITH_FACTOR) for each in asked)
