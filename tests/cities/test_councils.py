"""A joint authority lists the councils for which it files."""

import pytest
from django.urls import reverse

from cities import actions
from cities.choices import AuthorityKind
from cities.models import City, MemberCouncil
from office.workflow import Refused
from tests.factories.cities import CityFactory, MembershipFactory

OBERSEE = {"name": "Obersee", "kind": "municipality", "country": "AT", "population": 2100}


@pytest.fixture
def city(db):
    return CityFactory(kind=AuthorityKind.JOINT, confirmed=True)


@pytest.fixture
def address(city):
    return reverse("cities:councils", args=[city.slug])


def test_an_authority_that_stands_for_itself_has_none(city, lead):
    City.objects.update(kind=AuthorityKind.REGION)

    with pytest.raises(Refused):
        actions.add_council(city=city, by=lead, **OBERSEE)


def test_one_council_is_listed_once(city, lead):
    actions.add_council(city=city, by=lead, **OBERSEE)

    with pytest.raises(Refused) as refused:
        actions.add_council(city=city, by=lead, **OBERSEE | {"name": " OBERSEE"})

    assert refused.value.reasons == ["This council is on the list already."]


@pytest.mark.parametrize(
    "typed", [{"name": ""}, {"population": "0"}, {"country": "XX"}, {"kind": "joint"}]
)
def test_a_council_of_nothing_possible_is_not_listed(client, lead, address, sign_in, typed):
    sign_in(client, lead)

    page = client.post(address, OBERSEE | typed)

    assert "error-summary" in page.text
    assert not MemberCouncil.objects.exists()


def test_an_editor_reads_the_list_and_may_not_change_it(client, city, lead, address, sign_in):
    council = actions.add_council(city=city, by=lead, **OBERSEE)
    sign_in(client, MembershipFactory(city=city).user)

    page = client.get(address)
    added = client.post(address, OBERSEE)
    removed = client.post(reverse("cities:remove_council", args=[city.slug, council.pk]))

    assert "Obersee" in page.text
    assert (added.status_code, removed.status_code) == (403, 403)


def test_the_lead_keeps_the_list_and_the_public_page_shows_it(client, city, lead, address, sign_in):
    sign_in(client, lead)
    client.post(address, OBERSEE)
    public = client.get(reverse("register:city", args=[city.slug]))
    council = MemberCouncil.objects.get()

    client.post(reverse("cities:remove_council", args=[city.slug, council.pk]))

    assert "1 member council" in public.text
    assert "Obersee" in public.text
    assert not MemberCouncil.objects.exists()


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_however_long(
    client, city, lead, address, sign_in, count, django_assert_num_queries
):
    for number in range(count):
        actions.add_council(city=city, by=lead, **OBERSEE | {"name": f"Council {number}"})
    sign_in(client, lead)
    client.get(address)

    with django_assert_num_queries(5):  # session with its person, posts, city, roles, councils
        client.get(address)
