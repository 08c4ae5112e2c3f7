"""Drafting, voting and standing aside in the committee."""

import pytest

from accreditation.actions import recommendations as actions
from accreditation.choices import ApplicationState as S
from accreditation.choices import Outcome, Purpose, SessionState, VoteView
from accreditation.models import Vote
from accreditation.workflow import APPLICATION
from office.models import TrailEntry
from office.saving import ChangedMeanwhile
from office.workflow import Refused
from tests.factories.accreditation_committee import (
    drafted,
    level,
    made,
    make_case,
    make_committee,
    make_session,
    voted,
)
from tests.factories.commitments import six

pytestmark = pytest.mark.django_db


@pytest.fixture
def session(db):
    return make_session(six())


@pytest.fixture
def people(session):
    return make_committee(session)


def draft(application, by, **text):
    """Save a draft as the form would."""
    given = {
        "outcome": Outcome.LEVEL,
        "level": level(application, "B"),
        "reasons": "As the panel found.",
        "differs_because": "",
        "version": application.recommendation.version,
    }
    return actions.draft_recommendation(application=application, by=by, **{**given, **text})


def test_an_application_that_is_not_before_the_committee_takes_no_draft(session, people):
    application = make_case(session, state=S.FACT_CHECK)

    with pytest.raises(Refused, match="not before the committee"):
        draft(application, people[0])


def test_feedback_only_is_never_given_a_level(session, people):
    application = make_case(session, purpose=Purpose.FEEDBACK)

    with pytest.raises(Refused, match="not possible"):
        draft(application, people[0])

    assert [outcome for outcome, _level in actions.outcomes_for(application)] == [
        Outcome.FEEDBACK,
        Outcome.DEFERRED,
    ]


def test_a_level_of_another_edition_is_no_outcome(session, people):
    application = make_case(session)

    with pytest.raises(Refused, match="not possible"):
        draft(application, people[0], outcome=Outcome.NO_LEVEL)  # a level without the outcome


def test_who_saves_second_overwrites_nothing(session, people):
    application = make_case(session)
    draft(application, people[0], reasons="First.", version=0)

    with pytest.raises(ChangedMeanwhile) as changed:
        draft(application, people[1], reasons="Second.", version=0)

    assert changed.value.current.reasons == "First."
    assert application.recommendation.reasons == "First."


@pytest.mark.parametrize(
    "text",
    [
        {"reasons": "Other reasons."},
        {"differs_because": "Because."},
        {"outcome": Outcome.NO_LEVEL, "level": None},
    ],
)
def test_a_vote_belongs_to_its_text(session, people, text):
    application = make_case(session)
    voted(drafted(application), people)

    cleared = draft(application, people[0], **text)

    assert cleared
    assert not Vote.objects.exists()


def test_saving_the_same_text_keeps_the_votes(session, people):
    application = make_case(session)
    voted(drafted(application), people)

    cleared = draft(application, people[0], reasons=application.recommendation.reasons)

    assert not cleared
    assert Vote.objects.count() == 3


def vote(application, by, **more):
    version = application.recommendation.version
    given = {"view": VoteView.FOR, "dissent": "", "version": version}
    return actions.vote(application=application, by=by, **{**given, **more})


def test_nobody_votes_while_the_committee_is_not_sitting(session, people):
    application = make_case(session)
    drafted(application)
    session.state = SessionState.DRAWN
    session.save()

    with pytest.raises(Refused, match="not sitting"):
        vote(application, people[0])


def test_who_does_not_attend_does_not_vote(session, people):
    application = make_case(session)
    drafted(application)
    session.attendance.filter(member=people[1]).update(attends=False)

    with pytest.raises(Refused, match="attend"):
        vote(application, people[1])


def test_nobody_votes_on_an_empty_draft(session, people):
    with pytest.raises(Refused, match="no draft"):
        vote(make_case(session), people[0])


def test_nobody_votes_on_a_text_they_have_not_read(session, people):
    application = make_case(session)
    drafted(application)

    with pytest.raises(Refused, match="changed since you read it"):
        vote(application, people[0], version=0)


def test_a_member_can_change_their_vote(session, people):
    application = make_case(session)
    drafted(application)
    vote(application, people[1])

    vote(application, people[1], view=VoteView.AGAINST, dissent="Too early.")

    cast = Vote.objects.get()
    assert (cast.view, cast.dissent) == (VoteView.AGAINST, "Too early.")


def test_the_trail_of_the_application_says_nothing_of_drafts_and_votes(session, people):
    application = make_case(session)
    draft(application, people[0])
    vote(application, people[0])
    actions.recuse(application=application, reason="My sister works there.", by=people[2])

    assert not TrailEntry.objects.of(application).exists()
    steps = TrailEntry.objects.filter(subject_number__startswith=application.reference)
    assert [entry.step for entry in steps] == ["draft", "vote", "recuse"]


def test_a_recusal_needs_a_reason(session, people):
    with pytest.raises(Refused, match="reason"):
        actions.recuse(application=make_case(session), reason=" ", by=people[1])


def test_nobody_is_recused_twice(session, people):
    application = make_case(session)
    actions.recuse(application=application, reason="My sister works there.", by=people[1])

    with pytest.raises(Refused, match="already"):
        actions.recuse(application=application, reason="Again.", by=people[1])


def test_a_recusal_withdraws_the_vote_on_a_draft_but_not_on_what_was_recommended(session, people):
    open_case, made_case = make_case(session), make_case(session)
    voted(drafted(open_case), people)
    voted(made(made_case), people)

    for application in (open_case, made_case):
        actions.recuse(application=application, reason="My sister works there.", by=people[1])

    assert open_case.recommendation.votes.count() == 2
    assert made_case.recommendation.votes.count() == 3


def test_the_quorum_is_needed(session, people):
    application = make_case(session)
    voted(drafted(application), people[:1])

    with pytest.raises(Refused) as refused:
        APPLICATION.perform("recommend", application, by=people[0])

    assert refused.value.reasons == ["1 member has voted; 2 are needed."]


def test_a_tie_carries_nothing(session, people):
    application = make_case(session)
    latest = drafted(application)
    voted(latest, people[:1])
    voted(latest, people[1:2], VoteView.AGAINST)

    with pytest.raises(Refused, match="do not carry"):
        APPLICATION.perform("recommend", application, by=people[0])


def test_another_level_than_the_one_worked_out_needs_a_reason_of_its_own(session, people):
    application = make_case(session)
    latest = drafted(application, code="A")
    voted(latest, people)

    with pytest.raises(Refused) as refused:
        APPLICATION.perform("recommend", application, by=people[0])

    assert refused.value.reasons == ["It differs from the level worked out; please say why."]


def test_a_made_recommendation_keeps_the_levels_worked_out_that_day(session, people):
    application = make_case(session)
    voted(drafted(application), people)

    APPLICATION.perform("recommend", application, by=people[0])

    latest = application.recommendation
    assert (latest.reached_low, latest.reached_high) == ("B", "B")
    assert application.state == S.RECOMMENDED


def test_only_so_many_deferrals_follow_one_another(session, people):
    application = make_case(session)
    application.deferred_times = application.framework.max_consecutive_deferrals
    application.save()
    voted(drafted(application, outcome=Outcome.DEFERRED), people)

    with pytest.raises(Refused, match="2 times in a row"):
        APPLICATION.perform("defer", application, by=people[0])
