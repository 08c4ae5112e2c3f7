"""What tests of cities share."""

import re

import pytest

from accounts.choices import PostKind
from cities.choices import Role
from tests.factories.cities import CityFactory, MembershipFactory


@pytest.fixture
def link_in():
    """A function: the token of the invitation in a letter."""

    def find(letter):
        return re.search(r"/team/invitation/([^/\s]+)/", letter.body).group(1)

    return find


@pytest.fixture
def city(db):
    return CityFactory()


@pytest.fixture
def lead(city):
    return MembershipFactory(city=city, role=Role.LEAD, user__name="Old Lead").user


@pytest.fixture
def new(city):
    return MembershipFactory(city=city, user__name="New Lead", department="Equality").user


@pytest.fixture
def other(holder_of):
    return holder_of(PostKind.SECRETARIAT, name="Olga Other")
