"""Other frameworks are taken up with no change in code: cities reach a level in each."""

import pytest

from accreditation.choices import ApplicationState as S
from accreditation.models import Label
from accreditation.standing import standing_of
from tests.factories.commitments import ninety, sixteen
from tests.factories.world import make_world

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


@pytest.mark.parametrize("edition", [sixteen, ninety], ids=["sixteen", "ninety"])
def test_a_city_reaches_the_highest_level_of_another_framework(edition):
    world = make_world(edition())
    highest = world.framework.levels.order_by("-rank").first()

    application = world.at(S.PUBLISHED, step=99, level=highest.code)

    assert standing_of(application).low.code == highest.code
    assert Label.objects.get(city=application.city).level == highest


@pytest.mark.parametrize("edition", [sixteen, ninety], ids=["sixteen", "ninety"])
def test_a_city_that_has_begun_nothing_reaches_no_level(edition):
    world = make_world(edition())

    application = world.at(S.REPORTED, step=0)

    assert standing_of(application).low is None
