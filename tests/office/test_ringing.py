"""A clock beside a person: one order of locks, one winner, and no mark where nothing was tried."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import OperationalError

from accreditation.choices import SessionState as S
from office import clocks, ringing
from office.actors import acting
from office.clocks import Due
from office.days import today
from office.models import Clock, TrailEntry
from office.workflow import Refused
from tests.at_once import at_once
from tests.office.conftest import NAME

A_DAY = timedelta(days=1)
ROUNDS = 25


@pytest.fixture
def clock(flow, subject):
    """A clock on “open”, over since yesterday."""
    return over(clocks.start(NAME, subject, "open", Due(today(), "a rule")))


def over(clock):
    Clock.objects.filter(pk=clock.pk).update(started_on=today() - A_DAY, due_on=today() - A_DAY)
    clock.refresh_from_db()
    return clock


def raising(problem):
    def effect(_subject, _taken):
        raise problem

    return effect


def let_the_step_fail(flow, problem):
    row = flow.transitions["open"]
    flow.transitions["open"] = type(row)(**{**vars(row), "effects": [raising(problem)]})


def test_a_database_that_is_away_leaves_no_mark_on_the_clock(flow, clock):
    let_the_step_fail(flow, OperationalError("the connection is lost"))

    with pytest.raises(OperationalError):
        ringing.ring(clock)

    clock.refresh_from_db()
    assert (clock.tried_on, clock.reasons, clock.rung_on) == (None, [], None)


def test_something_missing_inside_a_step_does_not_stop_the_clock_for_good(flow, clock, caplog):
    """Only a subject that is gone ends its clock; a step that misses something is a broken case."""
    let_the_step_fail(flow, Clock.DoesNotExist("what the step needed"))

    assert not ringing.ring(clock)

    clock.refresh_from_db()
    assert clock.stopped_on is None
    assert clock.reasons == ["This step could not be taken. The secretariat is looking into it."]


def test_a_step_nothing_waits_for_any_more_is_not_taken_and_its_clock_is_silent(
    flow, clock, subject, made
):
    row = flow.transitions["open"]
    flow.transitions["open"] = replace(row, waits=lambda _subject: False)

    ringing.ring_due()

    clock.refresh_from_db()
    subject.refresh_from_db()
    assert (subject.state, made) == (S.PLANNED, [])
    assert (clock.rung_on, clock.reasons) == (today(), [])
    assert not TrailEntry.objects.exists()


def test_a_clock_extended_since_it_was_found_does_not_ring(clock, subject, secretariat):
    clocks.extend(clock, subject, to=today(), because="A holiday.", by=acting(secretariat))

    assert not ringing.ring(clock)

    subject.refresh_from_db()
    assert subject.state == S.PLANNED


@pytest.mark.postgres(only=True)
@pytest.mark.django_db(transaction=True)
def test_of_a_person_and_a_clock_at_once_one_wins_and_neither_waits_for_ever(
    flow, subject, secretariat
):
    """Both change the subject and its clock; in two orders of locks they would meet head-on."""
    for _round in range(ROUNDS):
        type(subject).objects.update(state=S.PLANNED)
        clock = over(clocks.start(NAME, subject, "open", Due(today(), "a rule")))
        acts = [
            lambda clock=clock: ringing.ring(clock),
            lambda: flow.perform("open", type(subject).objects.get(), by=secretariat),
        ]

        outcomes = at_once(2, lambda number, acts=acts: acts[number]())

        rung, refused = True in outcomes, [one for one in outcomes if isinstance(one, Refused)]
        assert sorted(map(str, outcomes)) == sorted(
            ["True", str(refused[0])] if rung else ["False", "None"]
        )
        clock.refresh_from_db()
        assert (clock.rung_on is not None, clock.stopped_on is not None) == (rung, not rung)
    assert TrailEntry.objects.filter(step="open").count() == ROUNDS
