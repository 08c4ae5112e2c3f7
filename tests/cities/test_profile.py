"""What the lead says of the authority: saved without undoing what others do meanwhile."""

from datetime import date

import pytest
from django.urls import reverse

from cities import actions
from cities.choices import Confirmation
from cities.models import City
from office.models import TrailEntry
from office.saving import ChangedMeanwhile
from tests.at_once import at_once
from tests.factories.cities import CityFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def city():
    return CityFactory(name="Östhafen", authority="Town of Östhafen")


@pytest.fixture
def address(city):
    return reverse("cities:profile", args=[city.slug])


def typed(city, **other):
    """The form as its page shows it, with some of it written anew."""
    return {"authority": city.authority, "kind": city.kind, "population": city.population,
            "languages": city.languages, "version": city.version, **other}  # fmt: skip


def note_of_last():
    return TrailEntry.objects.order_by("number").last().words.note


def test_what_happened_to_the_city_meanwhile_stays(lead_of, city):
    seen = City.objects.get(pk=city.pk)
    City.objects.filter(pk=city.pk).update(
        confirmed_how=Confirmation.LETTER,
        confirmed_on="2026-11-01",
        mentor_note="Housing",
        election_reminded_for="2027-03-01",
    )

    actions.change_profile(city=seen, version=seen.version, by=lead_of(city), population=700)

    city.refresh_from_db()
    assert (city.population, city.mentor_note) == (700, "Housing")
    assert (city.confirmed_on, city.is_confirmed) == (date(2026, 11, 1), True)
    assert city.election_reminded_for == date(2027, 3, 1)


def test_the_second_of_two_leads_sees_both_and_loses_nothing(
    client, city, address, lead_of, sign_in
):
    sign_in(client, lead_of(city))
    first, second = typed(city, population=700), typed(city, population=900, languages=["fr"])
    client.post(address, first)

    page = client.post(address, second)

    city.refresh_from_db()
    assert page.status_code == 409
    assert (city.population, city.languages) == (700, ["de"])
    assert "Somebody else saved this meanwhile" in page.text
    assert "<dd>700</dd>" in page.text
    assert dict(page.context["form"].meanwhile)["Degree of urbanisation"] == ""
    assert "<dd>German</dd>" in page.text
    assert 'value="900"' in page.text

    again = client.post(address, {**second, "version": page.context["form"]["version"].value()})

    city.refresh_from_db()
    assert again.status_code == 302
    assert (city.population, city.languages) == (900, ["fr"])


def test_the_trail_says_what_stood_there_and_what_stands_now(city, lead_of):
    actions.change_profile(
        city=city, version=0, by=lead_of(city), population=700, website="https://example.org"
    )

    assert note_of_last() == "population: 60000 → 700; website: – → https://example.org"


def test_saving_what_stands_already_is_no_change(city, lead_of):
    lead = lead_of(city)
    before = TrailEntry.objects.count()

    actions.change_profile(city=city, version=0, by=lead, population=city.population)

    city.refresh_from_db()
    assert (city.version, TrailEntry.objects.count()) == (0, before)


@pytest.mark.postgres(only=True)
@pytest.mark.django_db(transaction=True)
def test_of_many_who_save_at_the_same_moment_one_is_first_and_all_others_are_told(city, lead_of):
    lead = lead_of(city)

    outcomes = at_once(
        5,
        lambda number: actions.change_profile(
            city=city, version=0, by=lead, population=1000 + number
        ),
    )

    told = [each for each in outcomes if isinstance(each, ChangedMeanwhile)]
    city.refresh_from_db()
    assert (len(told), city.version) == (4, 1)
    assert {each.current.population for each in told} == {city.population}
