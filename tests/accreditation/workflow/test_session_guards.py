"""What must be in place before a step of a session."""

from datetime import timedelta

import pytest

from accreditation.actions import draws
from accreditation.choices import ApplicationState as S
from accreditation.demonstration import walk
from accreditation.workflow import SESSION
from tests.factories.world import make_world
from voices.released import hearing_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return make_world()


def reasons(step, session):
    session.refresh_from_db()
    return SESSION.transitions[step].blockers(session)


def test_filing_opens_and_closes_on_its_days(world):
    world.later.filing_opens_on = world.later.filing_closes_on
    world.later.save()

    assert reasons("open_filing", world.later)[0].startswith("Filing opens on")
    assert reasons("close_filing", world.session)[0].startswith("Cities can file until")


def test_there_is_nothing_to_draw_without_an_application_that_waits(world):
    world.at(S.SUBMITTED)

    found = reasons("draw", world.session)

    assert "No application of this session waits for a panel." in found
    assert any("is not ready for the draw yet (Submitted)" in one for one in found)


def test_a_draw_is_frozen_before_its_seed_is_known(world):
    world.at(S.FORMING)
    walk.wait_until(world.session.filing_closes_on + timedelta(days=1))
    assert reasons("draw", world.session) == ["Pool and rules have not been frozen yet."]

    draws.freeze_pool(session=world.session, by=world.secretariat[0])
    assert reasons("draw", world.session) == ["The seed has not been entered yet."]


def test_a_meeting_is_not_opened_before_its_day_nor_before_reports_are_final(world):
    world.at(S.SETTLING)

    found = reasons("sit", world.session)

    assert found[0].startswith("The committee meets on")
    assert found[1] == "Attendance has not been published yet."
    assert "is not final yet (Panel settles its findings)" in found[2]


def test_a_session_is_released_only_when_all_is_dealt_with_and_read(world):
    application = world.at(S.REPORTED)
    walk.sit(world.session, world.committee, world.secretariat[0])
    assert reasons("release", world.session) == [
        f"{application.reference} has not been dealt with yet."
    ]

    world.walk_to(application, S.RECOMMENDED)
    assert reasons("release", world.session) == [
        f"The letter on {application.reference} has not been previewed yet."
    ]


def test_anyone_can_know_when_contributions_are_received(world):
    application = world.open()
    assert hearing_of(application.city) is None

    world.walk_to(application, S.HEARING)

    hearing = hearing_of(application.city)
    assert hearing.closes > hearing.opens
    assert not hearing.is_closed
