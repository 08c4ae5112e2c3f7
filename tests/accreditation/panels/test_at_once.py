"""What two do about a panel at the same moment: one outcome, no deadlock."""

import time
from datetime import timedelta
from threading import Barrier

import pytest
from django.core.exceptions import PermissionDenied
from django.db import OperationalError, transaction

from accreditation import draw as drawing
from accreditation.actions import draws, panels, reviews
from accreditation.choices import ReviewState
from accreditation.models import Application, Finding, PanelMember, Review, Session
from accreditation.workflow import APPLICATION, REVIEW, SESSION
from accreditation.workflow.review import hold_the_application_of
from office import clocks, ringing
from office.clocks import Due
from office.days import today
from office.models import Clock, TrailEntry
from office.workflow import Refused
from tests.at_once import at_once
from tests.factories.accreditation_panels import (
    at_reviewing,
    freeze,
    let_the_seed_be_known,
    make_case,
)

DAY = timedelta(days=1)

pytestmark = [pytest.mark.postgres(only=True), pytest.mark.django_db(transaction=True)]


def files(member):
    REVIEW.perform("file", Review.objects.get(member=member), by=member.user)


def writes(member):
    reviews.write_finding(
        review=Review.objects.get(member=member),
        requirement=member.assigned.first(),
        kind="concern",
        seen="A closed door",
        asked="An open one",
        recommended="",
        grave=None,
        by=member.user,
    )


def declares(member):
    panels.declare(member=PanelMember.objects.get(pk=member.pk), conflict="personal",
                   by=member.user)  # fmt: skip


@pytest.mark.parametrize("act", [files, writes, declares])
def test_each_seat_changes_hands_whatever_its_holder_does_at_that_moment(act):
    case = at_reviewing()
    by = case.secretariat[0]
    leaving = case.members[:3]
    for member in leaving:
        case.assess(member)

    for member in leaving:
        panels.prepare_replacement(member=member, reason="Ill.", by=by)

        def move(number, member=member):
            if number:
                return act(member)
            mine = Application.objects.get(pk=case.application.pk)
            return APPLICATION.perform("replace_member", mine, by=by)

        outcomes = at_once(2, move)

        met = [one for one in outcomes if one is not None]
        assert not [one for one in met if isinstance(one, OperationalError)]
        assert all(isinstance(one, Refused | PermissionDenied) for one in met), met
        assert len(met) <= 1
        assert Review.objects.get(member=member).state == ReviewState.ENDED

    case.application.refresh_from_db()
    assert case.application.state == "reviewing"
    seats = TrailEntry.objects.of(case.application).filter(step="replace_member")
    assert seats.count() == len(leaving)
    assert not Finding.objects.of_the_panel().exists()


@pytest.mark.parametrize("round_", range(5))
def test_nobody_changes_the_seed_while_the_second_person_confirms(round_):
    case = make_case()
    first, second = case.secretariat
    draw = freeze(case)
    let_the_seed_be_known(case.session)
    draws.enter_seed(draw=draw, seed="agreed", by=first)
    SESSION.perform("draw", case.session, by=first)

    def act(number):
        session = Session.objects.get(pk=case.session.pk)
        if number:
            return draws.enter_seed(draw=session.draws.get(), seed="another", by=first)
        return SESSION.perform("draw", session, by=second)

    outcomes = at_once(2, act)

    draw.refresh_from_db()
    assert not [one for one in outcomes if isinstance(one, OperationalError)]
    if draw.drawn_on:
        assert draw.seed == "agreed"
        assert drawing.draw(draw.frozen, draw.seed).seats == draw.seats
    else:
        assert draw.seed == "another"
        assert not PanelMember.objects.exists()


def test_of_many_who_file_at_once_one_completes_the_panel():
    case = at_reviewing()
    members = case.members
    for member in members:
        case.assess(member)

    outcomes = at_once(len(members), lambda number: files(members[number]))

    steps = TrailEntry.objects.of(case.application).filter(step="complete")
    case.application.refresh_from_db()
    assert outcomes == [None] * len(members)
    assert (case.application.state, steps.count()) == ("settling", 1)


def test_a_reminder_rings_while_its_reviewer_files_and_neither_waits_for_ever():
    """The application is held before the review, by a clock as by a person."""
    case = at_reviewing()
    member = case.members[0]
    case.assess(member)
    review = Review.objects.get(member=member)
    clock = clocks.start("review", review, "remind", Due(today(), "a rule"))
    Clock.objects.filter(pk=clock.pk).update(started_on=today() - DAY, due_on=today() - DAY)
    both = Barrier(2, timeout=20)

    def rings():
        both.wait()
        return ringing.ring(clock)

    def files_slowly():
        with transaction.atomic():
            hold_the_application_of(review)
            both.wait()
            time.sleep(0.5)  # what rings has its first lock by now
            REVIEW.perform("file", Review.objects.get(pk=review.pk), by=member.user)

    outcomes = at_once(2, lambda number: (rings, files_slowly)[number]())

    assert not [one for one in outcomes if isinstance(one, Exception)]
    assert Review.objects.get(pk=review.pk).state == ReviewState.FILED
