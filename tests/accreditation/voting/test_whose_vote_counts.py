"""Whose vote counts towards quorum and majority, when it is counted and not only when cast."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.choices import PostKind
from accreditation import voting
from accreditation.actions import challenges, recommendations, sessions
from accreditation.choices import ChallengeOutcome, LeftOut, SessionState, VoteView
from accreditation.models import BoardVote, Vote
from accreditation.workflow import APPLICATION
from cities.choices import Role
from office.days import today
from office.workflow import Refused
from tests.factories.accreditation_committee import (
    challenged,
    drafted,
    holder,
    make_case,
    make_committee,
    make_session,
    voted,
)
from tests.factories.cities import MembershipFactory
from tests.factories.commitments import six

pytestmark = pytest.mark.django_db


@pytest.fixture
def session(db):
    return make_session(six())


@pytest.fixture
def people(session):
    return make_committee(session)


@pytest.fixture
def board(db):
    return [holder(PostKind.BOARD, f"Board {number}") for number in (1, 2, 3)]


def loses_the_post(person, application):
    person.posts.update(until=today())


def loses_the_account(person, application):
    person.is_active = False
    person.save()


def is_recused(person, application):
    application.recusals.create(member=person, reason="Family.", declared_on=today())


def joins_the_team(person, application):
    MembershipFactory(city=application.city, user=person, role=Role.EDITOR)


def falls_ill(person, application):
    application.session.attendance.filter(member=person).update(attends=False)


def was_never_recorded(person, application):
    application.session.attendance.filter(member=person).delete()


def recommended(person, application):
    Vote.objects.create(recommendation=application.recommendation, member=person, view=VoteView.FOR)


HAPPENS = [
    (loses_the_post, LeftOut.LEFT),
    (loses_the_account, LeftOut.LEFT),
    (is_recused, LeftOut.RECUSED),
    (joins_the_team, LeftOut.TEAM),
]
IN_COMMITTEE = [*HAPPENS, (falls_ill, LeftOut.ABSENT), (was_never_recorded, LeftOut.ABSENT)]
ON_THE_BOARD = [*HAPPENS, (recommended, LeftOut.RECOMMENDED)]


def settling(application, people, *, against=0):
    """A challenge with the board's draft and votes."""
    challenge = application.challenges.get()
    challenge.outcome, challenge.reasons = ChallengeOutcome.REJECTED, "The report is right."
    challenge.save()
    for number, person in enumerate(people):
        view = VoteView.AGAINST if number < against else VoteView.FOR
        BoardVote.objects.create(challenge=challenge, member=person, view=view)


@pytest.mark.parametrize(("happens", "why"), IN_COMMITTEE)
def test_a_vote_whose_member_can_take_part_no_more_is_missing_for_the_quorum(
    session, people, happens, why
):
    application = make_case(session)
    voted(drafted(application), people[:2])
    happens(people[1], application)

    with pytest.raises(Refused) as refused:
        APPLICATION.perform("recommend", application, by=people[0])

    assert refused.value.reasons == [
        "1 member has voted; 2 are needed.",
        f"The vote of Member One does not count: {why.label}.",
    ]


@pytest.mark.parametrize(("happens", "why"), IN_COMMITTEE)
def test_such_a_vote_carries_nothing(session, people, happens, why):
    application = make_case(session)
    draft = drafted(application)
    extra = holder(PostKind.COMMITTEE, "Member Three")
    session.attendance.create(member=extra, attends=True)
    voted(draft, [people[0], people[1]])
    voted(draft, [people[2], extra], VoteView.AGAINST)
    Vote.objects.filter(member=extra).update(view=VoteView.ABSTAINS)
    happens(people[1], application)

    with pytest.raises(Refused) as refused:
        APPLICATION.perform("recommend", application, by=people[0])

    assert refused.value.reasons == ["The votes do not carry the recommendation."]


@pytest.mark.parametrize(("happens", "why"), IN_COMMITTEE)
def test_where_enough_others_have_voted_the_step_is_taken_and_the_record_says_why(
    session, people, happens, why
):
    application = make_case(session)
    draft = drafted(application)
    voted(draft, people[:2])
    voted(draft, people[2:], VoteView.AGAINST)
    happens(people[2], application)

    APPLICATION.perform("recommend", application, by=people[0])

    kept = dict(Vote.objects.values_list("member__name", "left_out"))
    assert kept == {"Chair": "", "Member One": "", "Member Two": why}


def test_what_happens_after_a_recommendation_changes_nothing_in_its_count(session, people):
    application = make_case(session)
    voted(drafted(application), people)
    APPLICATION.perform("recommend", application, by=people[0])

    loses_the_post(people[2], application)

    assert len(voting.committee_count(application.recommendation).votes) == 3


@pytest.mark.parametrize(("happens", "why"), ON_THE_BOARD)
def test_a_vote_of_the_board_is_asked_the_same(session, board, happens, why):
    application = make_case(session)
    challenged(application)
    settling(application, board[:2])
    happens(board[1], application)

    with pytest.raises(Refused) as refused:
        APPLICATION.perform("settle_challenge", application, by=board[0])

    assert refused.value.reasons == [
        "1 member of the board has voted; 2 are needed.",
        f"The vote of Board 2 does not count: {why.label}.",
    ]


@pytest.mark.parametrize(("happens", "why"), ON_THE_BOARD)
def test_the_record_of_the_board_says_why_too(session, board, happens, why):
    application = make_case(session)
    challenged(application)
    settling(application, board)
    happens(board[1], application)

    APPLICATION.perform("settle_challenge", application, by=board[0])

    kept = dict(BoardVote.objects.values_list("member__name", "left_out"))
    assert kept == {"Board 1": "", "Board 2": why, "Board 3": ""}


@pytest.mark.parametrize(("happens", "why"), IN_COMMITTEE)
def test_a_member_who_can_take_part_no_more_does_not_vote(session, people, happens, why):
    application = make_case(session)
    draft = drafted(application)
    happens(people[1], application)

    with pytest.raises(Refused) as refused:
        recommendations.vote(
            application=application,
            view=VoteView.FOR,
            dissent="",
            version=draft.version,
            by=people[1],
        )

    assert refused.value.reasons == [voting.REFUSALS[why]]


@pytest.mark.parametrize(("happens", "why"), ON_THE_BOARD)
def test_a_board_member_who_can_take_part_no_more_does_not_vote(session, board, happens, why):
    application = make_case(session)
    challenged(application)
    settling(application, [])
    happens(board[1], application)

    with pytest.raises(Refused) as refused:
        challenges.board_vote(application=application, view=VoteView.FOR, version=0, by=board[1])

    assert refused.value.reasons == [voting.REFUSALS[why]]


def test_the_database_knows_why_a_vote_can_be_left_out(session, people):
    voted(drafted(make_case(session)), people[:1])

    with pytest.raises(IntegrityError), transaction.atomic():
        Vote.objects.update(left_out="disliked")


def test_the_page_says_whose_vote_does_not_count_and_why(client, session, people, sign_in):
    application = make_case(session)
    voted(drafted(application), people)
    loses_the_post(people[2], application)
    sign_in(client, people[0])

    page = client.get(reverse("accreditation:committee", args=[application.reference]))

    assert "Consensus: all who voted are for it (2)." in page.text
    assert "Member Two</span> · holds no post in this body any more" in page.text
    assert [row.member.name for row in page.context["attends"]] == ["Chair", "Member One"]


def test_the_page_of_the_board_says_it_too(client, session, board, sign_in):
    application = make_case(session)
    challenged(application)
    settling(application, board)
    is_recused(board[2], application)
    sign_in(client, board[0])

    page = client.get(reverse("accreditation:board", args=[application.reference]))

    assert "Consensus: all who voted are for it (2)." in page.text
    assert "Board 3</span> · takes no part in this case" in page.text


@pytest.mark.parametrize("count", [1, 3])
def test_votes_that_do_not_count_cost_the_same_however_many(
    client, session, people, sign_in, count, django_assert_num_queries
):
    application = make_case(session)
    others = [holder(PostKind.COMMITTEE, f"Former {number}") for number in range(count)]
    voted(drafted(application), [people[0], *others])
    for person in others:
        loses_the_post(person, application)
    sign_in(client, people[0])
    url = reverse("accreditation:committee", args=[application.reference])
    client.get(url)

    with django_assert_num_queries(27):
        page = client.get(url)

    assert page.text.count("</span> · holds no post in this body any more") == count


def test_attendance_is_not_recorded_for_somebody_who_has_left(session, people, secretariat):
    loses_the_post(people[2], None)

    with pytest.raises(Refused, match="Member Two holds no post on the committee any more"):
        sessions.set_attendance(
            session=session, version=session.version, attends={people[2]: True}, by=secretariat
        )


def test_the_page_of_attendance_counts_only_who_is_still_on_the_committee(
    client, session, people, secretariat, sign_in
):
    session.state = SessionState.CLOSED
    session.save()
    loses_the_post(people[2], None)
    sign_in(client, secretariat)

    page = client.get(reverse("accreditation:attendance", args=[session.code]))

    assert page.context["attending"] == 2
    assert ("Member Two", "Holds no post on the committee any more") in page.context["rows"]
