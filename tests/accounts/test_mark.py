"""Pages alike for all offer the account of somebody who is signed in, by a script alone."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.middleware import MARK
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def person():
    return UserFactory(second_factor=False)


@pytest.mark.parametrize("address", ["/", "/cities/", "/privacy/", "/nothing-here/"])
def test_a_public_page_is_the_same_to_the_byte_with_and_without_a_mark(client, person, address):
    client.force_login(person)
    client.get(reverse("accreditation:desk"))

    theirs, anybodys = client.get(address), Client().get(address)

    assert client.cookies[MARK].value == "1"
    assert theirs.content == anybodys.content
    assert "Cookie" not in theirs.get("Vary", "")
    assert not theirs.cookies
    assert "js/signed-in" in anybodys.text


def test_a_page_that_asks_leaves_the_mark_once_and_takes_it_away_after(client, person):
    client.force_login(person)

    first = client.get(reverse("accreditation:desk"))
    again = client.get(reverse("accreditation:desk"))
    left = client.post(reverse("account_logout"))

    assert first.cookies[MARK].value == "1"
    assert first.cookies[MARK]["samesite"] == "Lax"
    assert MARK not in again.cookies
    assert left.cookies[MARK].value == ""


def test_whoever_is_not_signed_in_gets_no_mark(client):
    page = client.get(reverse("account_login"))

    assert MARK not in page.cookies


def test_a_session_that_ended_by_itself_takes_the_mark_with_it(client, person):
    client.force_login(person)
    client.get(reverse("accreditation:desk"))
    client.session.flush()

    page = client.get(reverse("account_login"))

    assert page.cookies[MARK].value == ""


def test_signing_in_when_signed_in_leads_to_the_desk(client, person):
    client.force_login(person)

    assert client.get(reverse("account_login")).url == reverse("accreditation:desk")
