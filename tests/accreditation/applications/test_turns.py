"""“It is your turn” stands only where this person can do what the procedure waits for; letters
go to a whole panel alike.
"""

from collections import Counter
from datetime import timedelta

import pytest
from django.urls import reverse

from accounts.choices import PostKind
from accreditation.actions import panels
from accreditation.actions.deadlines import extend_deadline
from accreditation.choices import ApplicationState as S
from accreditation.choices import SessionState
from accreditation.letters import is_turn_of, who_has_the_ball
from accreditation.responding import deadlines_of
from accreditation.workflow import APPLICATION, REVIEW
from office.actors import CLOCK
from office.days import today
from office.models import Clock, Letter
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
    people = [*case.secretariat, *(member.user for member in case.members)]

    turns = {person for person in people if is_turn_of(person, case.application, None)}

    assert turns == {*case.secretariat}


def test_whoever_has_filed_a_review_waits_for_the_others():
    case = at_reviewing()
    first, *others = case.members
    case.assess(first)
    REVIEW.perform("file", first.review, by=first.user)

    assert not is_turn_of(first.user, case.application, None)
    assert all(is_turn_of(each.user, case.application, None) for each in others)


def filed_by_one():
    case = at_reviewing()
    first = case.members[0]
    case.assess(first)
    REVIEW.perform("file", first.review, by=first.user)
    return case


def declared_by_one():
    case = at_objecting()
    first = case.members[0]
    panels.declare(member=first, conflict="", by=first.user)
    return case


def remind(case):
    APPLICATION.perform("remind", case.application, by=CLOCK)


def give_more_time(case):
    clock = next(iter(deadlines_of(case.application)))
    extend_deadline(
        subject=case.application, step=clock.step, to=clock.due_on + timedelta(days=14),
        because="Floods.", by=case.secretariat[0],
    )  # fmt: skip


def written_to(act, case):
    """How many letters each person got by this."""
    before = Counter(Letter.objects.values_list("to", flat=True))
    act(case)
    return Counter(Letter.objects.values_list("to", flat=True)) - before


@pytest.mark.parametrize(
    ("done_by_one", "act"),
    [(filed_by_one, remind), (filed_by_one, give_more_time), (declared_by_one, give_more_time)],
)
def test_no_letter_tells_who_of_a_panel_has_done_their_part(done_by_one, act):
    case = done_by_one()

    written = written_to(act, case)

    assert [written[member.user_id] for member in case.members] == [1] * 5
    assert not any(written[person.pk] for person in case.secretariat)


def test_while_a_seat_is_to_be_filled_letters_go_to_the_secretariat_besides():
    case = declared_by_one()
    lost, *others = case.members[::-1]
    case.lose(lost)

    written = written_to(give_more_time, case)

    assert [written[member.user_id] for member in others] == [1] * 4
    assert [written[person.pk] for person in case.secretariat] == [1, 1]
    assert not written[lost.user_id]


def test_the_secretariat_is_led_to_the_draw_it_is_waited_for(client, sign_in):
    application = make_world().at(S.FORMING)
    page = sign_in(client, holder(PostKind.SECRETARIAT)).get(application.get_absolute_url()).text

    assert "It is your turn" in page
    assert f'href="{reverse("accreditation:draw", args=[application.session.code])}"' in page
