"""Scenes of tests that are copied are the ones that were walked to."""

import pytest

from accreditation.choices import ApplicationState as S
from tests.factories import kept
from tests.factories.people import UserFactory
from tests.factories.world import make_world
from tests.house.access_visits import undone

pytestmark = pytest.mark.django_db


def scene():
    """All rows once an application is submitted, what is known of it, and its world."""
    with undone():
        world = make_world()
        application = world.at(S.SUBMITTED)
        return kept.all_rows(), (application, application.city.name, application.state), world


def test_a_scene_that_is_asked_for_again_has_the_same_rows():
    before, walked, world = scene()

    after, copied, again = scene()

    assert after == before  # to the microsecond
    assert copied == walked
    assert again.cities == world.cities
    assert again is not world


def test_a_scene_among_other_rows_is_made_anew():
    before, *_ = scene()

    UserFactory()
    after, *_ = scene()

    assert before["accreditation_application"].isdisjoint(after["accreditation_application"])


def test_a_scene_is_walked_to_where_settings_are_changed(settings):
    before, *_ = scene()

    after, *_ = scene()

    assert before["accreditation_application"].isdisjoint(after["accreditation_application"])
