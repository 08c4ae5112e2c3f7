"""A page of the record in a browser, where a network is cut and sessions end on purpose."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import commitments
from tests.factories.cities import CityFactory

# What a browser says on its console when a network was cut on purpose, a text cannot be kept, or
# somebody who has signed in again needs a new token.
MEANT = re.compile("ERR_INTERNET_DISCONNECTED|status of 422|/autosave/: .*status of 403")


@pytest.fixture
def city(transactional_db):
    commitments.six()
    return CityFactory(name="Östhafen", slug="osthafen", invented=True)


@pytest.fixture
def address(city):
    return reverse("progress:requirement", args=[city.slug, "R1.1"])


@pytest.fixture
def troubles(troubles):
    """What is brought about on purpose is no trouble."""
    yield troubles
    troubles[:] = [each for each in troubles if not MEANT.search(each)]


@pytest.fixture
def session_of(sign_in, settings):
    """A function: the cookie of a new session of this person."""

    def of(person, url):
        value = sign_in(Client(), person).cookies[settings.SESSION_COOKIE_NAME].value
        return {"name": settings.SESSION_COOKIE_NAME, "value": value, "url": url}

    return of


@pytest.fixture
def enter(open_browser, live_server, session_of):
    """A function: a page of the live server where this person is signed in."""

    def open_as(person, **options):
        page = open_browser(**options)
        page.context.add_cookies([session_of(person, live_server.url)])
        return page

    return open_as
