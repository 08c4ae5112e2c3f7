"""A small world with every kind of city a stranger may, or may not, come across."""

import pytest

from accreditation.choices import ApplicationState as S
from accreditation.models import Label
from tests.factories.accreditation_committee import make_label, make_session
from tests.factories.cities import CityFactory
from tests.factories.commitments import six
from tests.factories.world import make_world


@pytest.fixture
def session(db):
    return make_session(six())


@pytest.fixture
def label(session):
    """A valid label of level B, of a city that is real."""
    return make_label(session)


@pytest.fixture
def self_declared(db):
    return CityFactory(name="Declaria", slug="declaria", takes_part=False, self_declared=True)


@pytest.fixture
def private(db):
    """Somebody's trial record: nobody has confirmed the authority."""
    return CityFactory(name="CANARY-PRIVATE", slug="canary-private")


@pytest.fixture
def world(db):
    return make_world()


@pytest.fixture
def accredited(world):
    """A city that went all the way, by steps; it holds a label of the demonstration."""
    application = world.at(S.PUBLISHED, name="Walkham", slug="walkham", invented=True)
    return Label.objects.get(city=application.city)
