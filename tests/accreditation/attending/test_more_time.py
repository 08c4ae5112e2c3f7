"""More time to decide on an objection: before the committee meets, and all concerned are told."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.formats import date_format

from accounts.choices import PostKind
from accreditation.actions.attending import move_meeting
from accreditation.actions.deadlines import extend_deadline
from office.days import today
from office.models import Clock, Installation, Letter, TrailEntry
from office.ringing import let_days_pass
from office.workflow import Refused
from tests.accreditation.attending.lodging import decide, lodge, page_of
from tests.factories.accreditation_committee import holder, lead_of

pytestmark = pytest.mark.django_db
WHY = "Two of the board are ill."


@pytest.fixture
def secretary():
    Installation.objects.update_or_create(pk=1, defaults={"is_demonstration": True})
    return holder(PostKind.SECRETARIAT, "Sascha")


@pytest.fixture
def objection(secretary, board, application, people):
    return lodge(application, people[1])


@pytest.fixture
def address(objection):
    return reverse("accreditation:member_objection_deadline", args=[objection.reference])


def due(objection):
    return Clock.objects.standing().of(objection).get()


def extend(objection, secretary, to):
    extend_deadline(subject=objection, step="remind", to=to, because=WHY, by=secretary)


def test_neither_the_board_nor_the_city_nor_the_member_gives_it(
    client, sign_in, objection, address, board, application, people, someone
):
    codes = [
        sign_in(client, person).get(address).status_code
        for person in (someone, board[0], lead_of(application), people[1])
    ]

    assert codes == [404, 403, 403, 403]


def test_the_committee_meets_after_it(objection, secretary, session):
    with pytest.raises(Refused, match="the day on which the committee meets"):
        extend(objection, secretary, session.meets_on)


@pytest.mark.parametrize("days_before", [1, 0])
def test_once_the_committee_meets_the_page_says_why_there_is_none(
    client, sign_in, objection, address, secretary, session, days_before
):
    let_days_pass((session.meets_on - today()).days - days_before)
    sign_in(client, secretary)
    why = f"before {date_format(session.meets_on)}, the day on which the committee meets."

    shown = client.get(page_of(objection)).text
    typed = client.get(address).text

    assert (address in shown, why in shown) == (bool(days_before), not days_before)
    assert why in typed
    assert ('name="to"' in typed) == bool(days_before)


def test_what_is_decided_gets_no_more_time(client, sign_in, objection, address, board, secretary):
    decide(objection, board)

    page = sign_in(client, secretary).get(address)

    assert "Nothing to extend" in page.text
    assert address not in client.get(page_of(objection)).text


@pytest.mark.parametrize("late", [True, False])
def test_all_concerned_are_told_and_the_board_is_reminded_of_the_later_day(
    client, sign_in, objection, address, board, secretary, application, people, late
):
    before = due(objection).due_on
    let_days_pass((before - today()).days + (1 if late else -1))
    later = before + timedelta(days=4)

    sign_in(client, secretary).post(address, {"to": later, "because": WHY})

    told = set(Letter.objects.filter(body__contains=WHY).values_list("to", flat=True))
    page = client.get(page_of(objection)).text
    let_days_pass((later - today()).days + 1)
    reminder = Letter.objects.filter(to=board[0]).first()
    concerned = [*board, secretary, lead_of(application), people[1]]
    assert told == {person.pk for person in concerned}
    assert date_format(later, "j F Y") in page
    assert f"Extended: {WHY}" in page
    assert f"was to be decided by {date_format(later, 'j F Y')}" in reminder.body
    assert "extend" in TrailEntry.objects.of(objection).values_list("step", flat=True)


def test_moving_the_meeting_takes_no_time_that_was_given(objection, secretary, session):
    later = session.meets_on - timedelta(days=1)
    extend(objection, secretary, later)

    move_meeting(
        session=session, to=session.meets_on + timedelta(days=1), because=WHY, by=secretary
    )

    assert (due(objection).due_on, due(objection).extended_because) == (later, WHY)
