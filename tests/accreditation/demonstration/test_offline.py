"""What waits to be looked through in the demonstration's record that is being written."""

import pytest

from accreditation.demonstration.offline import bring_back
from progress.models import Answer, ProposedAnswer
from tests.factories.cities import CityFactory
from tests.factories.commitments import six
from tests.factories.progress import answered, lead_for

pytestmark = pytest.mark.django_db


def test_two_empty_answers_and_one_conflict_wait_and_nothing_is_changed():
    city, framework = CityFactory(), six()
    answered(city, framework, evidence=False, except_for=["R2.1", "H1.1", "H2.1"])

    bring_back(city, framework, lead_for(city))

    waiting = ProposedAnswer.objects.open()
    assert [each.requirement.code for each in waiting] == ["R1.1", "R2.1", "H1.1"]
    assert waiting.without_conflict().count() == 2
    assert Answer.objects.count() == 3
