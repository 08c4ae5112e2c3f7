"""“It is your turn” stands only where this person can do what the procedure waits for."""

from datetime import timedelta

import pytest
from django.urls import reverse

from accounts.choices import PostKind
from accreditation.actions import panels
from accreditation.choices import ApplicationState as S
from accreditation.choices import SessionState
from accreditation.letters import is_turn_of, who_has_the_ball
from accreditation.workflow import REVIEW
from office.days import today
from office.models import Clock
from tests.factories.accreditation_committee import holder
from tests.factories.accreditation_panels import at_objecting, at_reviewing
from tests.factories.world import make_world

pytestmark = pytest.mark.django_db


def clock_of(application, *, is_over):
    day = today() - timedelta(days=1) if is_over else today()
    return Clock(due_on=day, late_since=day if is_over else None)


@pytest.mark.parametrize("state", [S.HEARING, S.DEFERRED])
def test_while_only_days_have_to_pass_it_is_nobodys_turn(state):
    application = make_world().at(S.HEARING)
    application.state = state
    running = clock_of(application, is_over=False)

    turns = [is_turn_of(person, application, running) for person in who_has_the_ball(application)]

    assert turns
    assert not any(turns)


def test_a_hearing_that_is_over_and_cannot_be_closed_waits_for_the_secretariat():
    application = make_world().at(S.HEARING)

    assert is_turn_of(
        holder(PostKind.SECRETARIAT), application, clock_of(application, is_over=True)
    )


def test_before_the_committee_sits_its_members_can_only_wait():
    application = make_world().at(S.REPORTED)
    session, (member, *_others) = application.session, who_has_the_ball(application)

    session.state = SessionState.DRAWN
    assert not is_turn_of(member, application, None)
    session.state = SessionState.SITTING
    assert is_turn_of(member, application, None)


def test_whoever_has_declared_waits_for_the_others():
    case = at_objecting()
    first, *others = case.members
    panels.declare(member=first, conflict="", by=first.user)

    assert not is_turn_of(first.user, case.application, None)
    assert all(is_turn_of(each.user, case.application, None) for each in others)


def test_a_seat_to_be_filled_anew_waits_for_the_secretariat_alone():
    case = at_objecting()
    case.lose(case.members[0])

    assert {*who_has_the_ball(case.application)} == {*case.secretariat}


def test_whoever_has_filed_a_review_waits_for_the_others():
    case = at_reviewing()
    first, *others = case.members
    case.assess(first)
    REVIEW.perform("file", first.review, by=first.user)

    assert not is_turn_of(first.user, case.application, None)
    assert all(is_turn_of(each.user, case.application, None) for each in others)


def test_the_secretariat_is_led_to_the_draw_it_is_waited_for(client, sign_in):
    application = make_world().at(S.FORMING)
    page = sign_in(client, holder(PostKind.SECRETARIAT)).get(application.get_absolute_url()).text

    assert "It is your turn" in page
    assert f'href="{reverse("accreditation:draw", args=[application.session.code])}"' in page
