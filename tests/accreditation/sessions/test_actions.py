"""Planning a session, and who attends."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from accreditation.actions import sessions as actions
from accreditation.choices import SessionState
from accreditation.models import Session
from office.clocks import Clock
from office.days import today
from office.models import Installation, TrailEntry
from office.ringing import let_days_pass, ring_due
from office.workflow import Refused
from tests.factories.accreditation_committee import make_committee, make_session
from tests.factories.commitments import six

pytestmark = pytest.mark.django_db


@pytest.fixture
def framework(db):
    return six()


def test_filing_must_close_before_the_committee_meets(framework, secretariat):
    with pytest.raises(ValidationError, match="close before the committee meets"):
        actions.plan_session(
            framework=framework,
            code="s1",
            filing_opens_on=date(2030, 1, 1),
            filing_closes_on=date(2030, 12, 1),
            meets_on=date(2030, 12, 1),
            by=secretariat,
        )

    assert not Session.objects.exists()


def test_filing_must_open_before_the_day_on_which_the_rules_close_it(framework, secretariat):
    with pytest.raises(ValidationError, match="must open before it closes"):
        actions.plan_session(
            framework=framework,
            code="s1",
            filing_opens_on=date(2030, 2, 1),
            meets_on=date(2030, 12, 1),
            by=secretariat,
        )


def test_a_code_stands_for_one_session_only(framework, secretariat):
    make_session(framework, "s1")

    with pytest.raises(ValidationError, match="code"):
        actions.plan_session(
            framework=framework,
            code="s1",
            filing_opens_on=date(2030, 1, 1),
            meets_on=date(2031, 6, 1),
            by=secretariat,
        )


def test_filing_closes_by_the_rule_of_the_edition(framework, secretariat):
    session = actions.plan_session(
        framework=framework,
        code="s1",
        filing_opens_on=date(2030, 1, 1),
        meets_on=date(2031, 6, 1),
        by=secretariat,
    )

    assert session.filing_closes_on == date(2030, 7, 1)  # eleven months before
    assert session.state == SessionState.PLANNED
    assert TrailEntry.objects.of(session).get().step == "plan"


def test_filing_opens_by_itself_on_its_day_and_not_before(framework, secretariat):
    Installation.objects.create(pk=1, is_demonstration=True)
    opens = today() + timedelta(days=5)
    session = actions.plan_session(
        framework=framework,
        code="s1",
        filing_opens_on=opens,
        filing_closes_on=opens + timedelta(days=10),
        meets_on=opens + timedelta(days=300),
        by=secretariat,
    )

    let_days_pass(4)
    session.refresh_from_db()
    before = session.state
    let_days_pass(1)
    session.refresh_from_db()

    assert (before, session.state) == (SessionState.PLANNED, SessionState.FILING)
    assert Clock.objects.running().of(session).get().step == "close_filing"


def test_a_session_whose_filing_should_be_open_already_opens_at_the_next_ringing(
    framework, secretariat
):
    Installation.objects.create(pk=1, is_demonstration=True)
    session = actions.plan_session(
        framework=framework,
        code="s1",
        filing_opens_on=today(),
        filing_closes_on=today() + timedelta(days=10),
        meets_on=today() + timedelta(days=300),
        by=secretariat,
    )

    let_days_pass(1)
    ring_due()

    session.refresh_from_db()
    assert session.state == SessionState.FILING


def test_attendance_is_not_published_while_somebody_is_not_recorded(framework, secretariat):
    session = make_session(framework, state=SessionState.CLOSED)
    chair, one, two = make_committee()
    actions.set_attendance(
        session=session, version=session.version, attends={chair: True, one: False}, by=secretariat
    )

    with pytest.raises(Refused) as refused:
        actions.publish_attendance(session=session, by=secretariat)

    assert refused.value.reasons == [f"It has not been recorded yet whether {two} comes."]
    session.refresh_from_db()
    assert session.attendance_published_on is None


def test_attendance_is_not_published_without_a_committee(framework, secretariat):
    session = make_session(framework, state=SessionState.CLOSED)

    with pytest.raises(Refused, match="Nobody holds a post"):
        actions.publish_attendance(session=session, by=secretariat)


def test_attendance_of_a_session_that_is_over_stays(framework, secretariat):
    session = make_session(framework, state=SessionState.RELEASED)
    chair, *_others = make_committee(session)

    with pytest.raises(Refused, match="over"):
        actions.set_attendance(
            session=session, version=session.version, attends={chair: False}, by=secretariat
        )

    assert session.attendance.get(member=chair).attends


def test_published_attendance_bears_its_day_and_a_later_change_stands_in_the_trail(
    framework, secretariat
):
    session = make_session(framework, state=SessionState.CLOSED)
    people = make_committee()
    actions.set_attendance(
        session=session,
        version=session.version,
        attends=dict.fromkeys(people, True),
        by=secretariat,
    )
    actions.publish_attendance(session=session, by=secretariat)

    actions.set_attendance(
        session=session, version=session.version, attends={people[2]: False}, by=secretariat
    )

    session.refresh_from_db()
    last = TrailEntry.objects.of(session).last()
    assert session.attendance_published_on == today()
    assert not session.attendance.get(member=people[2]).attends
    assert last.words.note == "Member Two: does not come"


def test_saving_the_same_attendance_again_leaves_no_entry(framework, secretariat):
    session = make_session(framework, state=SessionState.CLOSED)
    people = make_committee(session)

    actions.set_attendance(
        session=session,
        version=session.version,
        attends=dict.fromkeys(people, True),
        by=secretariat,
    )

    assert not TrailEntry.objects.of(session).exists()
