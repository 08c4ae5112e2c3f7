"""Whoever changes who is on a team shows their second factor again (trust §1)."""

import pytest
from django.urls import reverse

from cities.choices import Role
from cities.models import Invitation
from tests.factories.cities import CityFactory, MembershipFactory
from tests.factories.people import one_time_code

pytestmark = pytest.mark.django_db


@pytest.fixture
def city(db):
    return CityFactory()


@pytest.fixture
def member(city):
    return MembershipFactory(city=city, role=Role.EDITOR)


@pytest.fixture
def lead(client, city, lead_of, sign_in_long_ago):
    """Signed in an hour ago."""
    sign_in_long_ago(client, lead_of(city))
    return client


def url(name, city, *more):
    return reverse(f"cities:{name}", args=[city.slug, *more])


def test_nobody_is_invited_without_it(lead, city):
    said = {"email": "edda@example.org", "role": "editor"}

    page = lead.post(url("team", city), said)
    without = Invitation.objects.count()
    lead.post(url("team", city), {**said, "again-code": one_time_code()})

    assert "edda@example.org" in page.text
    assert 'name="again-code"' in page.text
    assert (without, Invitation.objects.count()) == (0, 1)


def test_no_role_changes_without_it(lead, city, member):
    page = lead.post(url("change_role", city, member.pk), {"role": Role.COORDINATOR})
    member.refresh_from_db()
    without = member.role
    said = {"role": Role.COORDINATOR, "again-code": one_time_code()}
    lead.post(url("change_role", city, member.pk), said)
    now = city.memberships.current().get(user=member.user).role

    assert 'name="again-code"' in page.text
    assert (without, now) == (Role.EDITOR, Role.COORDINATOR)


def test_no_membership_ends_without_it(lead, city, member):
    page = lead.post(url("end_membership", city, member.pk), {"again-code": "000000"})
    without = city.memberships.current().filter(user=member.user).exists()
    lead.post(url("end_membership", city, member.pk), {"again-code": one_time_code()})

    assert "This code is not the right one." in page.text
    assert without
    assert not city.memberships.current().filter(user=member.user).exists()


def test_each_form_of_the_page_has_a_field_of_its_own(lead, city, member):
    page = lead.get(url("change_role", city, member.pk)).text

    assert page.count('name="again-code"') == 2
    assert page.count('id="id_again-code"') == page.count('id="end_again-code"') == 1


def test_it_is_asked_for_once_in_some_minutes(lead, city, member):
    lead.post(url("end_membership", city, member.pk), {"again-code": one_time_code()})

    assert 'name="again-code"' not in lead.get(url("team", city)).text
