"""Starting a private trial record, and inviting an authority."""

import pytest
from django.urls import reverse

from cities.models import City, Invitation
from commitments.loading import load
from office.models import Installation
from tests.documents import CATALOGUES, SIX
from tests.factories.cities import CityFactory


@pytest.fixture
def city(db):
    return CityFactory(name="Östhafen")


def test_whoever_leads_a_record_comes_to_it_instead_of_starting_another(
    client, city, lead_of, sign_in
):
    sign_in(client, lead_of(city))
    address = reverse("cities:start")
    load(SIX, CATALOGUES)

    led_to = client.get(address, follow=True)
    refused = client.post(address, {"name": "Another"})

    assert led_to.redirect_chain == [(reverse("progress:record", args=[city.slug]), 302)]
    assert f"You lead {city} already: this is its record." in led_to.text
    assert refused.status_code == 403
    assert "You lead a city or region already." in refused.text


def test_whoever_is_not_signed_in_reads_what_a_record_is_before_opening_an_account(client, db):
    address = reverse("cities:start")

    page = client.get(address)
    sent = client.post(address, {"name": "Östhafen"})

    assert page.status_code == 200
    assert f"{reverse('account_signup')}?next={address}" in page.text
    assert f"{reverse('account_login')}?next={address}" in page.text
    assert "Östhafen" in sent.text  # what was typed is held, and comes back after signing in
    assert not City.objects.exists()


def test_a_place_fills_in_the_form(client, someone, sign_in):
    sign_in(client, someone)
    address = reverse("cities:start")

    found = client.get(address, {"q": "graz"})
    form = client.get(address, {"place": "2778067"})

    assert "?place=2778067" in found.text
    assert 'value="303270"' in form.text
    assert "GeoNames" in found.text


def test_the_list_of_places_is_swapped_in_alone(client, someone, sign_in):
    sign_in(client, someone)

    page = client.get(reverse("cities:find_place"), {"q": "zzzz"})

    assert "<html" not in page.text
    assert "Our list has no such place" in page.text


@pytest.mark.parametrize(
    "typed",
    [
        {"name": "", "population": "5"},
        {"name": "Östhafen", "population": "-5"},
        {"name": "Öst\x00hafen", "population": "5"},
        {"name": "Ö" * 20_000, "population": "5"},
        {"name": "Östhafen", "population": "5", "country": "XX"},
    ],
)
def test_a_record_of_nothing_possible_is_not_started(client, someone, sign_in, typed):
    sign_in(client, someone)

    page = client.post(reverse("cities:start"), {"kind": "municipality", "country": "AT", **typed})

    assert page.status_code == 200
    assert "error-summary" in page.text
    assert not City.objects.exists()


def test_anyone_signed_in_may_start_one_record(client, someone, sign_in):
    sign_in(client, someone)
    typed = {"name": "‏רמת‎ 💙", "kind": "municipality", "country": "AT", "population": "5"}

    first = client.post(reverse("cities:start"), typed)
    second = client.post(reverse("cities:start"), typed)

    city = City.objects.get()
    assert first["Location"] == reverse("progress:record", args=[city.slug])
    assert second.status_code == 403
    assert city.memberships.get().user == someone


@pytest.mark.parametrize("is_demonstration", [True, False])
def test_what_is_started_in_a_demonstration_is_marked_as_invented(
    client, someone, sign_in, is_demonstration
):
    Installation.objects.create(pk=1, is_demonstration=is_demonstration)
    sign_in(client, someone)
    typed = {"name": "Wien", "kind": "municipality", "country": "AT", "population": "5"}

    client.post(reverse("cities:start"), typed)

    assert City.objects.get().invented is is_demonstration


def test_only_the_secretariat_invites_authorities(client, someone, secretariat, sign_in):
    address = reverse("cities:invite_authority")
    typed = {"email": "mayor@example.org", "name": "Östhafen", "kind": "county",
             "country": "AT", "population": "800"}  # fmt: skip
    sign_in(client, someone)
    refused = client.post(address, typed)
    sign_in(client, secretariat)

    form = client.get(address)
    incomplete = client.post(address, {"email": "mayor@example.org"})
    done = client.post(address, typed)

    assert refused.status_code == 403
    assert form.text.count("(needed where it is new here)") == 4
    assert "This is needed for an authority that is new here." in incomplete.text
    assert done["Location"] == reverse("cities:team", args=["osthafen"])
    assert Invitation.objects.get().confirms_authority
