"""Who attends is published in time, or the committee meets later (design §5)."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from accreditation.actions import attending
from accreditation.actions import sessions as actions
from accreditation.choices import MemberObjectionState as M
from accreditation.choices import SessionState
from accreditation.models import MemberObjection
from accreditation.workflow import SESSION
from office import clocks
from office.clocks import Due
from office.days import today
from office.models import Clock, Installation, TrailEntry
from office.ringing import let_days_pass
from office.workflow import Refused
from tests.factories.accreditation_committee import (
    lead_of,
    make_case,
    make_committee,
    make_session,
)
from tests.factories.commitments import six

pytestmark = pytest.mark.django_db

WHY = "The hall was flooded."


def meets_in(days, state=SessionState.DRAWN):
    session = make_session(six(), state=state)
    session.meets_on = today() + timedelta(days=days)
    session.save()
    return session


def publish(session, people, by):
    actions.set_attendance(
        session=session, version=session.version, attends=dict.fromkeys(people, True), by=by
    )
    actions.publish_attendance(session=session, by=by)


def on_the_day(session):
    """Its meeting is today; what was published stays as long before it as it was."""
    gone = session.meets_on - today()
    session.meets_on -= gone
    if session.attendance_published_on:
        session.attendance_published_on -= gone
    session.save()


def move(session, by, days=60, because=WHY):
    to = today() + timedelta(days=days)
    attending.move_meeting(session=session, to=to, because=because, by=by)


# --- too late -----------------------------------------------------------------------------------


@pytest.mark.parametrize(("days", "meets"), [(27, False), (28, True)])
def test_a_session_meets_only_where_attendance_was_published_in_time(secretariat, days, meets):
    session = meets_in(days)
    publish(session, make_committee(), secretariat)
    on_the_day(session)

    reasons = SESSION.transitions["sit"].blockers(session)

    assert [("Please move the meeting." in one) for one in reasons] == [True] * (not meets)


@pytest.mark.parametrize(
    ("days", "says"), [(27, "cannot meet on that day"), (28, "you can object until the end of")]
)
def test_the_cities_and_the_committee_are_told_who_attends(secretariat, days, says):
    session = meets_in(days)
    application, people = make_case(session), make_committee()

    publish(session, people, secretariat)

    letter = lead_of(application).letters.get()
    assert "Member One" in letter.body
    assert says in letter.body
    assert people[1].letters.get().subject == letter.subject


def test_somebody_is_added_in_time_only_and_the_cities_are_told_again(secretariat):
    session, (chair, one, two) = meets_in(28), make_committee()
    application = make_case(session)
    actions.set_attendance(
        session=session,
        version=session.version,
        attends={chair: True, one: True, two: False},
        by=secretariat,
    )
    actions.publish_attendance(session=session, by=secretariat)

    actions.set_attendance(
        session=session, version=session.version, attends={two: True, one: False}, by=secretariat
    )

    newest = lead_of(application).letters.order_by("-pk").first()
    assert "Member Two" in newest.body
    assert "Member One" not in newest.body
    session.meets_on -= timedelta(days=1)
    session.save()
    with pytest.raises(Refused, match="Member One cannot be added any more"):
        actions.set_attendance(
            session=session, version=session.version, attends={one: True}, by=secretariat
        )


def test_a_session_does_not_meet_while_an_objection_is_open(secretariat):
    session, people = meets_in(40), make_committee()
    application = make_case(session)
    publish(session, people, secretariat)
    attending.object_to_attending(
        application=application, member=people[1], grounds="Kin.", by=lead_of(application)
    )
    on_the_day(session)

    assert SESSION.transitions["sit"].blockers(session) == [
        f"The objection to Member One on {application.reference} has not been decided yet."
    ]


def test_the_secretariat_is_reminded_before_the_day_and_told_when_it_is_over(secretariat):
    Installation.objects.update_or_create(pk=1, defaults={"is_demonstration": True})
    session = meets_in(60, SessionState.FILING)
    SESSION.perform("close_filing", session, by=secretariat)

    let_days_pass(60 - 28 - 13)
    before = secretariat.letters.get()
    let_days_pass(14)

    assert "has to be published by" in before.body
    assert "Please move the meeting" in secretariat.letters.exclude(pk=before.pk).get().body


def test_nobody_is_reminded_of_what_is_published(secretariat):
    Installation.objects.update_or_create(pk=1, defaults={"is_demonstration": True})
    session = meets_in(60, SessionState.FILING)
    SESSION.perform("close_filing", session, by=secretariat)
    publish(session, make_committee(), secretariat)
    before = secretariat.letters.count()

    let_days_pass(40)

    assert secretariat.letters.count() == before


@pytest.mark.parametrize(
    ("days", "task"),
    [(43, ""), (42, "Publish who of the committee attends"), (27, "Move the meeting")],
)
def test_it_stands_on_the_desk_of_the_secretariat(client, sign_in, secretariat, days, task):
    meets_in(days)
    sign_in(client, secretariat)

    desk = client.get(reverse("accreditation:desk")).text

    tasks = ["Publish who of the committee attends", "Move the meeting"]
    assert [one for one in tasks if one in desk] == [task] * bool(task)


# --- the meeting is moved -----------------------------------------------------------------------


def test_nobody_but_the_secretariat_moves_a_meeting(someone):
    with pytest.raises(PermissionDenied):
        move(meets_in(20), someone)


@pytest.mark.parametrize(
    ("state", "days", "because", "sentence"),
    [
        (SessionState.SITTING, 60, WHY, "has begun or is over"),
        (SessionState.DRAWN, 27, WHY, "can meet from"),
        (SessionState.DRAWN, 60, "  ", "give the reason"),
    ],
)
def test_a_meeting_moves_to_a_later_day_with_time_to_publish_and_a_reason(
    secretariat, state, days, because, sentence
):
    session = meets_in(20, state)

    with pytest.raises(Refused, match=sentence):
        move(session, secretariat, days, because)

    session.refresh_from_db()
    assert session.meets_on == today() + timedelta(days=20)


def test_a_meeting_is_never_moved_forward(secretariat):
    with pytest.raises(Refused, match="can meet from"):
        move(meets_in(100), secretariat, 60)


def test_moved_it_takes_its_clocks_along_and_attendance_is_published_anew(secretariat):
    session, people = meets_in(40), make_committee()
    application = make_case(session)
    publish(session, people, secretariat)
    objection = attending.object_to_attending(
        application=application, member=people[1], grounds="Kin.", by=lead_of(application)
    )
    clocks.start("session", session, "sit", Due(session.meets_on - timedelta(days=1), "a rule"))

    move(session, secretariat, 90)

    assert session.attendance_published_on is None
    due = {clock.step: clock.due_on for clock in Clock.objects.running().of(session)}
    assert due == {
        "sit": today() + timedelta(days=89),
        "remind_of_attendance": today() + timedelta(days=90 - 28 - 14),
        "remind_of_reports": today() + timedelta(days=90 - 28 - 7),
    }
    assert Clock.objects.running().of(objection).get().due_on == today() + timedelta(days=83)
    assert MemberObjection.objects.get().state == M.OPEN
    steps = TrailEntry.objects.of(session).values_list("step", flat=True)
    assert list(steps)[-2:] == ["move_meeting", "extend"]
    for person in (lead_of(application), people[1], secretariat):
        assert WHY in person.letters.get(subject__contains="the committee meets on").body


def test_the_page_moves_it_and_says_from_when(client, sign_in, secretariat):
    session = meets_in(20)
    sign_in(client, secretariat)
    url = reverse("accreditation:move_meeting", args=[session.code])

    empty = client.get(url)
    too_soon = client.post(url, {"to": today() + timedelta(days=21), "because": WHY})
    moved = client.post(url, {"to": today() + timedelta(days=28), "because": WHY}, follow=True)

    assert "at the earliest." in empty.text
    assert (too_soon.status_code, "can meet from" in too_soon.text) == (409, True)
    assert "The meeting is moved" in moved.text


def test_the_page_of_attendance_says_why_the_committee_cannot_meet(client, sign_in, secretariat):
    session = meets_in(20)
    publish(session, make_committee(), secretariat)
    sign_in(client, secretariat)

    page = client.get(reverse("accreditation:attendance", args=[session.code]))

    assert "The meeting has to be moved" in page.text
    assert reverse("accreditation:move_meeting", args=[session.code]) in page.text


def test_nothing_is_left_to_move_once_it_is_over(client, sign_in, secretariat):
    session = meets_in(0, SessionState.RELEASED)
    sign_in(client, secretariat)

    page = client.get(reverse("accreditation:move_meeting", args=[session.code]))

    assert "Nothing to move" in page.text
