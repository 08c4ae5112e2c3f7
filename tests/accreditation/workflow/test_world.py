"""The straight way through the procedure, in the small edition."""

import pytest

from accreditation.models import Label
from office.trail import first_fault
from tests.factories.world import ORDER, make_world

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


def test_an_application_walks_the_straight_way_to_publication():
    world = make_world()
    application = world.open()

    for state in ORDER[1:]:
        world.walk_to(application, state, level="A")
        assert application.state == state

    assert Label.objects.get(city=application.city).level.code == "A"
    assert first_fault() == ""
