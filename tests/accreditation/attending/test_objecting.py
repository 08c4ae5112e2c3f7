"""A city objects to somebody of the committee; two of the board decide, never the member."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from accounts.choices import PostKind
from accreditation import voting
from accreditation.choices import ApplicationState as S
from accreditation.choices import LeftOut
from accreditation.choices import MemberObjectionState as M
from accreditation.models import Application, MemberObjection
from accreditation.workflow import OBJECTION
from cities.choices import Role
from office.actors import CLOCK
from office.days import today
from office.models import Clock, Installation, TrailEntry
from office.ringing import let_days_pass
from office.workflow import Refused
from tests.accreditation.attending.lodging import WHY, again, decide, lodge, page_of
from tests.factories.accreditation_committee import (
    drafted,
    holder,
    lead_of,
    make_case,
    voted,
)
from tests.factories.cities import MembershipFactory

pytestmark = pytest.mark.django_db


# --- when, by whom, to whom ---------------------------------------------------------------------


def test_nobody_but_the_lead_objects(application, people):
    editor = MembershipFactory(city=application.city, role=Role.EDITOR).user

    with pytest.raises(PermissionDenied):
        lodge(application, people[1], by=editor)


def not_published(session):
    session.attendance_published_on = None


def one_day_late(session):
    session.meets_on = today() + timedelta(days=20)


@pytest.mark.parametrize(
    ("happens", "sentence"),
    [
        (not_published, "It is not published yet who attends."),
        (one_day_late, "The time for objections ended on"),
    ],
)
def test_a_city_objects_from_publication_until_the_day_of_the_edition(
    application, session, people, happens, sentence
):
    happens(session)
    session.save()

    with pytest.raises(Refused, match=sentence):
        lodge(application, people[1])

    assert not MemberObjection.objects.exists()


def test_on_the_last_day_a_city_still_objects(application, session, people):
    session.meets_on = today() + timedelta(days=21)
    session.save()

    assert lodge(application, people[1]).state == M.OPEN


def test_a_case_that_was_decided_has_nobody_to_object_to(application, people):
    application.state = S.ANNOUNCED
    application.save()

    with pytest.raises(Refused, match="does not take up this application now"):
        lodge(application, people[1])


def who_does_not_come(people, application):
    application.session.attendance.filter(member=people[1]).update(attends=False)


def who_is_recused(people, application):
    application.recusals.create(member=people[1], reason="Family.", declared_on=today())


def who_is_objected_to(people, application):
    lodge(application, people[1])


@pytest.mark.parametrize(
    ("happens", "sentence"),
    [
        (who_does_not_come, "does not attend"),
        (who_is_recused, "takes no part in your case"),
        (who_is_objected_to, "is open already"),
    ],
)
def test_there_is_nothing_to_object_to_in_a_member(application, people, happens, sentence):
    happens(people, application)

    with pytest.raises(Refused, match=sentence):
        lodge(application, people[1])


def test_without_grounds_there_is_no_objection(application, people):
    with pytest.raises(Refused, match="give the grounds"):
        lodge(application, people[1], grounds="  ")


# --- lodged -------------------------------------------------------------------------------------


def test_those_who_decide_the_secretariat_and_the_member_are_told_and_a_clock_runs(
    application, people, board, secretariat
):
    tied = holder(PostKind.BOARD, "Tied")
    MembershipFactory(city=application.city, user=tied, role=Role.EDITOR)

    objection = lodge(application, people[1])

    for person in (*board, secretariat):
        assert "objects to Member One" in person.letters.get().body
        assert "CANARY" not in person.letters.get().body
    assert people[1].letters.get().subject.endswith("an objection to you")
    assert not tied.letters.exists()
    clock = Clock.objects.running().of(objection).get()
    assert clock.due_on == application.session.meets_on - timedelta(days=7)
    assert TrailEntry.objects.of(objection).get().step == "object"


def test_the_member_concerned_never_decides_though_they_sit_on_the_board(
    client, sign_in, application, people
):
    member = people[1]
    member.posts.create(kind=PostKind.BOARD, since=today() - timedelta(days=1))
    objection = lodge(application, member)

    with pytest.raises(PermissionDenied):
        OBJECTION.perform("reject", objection, by=again(member), note="No.")

    sign_in(client, member)
    page = client.get(page_of(objection))
    step = client.get(page_of(objection, "member_objection_step", "reject"))
    assert "You do not decide on this." in page.text
    assert step.status_code == 403
    assert "Decide on an objection" not in client.get(reverse("accreditation:desk")).text


def test_it_takes_two_of_the_board_and_their_reasons(application, people, board):
    objection = lodge(application, people[1])

    with pytest.raises(Refused, match="Please give the reasons"):
        OBJECTION.perform("uphold", objection, by=board[0])
    OBJECTION.perform("uphold", objection, by=board[0], note=WHY)
    with pytest.raises(Refused, match="another person must confirm"):
        OBJECTION.perform("uphold", objection, by=board[0], note=WHY)

    objection.refresh_from_db()
    assert objection.state == M.OPEN


# --- decided ------------------------------------------------------------------------------------


def test_a_member_to_whom_the_objection_is_upheld_takes_no_part_in_this_case_alone(
    session, application, people, board
):
    other = make_case(session)
    draft = drafted(application)
    voted(draft, people)

    decide(lodge(application, people[1]), board)

    member = again(people[1])
    assert not member.has_perm("accreditation.vote", application)
    assert member.has_perm("accreditation.vote", other)
    assert list(Application.objects.visible_to(member)) == [other]
    assert member not in voting.committee_of(application)
    assert [vote.left_out for vote in voting.committee_count(draft).left_out] == [LeftOut.EXCLUDED]


def test_after_a_rejection_the_member_takes_part(application, people, board):
    decide(lodge(application, people[1]), board, "reject")

    assert again(people[1]).has_perm("accreditation.vote", application)


@pytest.mark.parametrize("step", ["uphold", "reject"])
def test_city_member_and_secretariat_read_the_decision_with_its_reasons(
    application, people, board, secretariat, step
):
    objection = lodge(application, people[1])

    decide(objection, board, step)

    for person in (lead_of(application), people[1], secretariat):
        letter = person.letters.get(subject__contains="is decided")
        assert "CANARY-REASONS" in letter.body
        assert ("takes no part in this case" in letter.body) == (step == "uphold")
    assert objection.settled_on == today()
    assert not Clock.objects.running().of(objection).exists()


def test_the_lead_takes_an_objection_back_until_it_is_decided(application, people, board):
    objection = lodge(application, people[1])

    OBJECTION.perform("take_back", objection, by=lead_of(application))

    assert objection.state == M.TAKEN_BACK
    assert board[0].letters.filter(subject__contains="was taken back").exists()
    with pytest.raises(Refused):
        OBJECTION.perform("uphold", objection, by=board[0], note=WHY)
    assert lodge(application, people[1]).reference.endswith("-O2")


def test_when_its_day_is_over_those_who_decide_are_reminded(
    application, people, board, secretariat
):
    Installation.objects.update_or_create(pk=1, defaults={"is_demonstration": True})
    objection = lodge(application, people[1])

    let_days_pass(34)

    assert objection.state == M.OPEN
    for person in (board[0], secretariat):
        assert "cannot begin before" in person.letters.get(subject__contains="still").body


def test_a_reminder_asks_for_nothing_once_it_is_decided(application, people, board):
    objection = lodge(application, people[1])
    decide(objection, board)

    with pytest.raises(Refused):
        OBJECTION.perform("remind", objection, by=CLOCK)
