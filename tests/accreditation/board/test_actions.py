"""Grounds of a challenge, and what the board makes of them."""

from datetime import timedelta

import pytest

from accounts.choices import PostKind
from accreditation.actions import challenges as actions
from accreditation.choices import ApplicationState as S
from accreditation.choices import ChallengeOutcome, Outcome, Purpose, SessionState, VoteView
from accreditation.models import BoardVote, Challenge
from accreditation.workflow import APPLICATION
from office.days import today
from office.models import Clock
from office.saving import ChangedMeanwhile
from office.workflow import Refused
from tests.factories.accreditation_committee import (
    announced,
    challenged,
    holder,
    lead_of,
    level,
    made,
    make_case,
    make_committee,
    make_session,
    voted,
)
from tests.factories.commitments import six
from tests.factories.people import PostFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def session(db):
    return make_session(six())


@pytest.fixture
def board(db):
    return [holder(PostKind.BOARD, f"Board {number}") for number in (1, 2, 3)]


def write(application, grounds="It overlooks our ombudsperson.", version=0):
    return actions.write_grounds(
        application=application, grounds=grounds, version=version, by=lead_of(application)
    )


def settle(application, by, **text):
    """Save the board's draft as the form would."""
    given = {
        "outcome": ChallengeOutcome.REJECTED,
        "level": None,
        "reasons": "The report is right.",
        "version": application.challenges.get().version,
    }
    return actions.draft_settlement(application=application, by=by, **{**given, **text})


def votes(application, people, view=VoteView.FOR):
    version = application.challenges.get().version
    for person in people:
        actions.board_vote(application=application, view=view, version=version, by=person)


def test_there_is_nothing_to_challenge_before_the_release(session):
    application = make_case(session)
    made(application)

    with pytest.raises(Refused, match="no recommendation to challenge"):
        write(application)

    assert not Challenge.objects.exists()


def test_a_window_that_is_over_takes_no_grounds(session):
    application = make_case(session)
    announced(application)
    Clock.objects.of(application).update(
        started_on=today() - timedelta(days=9), due_on=today() - timedelta(days=1)
    )

    with pytest.raises(Refused, match="time for a challenge is over"):
        write(application)


def test_grounds_saved_by_somebody_else_are_not_overwritten(session):
    application = make_case(session)
    announced(application)
    write(application, "First.")

    with pytest.raises(ChangedMeanwhile):
        write(application, "Second.")

    assert Challenge.objects.get().grounds == "First."


def test_a_challenge_without_grounds_is_not_lodged(session):
    application = make_case(session)
    announced(application)
    write(application, " ")

    with pytest.raises(Refused, match="grounds"):
        APPLICATION.perform("challenge", application, by=lead_of(application))


def test_saved_grounds_are_lodged_by_the_step(session):
    application = make_case(session)
    announced(application)
    written = write(application)

    APPLICATION.perform("challenge", application, by=lead_of(application))

    written.refresh_from_db()
    assert (application.state, written.lodged_on) == (S.CHALLENGED, today())
    assert not Clock.objects.running().of(application).filter(step="adopt").exists()


def test_the_level_that_was_recommended_is_no_way_to_uphold(session):
    application = make_case(session)
    challenged(application, code="B")

    upheld = [
        found
        for outcome, found in actions.outcomes_for(application)
        if outcome == ChallengeOutcome.UPHELD
    ]

    assert [found and found.code for found in upheld] == ["A", None]


def test_the_board_takes_no_outcome_it_cannot_have(session, board):
    application = make_case(session)
    challenged(application)

    with pytest.raises(Refused, match="not possible"):
        settle(application, board[0], level=level(application, "A"))  # rejected, with a level


def test_there_is_nothing_to_settle_before_a_challenge_is_lodged(session, board):
    application = make_case(session)
    announced(application)
    write(application)

    with pytest.raises(Refused, match="no challenge to settle"):
        settle(application, board[0])


def test_who_saves_second_overwrites_nothing(session, board):
    application = make_case(session)
    challenged(application)
    settle(application, board[0], version=0)

    with pytest.raises(ChangedMeanwhile):
        settle(application, board[1], reasons="Other.", version=0)


def test_a_board_vote_belongs_to_its_text(session, board):
    application = make_case(session)
    challenged(application)
    settle(application, board[0])
    votes(application, board)

    same = settle(application, board[0])
    other = settle(application, board[0], reasons="The report is right, on every point.")

    assert (same, other) == (False, True)
    assert not BoardVote.objects.exists()


def test_nobody_votes_on_an_empty_draft_or_on_one_they_have_not_read(session, board):
    application = make_case(session)
    challenged(application)

    with pytest.raises(Refused, match="no draft"):
        votes(application, board)
    settle(application, board[0])
    with pytest.raises(Refused, match="changed since"):
        actions.board_vote(application=application, view="for", version=0, by=board[1])


def test_the_board_has_a_quorum_too(session, board):
    application = make_case(session)
    challenged(application)
    settle(application, board[0])
    votes(application, board[:1])

    with pytest.raises(Refused) as refused:
        APPLICATION.perform("settle_challenge", application, by=board[0])

    assert refused.value.reasons == ["1 member of the board has voted; 2 are needed."]


def test_nobody_who_recommended_settles(session, board):
    people = make_committee(session)
    application = make_case(session)
    challenge = challenged(application)
    voted(challenge.recommendation, people)
    settle(application, board[0])
    PostFactory(user=people[1], kind=PostKind.BOARD)

    with pytest.raises(Refused, match="You took part in the recommendation"):
        votes(application, [people[1]])

    assert not people[1].has_perm("accreditation.settle_challenge", application)


def test_a_challenge_upheld_decides_as_the_board_says(session, board):
    application = make_case(session)
    challenged(application, code="B")
    settle(
        application,
        board[0],
        outcome=ChallengeOutcome.UPHELD,
        level=level(application, "A"),
        reasons="The ombudsperson was overlooked.",
    )
    votes(application, board)

    APPLICATION.perform("settle_challenge", application, by=board[0])

    decision = application.decision
    assert (decision.level.code, decision.by_board) == ("A", True)
    assert decision.reasons == "The ombudsperson was overlooked."


def test_a_challenge_rejected_decides_as_was_recommended(session, board):
    application = make_case(session)
    challenged(application, code="B")
    settle(application, board[0])
    votes(application, board)

    APPLICATION.perform("settle_challenge", application, by=board[0])

    assert application.decision.level.code == "B"


def test_feedback_stays_feedback_whatever_the_board_says(session, board):
    application = make_case(session, purpose=Purpose.FEEDBACK)
    challenged(application, outcome=Outcome.FEEDBACK)
    settle(application, board[0], outcome=ChallengeOutcome.UPHELD)
    votes(application, board)

    APPLICATION.perform("settle_challenge", application, by=board[0])

    assert application.decision.outcome == Outcome.FEEDBACK


def test_referring_back_needs_a_session_to_come(session, board):
    application = make_case(session)
    challenged(application)
    settle(application, board[0], outcome=ChallengeOutcome.REFERRED_BACK)
    votes(application, board)

    with pytest.raises(Refused, match="No later session"):
        APPLICATION.perform("refer_back", application, by=board[0])


def test_a_case_referred_back_stands_before_the_next_session_once(session, board):
    later = make_session(session.framework, "s2", SessionState.PLANNED)
    application = make_case(session)
    challenged(application)
    settle(application, board[0], outcome=ChallengeOutcome.REFERRED_BACK)
    votes(application, board)

    APPLICATION.perform("refer_back", application, by=board[0])

    assert (application.state, application.session) == (S.REPORTED, later)
    assert application.recommendation.number == 2
    assert application.challenges.get().is_told
