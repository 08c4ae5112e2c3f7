"""What tests of a record share."""

import pytest

from tests.factories import commitments
from tests.factories.cities import CityFactory


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
