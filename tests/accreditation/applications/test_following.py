"""What of a city's applications goes along when its record moves to a newer edition."""

import pytest

from accreditation.choices import ApplicationState as S
from accreditation.models import Application
from commitments.actions import publish_edition
from office.actors import PROCEDURE
from office.models import TrailEntry
from office.workflow import Refused
from progress.actions import rebase
from tests.factories import commitments
from tests.factories.accreditation_committee import make_case, make_session
from tests.factories.cities import CityFactory
from tests.factories.progress import answered, lead_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def six():
    return commitments.six()


@pytest.fixture
def newer(six):
    """The edition after the small one, published."""
    edition = commitments.six_2()
    publish_edition(edition, by=PROCEDURE)
    return edition


@pytest.fixture
def city(six):
    """A city with a full record under the small edition."""
    city = CityFactory(name="Östhafen")
    answered(city, six, evidence=False)
    return city


@pytest.fixture
def case(six, city):
    """A function: an application of this city in some state."""
    session = make_session(six)

    def make(state):
        application = make_case(session, state=state)
        Application.objects.filter(pk=application.pk).update(city=city)
        return application

    return make


@pytest.fixture
def move(city, six, newer):
    """A function: the lead moves the record to the newer edition."""
    return lambda: rebase(city=city, older=six, newer=newer, by=lead_for(city))


def test_a_returned_application_is_completed_first(case, six, move):
    application = case(S.RETURNED)

    with pytest.raises(Refused) as refused:
        move()

    assert application.reference in refused.value.reasons[0]
    assert Application.objects.get().framework == six


@pytest.mark.parametrize("state", [S.SUBMITTED, S.REVIEWING, S.PUBLISHED])
def test_what_was_submitted_stays_under_its_edition(case, six, move, state):
    application = case(state)

    move()

    application.refresh_from_db()
    assert application.framework == six
    assert application.session.framework == six


def test_a_draft_goes_along_and_chooses_its_session_anew(case, newer, move):
    application = case(S.DRAFT)

    move()

    application.refresh_from_db()
    assert (application.framework, application.session) == (newer, None)
    assert TrailEntry.objects.filter(workflow="application", step="rebase").count() == 1
