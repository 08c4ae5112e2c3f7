"""What must always hold of cities and teams, tried past all of our code."""

import pytest
from django.db import IntegrityError, transaction

from cities.choices import Role
from cities.models import City, Membership
from tests.factories.cities import CityFactory, MembershipFactory

pytestmark = pytest.mark.postgres


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "kingdom"},
        {"population": 0},
        {"confirmed_how": "invited", "confirmed_on": None},
        {"confirmed_how": "", "confirmed_on": "2026-01-01"},
        {"latitude": "91", "longitude": "0"},
    ],
)
def test_a_city_stays_possible(db, change):
    city = CityFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        City.objects.filter(pk=city.pk).update(**change)


def test_a_city_has_one_lead(db):
    lead = MembershipFactory(role=Role.LEAD)

    with pytest.raises(IntegrityError), transaction.atomic():
        MembershipFactory(city=lead.city, role=Role.LEAD)


def test_a_person_has_one_role_in_a_city(db):
    member = MembershipFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        MembershipFactory(city=member.city, user=member.user, role=Role.OBSERVER)


def test_a_membership_does_not_end_before_it_begins(db):
    member = MembershipFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.filter(pk=member.pk).update(until="2000-01-01")
