"""An invited editor is on the team with a name and no password."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth import SESSION_KEY
from django.core import mail
from django.urls import reverse

from accounts.models import User
from cities import actions
from cities.choices import Role
from office import sending
from office.models import Letter
from tests.factories.people import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db
EMAIL = "edda@example.org"


@pytest.fixture
def invited(city, lead_of):
    """A function: the addresses of an invitation's page and of its form."""

    def make(role=Role.EDITOR):
        actions.invite(city=city, email=EMAIL, role=role, by=lead_of(city))
        token = re.search(r"/team/invitation/([^/\s]+)/", Letter.objects.get().link).group(1)
        return [
            reverse(f"cities:{name}", args=[token]) for name in ("invitation", "create_account")
        ]

    return make


def code_in(letter):
    return re.search(r"^([0-9A-Z][0-9A-Z-]{3,12})$", letter.body, re.MULTILINE).group(1)


def test_a_name_is_asked_for(client, invited):
    _page, form = invited()

    answer = client.post(form, {"name": " "})

    assert "error-summary" in answer.text
    assert not User.objects.filter(email=EMAIL).exists()


def test_a_link_that_is_over_opens_no_account(client, city, lead_of, invited):
    _page, form = invited()
    actions.revoke_invitation(invitation=city.invitations.get(), by=lead_of(city))

    answer = client.post(form, {"name": "Edda"})

    assert answer.status_code == 404
    assert not User.objects.filter(email=EMAIL).exists()


def test_a_closed_account_is_not_opened_by_an_invitation(client, city, invited):
    _page, form = invited()
    UserFactory(email=EMAIL, is_active=False)

    client.post(form, {"name": "Edda"})

    assert SESSION_KEY not in client.session
    assert not city.memberships.filter(user__email=EMAIL).exists()


def test_somebody_else_who_is_signed_in_opens_no_account(client, invited, someone, sign_in):
    page, form = invited()
    sign_in(client, someone)

    answer = client.post(form, {"name": "Edda"})

    assert answer.url == page
    assert not User.objects.filter(email=EMAIL).exists()


def test_too_many_codes_are_not_sent(client, invited):
    _page, form = invited()
    UserFactory(email=EMAIL)

    answers = [client.post(form, {"name": "Edda"}) for _time in range(9)]

    assert len(mail.outbox) <= 8
    assert {each.status_code for each in answers} == {302}


@pytest.mark.parametrize("role", [Role.EDITOR, Role.OBSERVER])
def test_a_name_is_enough_to_be_on_the_team(client, city, invited, role):
    _page, form = invited(role)

    answer = client.post(form, {"name": "Edda Rós", "email": "other@example.org"})

    edda = User.objects.get(email=EMAIL)
    assert answer.url == reverse("progress:record", args=[city.slug])
    assert (edda.name, edda.has_usable_password()) == ("Edda Rós", False)
    assert city.memberships.current().get(user=edda).role == role
    assert client.session[SESSION_KEY] == str(edda.pk)


def test_whoever_has_an_account_gets_a_code_and_then_accepts(client, city, invited):
    page, form = invited()
    edda = UserFactory(email=EMAIL, second_factor=False)

    asked = client.post(form, {"name": "Somebody"})
    entered = client.post(asked.url, {"code": code_in(mail.outbox[-1])})
    accepted = client.post(page)

    assert entered.url == page
    assert accepted.url == reverse("progress:record", args=[city.slug])
    assert User.objects.get(email=EMAIL).name == edda.name


def test_coordinators_sign_up_with_a_verified_address(client, city, invited):
    page, form = invited(Role.COORDINATOR)
    sign_up = client.post(form, {"name": "Coco"})
    typed = {"email": EMAIL, "password1": PASSWORD, "password2": PASSWORD, "name": "Coco"}

    client.post(sign_up.url, typed)
    client.post(page)

    assert EmailAddress.objects.get(email=EMAIL).verified
    assert city.memberships.get(user__email=EMAIL).role == Role.COORDINATOR


def test_whoever_joined_signs_in_again_with_a_code(client, invited):
    _page, form = invited()
    client.post(form, {"name": "Edda"})
    sending.send_waiting()
    client.cookies.clear()

    asked = client.post(reverse("account_request_login_code"), {"email": EMAIL})
    client.post(asked.url, {"code": code_in(mail.outbox[-1])})

    assert client.session[SESSION_KEY] == str(User.objects.get(email=EMAIL).pk)
