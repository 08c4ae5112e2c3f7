"""Lists in the order of the directory, and a way on for whoever finds nothing in them."""

import re

import pytest
from django.urls import reverse

from tests.factories.cities import CityFactory

pytestmark = pytest.mark.django_db


def test_the_table_of_the_map_stands_in_the_order_of_the_directory(client):
    for name in ("Monteluna", "Mėlynkrantis", "Zatoka"):
        CityFactory(name=name, confirmed=True, latitude="48", longitude="11")

    table = client.get("/map/").text.split('<table class="table-stacks">')[1]
    listed = client.get("/cities/").text.split('class="directory"')[1]

    links = [re.findall(r'href="/cities/([^/"]+)/"', each) for each in (table, listed)]
    assert links[0] == links[1]
    assert len(links[0]) == 3


def test_each_cell_of_the_map_says_what_it_is_where_there_is_no_room_for_columns(client):
    CityFactory(confirmed=True, latitude="48", longitude="11")

    table = client.get("/map/").text.split('<table class="table-stacks">')[1]

    heads = re.findall(r'<th scope="col">([^<]+)</th>', table)
    assert re.findall(r'<td data-label="([^"]+)"', table) == heads[1:]


@pytest.mark.parametrize("address", ["/", "/cities/?q=Nowhere"])
def test_whose_town_is_not_listed_is_led_to_the_quick_scan(client, address):
    CityFactory(confirmed=True)

    page = client.get(address).text

    assert "Your town is not listed?" in page
    assert f'href="{reverse("scan:about")}"' in page
