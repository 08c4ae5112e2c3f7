"""What stands around every page: the ways to its parts, and where to write to."""

import pytest
from django.urls import reverse


@pytest.mark.parametrize("address", ["/privacy/", "/accessibility/", "/about/", "/nothing-here/"])
def test_where_to_write_to_is_said_if_it_is_known(client, db, settings, address):
    unknown = client.get(address).text
    settings.CONTACT = "office@example.org"
    known = client.get(address).text

    assert "mailto:" not in unknown
    assert known.count('<a href="mailto:office@example.org">') == 2  # where one asks, and below


def test_who_is_refused_learns_where_to_write_to(client, someone, sign_in, settings):
    settings.CONTACT = "office@example.org"
    sign_in(client, someone)

    page = client.get(reverse("cities:invite_authority"))

    assert page.status_code == 403
    assert page.text.count('<a href="mailto:office@example.org">') == 2


def test_practices_stand_among_the_ways_to_the_parts_of_the_house(client, db):
    page = client.get("/practices/").text
    ways = page.partition('class="mainnav"')[2].partition("</nav>")[0]

    assert '<a href="/practices/" aria-current="page">Practices</a>' in ways


def test_the_page_that_says_there_is_nothing_is_drawn_once_for_all_who_ask(client, db):
    first, second = client.get("/nothing-here/"), client.get("/nor-here/")

    assert (first.status_code, second.status_code) == (404, 404)
    assert "404.html" in [template.name for template in first.templates]
    assert second.templates == []
    assert second.content == first.content


def test_the_page_that_says_there_is_nothing_shows_where_one_is(client, db):
    client.get("/nothing-here/")

    page = client.get("/practices/nothing-here/").text

    assert '<a href="/practices/" aria-current="true">Practices</a>' in page
