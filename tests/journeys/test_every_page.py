"""Every page once: readable by everyone, nothing refused, nothing dead, at 1280 and 320 pixels."""

from urllib.parse import urlsplit

import pytest
from django.urls import URLResolver, get_resolver, resolve, reverse

from tests.journeys import hearing, places, visits
from tests.journeys.not_visited import NOT_VISITED

PLACES = {
    "city": (places.around_a_city, visits.CITY),
    "panel": (places.around_a_panel, visits.PANEL),
    "committee": (places.around_the_committee, visits.COMMITTEE),
    "hearing": (hearing.around_a_hearing, hearing.HEARING),
}


def names(resolver, before=""):
    """The name of each pattern, but for the administration's."""
    for each in resolver.url_patterns:
        if not isinstance(each, URLResolver):
            yield f"{before}{each.name}"
        elif each.namespace != "admin":
            yield from names(each, f"{each.namespace}:" if each.namespace else before)


def test_every_address_is_visited_or_has_a_reason_not_to_be():
    visited = {name for _make, rows in PLACES.values() for name, _who, _args in rows}
    known = visited | set(visits.SIGNING_IN) | set(NOT_VISITED)

    assert known == set(names(get_resolver()))


@pytest.mark.browser
@pytest.mark.parametrize("place", PLACES)
@pytest.mark.django_db(transaction=True)
def test_every_page_can_be_read_by_everyone(place, at_desk, open_browser, look_at, troubles):
    make, rows = PLACES[place]
    world = make()
    stranger = open_browser(viewport={"width": 1280, "height": 900})
    followed = set()

    for number, (name, who, arguments) in enumerate(rows):
        person = getattr(world, who)
        page = at_desk(person) if person else stranger
        answer = page.goto(reverse(name, args=arguments(world)))
        here = urlsplit(page.url).path
        if answer.status != 200 or resolve(here).view_name != name:
            troubles.append(f"{name} as {who}: {answer.status} at {here}")
            continue
        look_at(page, f"{place}-{number:02d}-{name}-{who}")
        troubles += dead_links(page, who, followed)


def dead_links(page, who, followed):
    """What no link of this page should do; each address is followed once for each person."""
    for address in page.eval_on_selector_all(
        "main a", "links => links.map(link => link.getAttribute('href') || '')"
    ):
        if not address:
            yield f"{page.url}: a link without an address"
        elif address.startswith("/") and (who, address) not in followed:
            followed.add((who, address))
            if (status := page.request.get(address).status) >= 400:
                yield f"{page.url} as {who}: {address} answers {status}"
