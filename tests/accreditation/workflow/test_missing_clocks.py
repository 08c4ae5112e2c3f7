"""What waited before its state had a clock gets one, once, from the day it came to that state."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.choices import PostKind
from accreditation.actions import panels
from accreditation.choices import ApplicationState as S
from accreditation.choices import SessionState
from accreditation.models import Application, Session
from accreditation.tasks import start_missing_clocks
from accreditation.workflow import SESSION
from office.days import today
from office.models import Clock, Installation, TrailEntry
from office.ringing import let_days_pass
from tests.factories.accreditation_committee import (
    challenged,
    decided,
    holder,
    make_case,
    make_session,
)
from tests.factories.accreditation_panels import at_objecting
from tests.factories.commitments import six

pytestmark = pytest.mark.django_db

AGO = timedelta(days=3)
SETTLE, CHALLENGE, PUBLISH, RELEASE = (timedelta(days=days) for days in (7, 28, 14, 14))


@pytest.fixture(autouse=True)
def _days_can_pass(db):
    Installation.objects.update_or_create(pk=1, defaults={"is_demonstration": True})


def objected(ago=AGO):
    case = at_objecting()
    objection = panels.object_to(member=case.members[0], grounds="Kin.", by=case.lead)
    objection.lodged_on = today() - ago
    objection.save()
    Clock.objects.of(objection).delete()
    return case, objection


def waiting(state):
    """An application whose challenge was lodged, or that was decided, three days ago."""
    application = make_case(make_session(six(), "waits", SessionState.RELEASED))
    if state == S.CHALLENGED:
        challenge = challenged(application)
        challenge.lodged_on = today() - AGO
        challenge.save()
    else:
        decision = decided(application)
        decision.decided_on = today() - AGO
        decision.save()
    Clock.objects.of(application).filter(stopped_on=None).update(stopped_on=today())
    return application


def last_of(subject):
    return Clock.objects.of(subject).order_by("-pk").first()


def test_what_is_settled_or_waits_for_nobody_gets_none():
    case, objection = objected()
    panels.settle_objection(
        objection=objection, upheld=False, reasons="No kin.", by=case.secretariat[0]
    )
    application = waiting(S.DECIDED)
    Application.objects.filter(pk=application.pk).update(state=S.PUBLISHED)

    start_missing_clocks()

    assert not Clock.objects.running().of(objection).exists()
    assert not Clock.objects.running().of(application).exists()


def test_what_has_been_reminded_of_for_the_last_time_stays_silent():
    _case, objection = objected()
    start_missing_clocks()
    let_days_pass(80)

    start_missing_clocks()

    assert not Clock.objects.running().of(objection).exists()


def test_an_objection_gets_the_day_it_would_have_had():
    _case, objection = objected()

    start_missing_clocks()

    assert last_of(objection).due_on == objection.lodged_on + SETTLE


def test_one_that_is_late_already_says_since_when_and_is_reminded_of_the_next_day():
    case, objection = objected(timedelta(days=30))

    start_missing_clocks()
    told = let_days_pass(1)

    assert last_of(objection).last_day == objection.lodged_on + SETTLE
    assert told == 1
    assert case.secretariat[0].letters.filter(subject__contains="still to be settled").count() == 1


@pytest.mark.parametrize(("state", "days"), [(S.CHALLENGED, CHALLENGE), (S.DECIDED, PUBLISH)])
def test_a_challenge_and_a_decision_count_from_their_day(state, days):
    application = waiting(state)

    start_missing_clocks()

    clock = last_of(application)
    assert (clock.step, clock.due_on) == ("remind", today() - AGO + days)


@pytest.mark.parametrize("state", [SessionState.CLOSED, SessionState.DRAWN])
def test_the_reports_of_a_session_to_come_are_watched(state):
    session = make_session(six(), state=state)
    Session.objects.filter(pk=session.pk).update(meets_on=today() + timedelta(days=100))

    start_missing_clocks()

    clock = last_of(session)
    assert (clock.step, clock.due_on) == ("remind_of_reports", today() + timedelta(days=65))


def test_a_session_that_sits_counts_from_the_day_it_was_opened():
    session = make_session(six(), state=SessionState.DRAWN)
    session.meets_on -= AGO
    session.attendance_published_on = session.meets_on - timedelta(days=30)
    session.save()
    SESSION.perform("sit", session, by=holder(PostKind.SECRETARIAT, "Sascha"))
    Clock.objects.of(session).delete()

    start_missing_clocks()

    assert last_of(session).due_on == today() + RELEASE


def test_run_again_it_starts_nothing_enters_nothing_and_asks_four_statements():
    _case, objection = objected()
    subjects = [objection, waiting(S.CHALLENGED), make_session(six(), "sits")]
    entries = TrailEntry.objects.count()
    start_missing_clocks()
    once = Clock.objects.count()

    with CaptureQueriesContext(connection) as asked:
        start_missing_clocks()

    assert all(last_of(subject).step == "remind" for subject in subjects)
    assert (Clock.objects.count(), TrailEntry.objects.count()) == (once, entries)
    assert len(asked) == 4
