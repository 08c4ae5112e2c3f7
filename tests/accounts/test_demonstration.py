"""One click to be an invented person: there in a demonstration, and nowhere else."""

import re

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.test import Client
from django.urls import reverse

from accounts.choices import PostKind
from cities.choices import Role
from hrcities.demonstration import offer
from office.models import Installation
from tests.factories.cities import CityFactory
from tests.factories.people import PostFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def person():
    invented = UserFactory(name="Ines Invented", invented=True, second_factor=False, password=None)
    return PostFactory(user=invented, kind=PostKind.SECRETARIAT).user


@pytest.fixture
def offered(settings):
    Installation.objects.create(pk=1, is_demonstration=True)
    settings.DEMONSTRATION_SIGN_IN = True


@pytest.mark.parametrize(("is_demonstration", "setting"), [(True, False), (False, True)])
def test_the_address_does_not_exist_without_database_and_setting(
    client, person, settings, is_demonstration, setting
):
    Installation.objects.create(pk=1, is_demonstration=is_demonstration)
    settings.DEMONSTRATION_SIGN_IN = setting

    answer = client.post(reverse("sign_in_as", args=[person.pk]))
    page = client.get(reverse("account_login"))

    assert answer.status_code == 404
    assert "Ines Invented" not in page.text


def test_nobody_becomes_somebody_real(client, someone, offered):
    answer = client.post(reverse("sign_in_as", args=[someone.pk]))
    page = client.get(reverse("account_login"))

    assert answer.status_code == 404
    assert "Someone" not in page.text


def test_a_link_alone_signs_nobody_in(client, person, offered):
    answer = client.get(reverse("sign_in_as", args=[person.pk]))

    assert answer.status_code == 405
    assert "_auth_user_id" not in client.session


def test_a_closed_account_is_not_offered(client, person, offered):
    person.is_active = False
    person.save()

    assert client.post(reverse("sign_in_as", args=[person.pk])).status_code == 404


def test_one_click_counts_as_second_factor_and_says_so(client, person, offered):
    client.post(reverse("sign_in_as", args=[person.pk]))

    page = client.get(reverse("accounts:profile"))

    assert page.status_code == 200
    assert "One click counts as second factor here." in page.text


def test_the_button_on_the_page_brings_the_token_that_its_form_needs(person, offered):
    client = Client(enforce_csrf_checks=True)
    page = client.get(reverse("account_login"))
    form = page.text.partition(reverse("sign_in_as", args=[person.pk]))[2]
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', form).group(1)

    client.post(reverse("sign_in_as", args=[person.pk]), {"csrfmiddlewaretoken": token})

    assert client.session["_auth_user_id"] == str(person.pk)


def test_people_stand_in_groups_with_what_they_do(client, person, member_of, offered):
    member_of(CityFactory(name="Lindenau"), Role.LEAD, name="Lena Lead", invented=True)

    page = client.get(reverse("account_login"))

    groups = [
        (title, [(each.name, duties) for each, duties in people])
        for title, people in page.context["invented"]
    ]
    assert groups == [
        ("Cities and regions", [("Lena Lead", "City lead, Lindenau")]),
        ("Secretariat", [("Ines Invented", "Secretariat")]),
    ]


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_however_long(
    client, offered, member_of, count, django_assert_num_queries
):
    for _each in range(count):
        member_of(CityFactory(), Role.LEAD, invented=True)

    with django_assert_num_queries(7):  # installation, twice; its day; people, cities, posts, seats
        client.get(reverse("account_login"))


def test_the_setting_stops_the_start_on_a_real_database(someone, settings):
    settings.DEMONSTRATION_SIGN_IN = True

    with pytest.raises(ImproperlyConfigured, match="not made as a demonstration"):
        offer.insist()
    with pytest.raises(SystemCheckError, match="not made as a demonstration"):
        call_command("check", databases=["default"])


def test_the_setting_stops_nothing_before_there_is_anybody(settings):
    settings.DEMONSTRATION_SIGN_IN = True

    offer.insist()


def test_the_setting_stops_nothing_in_a_demonstration(person, offered):
    offer.insist()
