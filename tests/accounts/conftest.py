"""What tests of forms that were not taken share: a page of a record, and who writes in it."""

import pytest
from django.test import Client
from django.urls import reverse

from cities.choices import Role
from tests.factories import commitments
from tests.factories.cities import CityFactory


@pytest.fixture
def city(db):
    commitments.six()
    return CityFactory(name="Östhafen")


@pytest.fixture
def address(city):
    return reverse("progress:requirement", args=[city.slug, "R1.1"])


@pytest.fixture
def editor(city, member_of):
    return member_of(city, Role.EDITOR, second_factor=False)


@pytest.fixture
def other(city, member_of):
    return member_of(city, Role.EDITOR, second_factor=False)


@pytest.fixture
def tab():
    """A browser whose forms are asked for their token."""
    return Client(enforce_csrf_checks=True)
