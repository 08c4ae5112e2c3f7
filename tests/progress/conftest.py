"""What tests of a record share."""

import pytest
from django.urls import reverse

from commitments.actions import publish_edition
from commitments.loading import load
from office.actors import PROCEDURE
from progress.actions import rebase
from tests.documents import SIX_2
from tests.factories import commitments
from tests.factories.cities import CityFactory
from tests.factories.progress import lead_for


@pytest.fixture
def city(db):
    """A city of 60,000, in the size class for which one group is asked."""
    return CityFactory(name="Östhafen")


@pytest.fixture
def six(db):
    """The small edition: R1.1 R1.2 R2.1 H1.1 H1.2 H2.1."""
    return commitments.six()


@pytest.fixture
def requirement(six):
    """A function: the requirement of the small edition with this code."""

    def find(code="R1.1"):
        return six.requirements.select_related("framework", "scale").get(code=code)

    return find


@pytest.fixture
def catalogues(six):
    """Groups at risk come with the catalogues; the small edition is the only one."""
    commitments.catalogues()
    return six


@pytest.fixture
def address(city):
    """A function: the address of a page of this city's record."""

    def of(name, *args):
        return reverse(f"progress:{name}", args=[city.slug, *args])

    return of


@pytest.fixture
def as_lead(client, city, lead_of, sign_in):
    return sign_in(client, lead_of(city))


@pytest.fixture
def next_edition(six, tmp_path):
    """A function: the edition after the small one, published, with passages replaced."""

    def make(*replacements):
        text = SIX_2.read_text()
        for old, new in replacements:
            assert text.count(old) == 1
            text = text.replace(old, new)
        path = tmp_path / "six-2.yaml"
        path.write_text(text)
        edition = load(path).framework
        publish_edition(edition, by=PROCEDURE)
        return edition

    return make


@pytest.fixture
def newer(next_edition):
    """The edition after the small one, published."""
    return next_edition()


@pytest.fixture
def move(city, six, newer):
    """A function: the lead moves the record to the newer edition."""
    return lambda: rebase(city=city, older=six, newer=newer, by=lead_for(city))
