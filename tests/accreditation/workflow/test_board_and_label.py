"""What must be in place before the board settles, and what becomes of a decision."""

import pytest

from accreditation.actions import challenges
from accreditation.choices import ApplicationState as S
from accreditation.choices import ChallengeOutcome, LabelState, Outcome, VoteView
from accreditation.demonstration import walk
from accreditation.models import Decision, Label
from accreditation.workflow import APPLICATION
from office.days import today
from office.models import Clock, Installation
from office.workflow import Refused
from tests.factories.world import make_city, make_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return make_world()


def reasons(step, application):
    return APPLICATION.transitions[step].blockers(application)


def test_a_challenge_has_grounds_and_comes_in_time(world):
    application = world.at(S.ANNOUNCED)
    assert reasons("challenge", application) == [
        "The grounds of the challenge are not written yet."
    ]
    assert reasons("adopt", application)[0].startswith("The city can challenge until the end of")

    Clock.objects.running().of(application).filter(step="adopt").update(stopped_on=today())
    assert "The time for a challenge is over." in reasons("challenge", application)


def challenged(world):
    application = world.at(S.ANNOUNCED)
    lead = world.lead_of(application.city)
    challenges.write_grounds(application=application, grounds="Page 9.", version=0, by=lead)
    APPLICATION.perform("challenge", application, by=lead)
    return application


def settle(world, application, outcome, level="", views=(VoteView.FOR, VoteView.FOR)):
    row = challenges.before_the_board(application)
    challenges.draft_settlement(
        application=application,
        outcome=outcome,
        level=application.framework.levels.get(code=level) if level else None,
        reasons="We read it again.",
        version=row.version,
        by=world.board[0],
    )
    for member, view in zip(world.board, views, strict=False):
        row = challenges.before_the_board(application)
        challenges.board_vote(application=application, view=view, version=row.version, by=member)


def test_the_board_needs_its_quorum_a_draft_and_reasons(world):
    application = challenged(world)

    found = reasons("settle_challenge", application)

    assert found == [
        "0 members of the board have voted; 2 are needed.",
        "The board has not drafted whether the challenge is upheld.",
        "The board's reasons are not written yet.",
    ]
    assert "The board has not drafted that it refers the challenge back." in reasons(
        "refer_back", application
    )


def test_the_board_needs_a_majority(world):
    application = challenged(world)
    settle(world, application, ChallengeOutcome.REJECTED, views=(VoteView.FOR, VoteView.AGAINST))

    assert reasons("settle_challenge", application) == [
        "The votes of the board do not carry its draft."
    ]


@pytest.mark.parametrize(
    ("outcome", "level", "decided"),
    [
        (ChallengeOutcome.UPHELD, "A", ("level", "A")),
        (ChallengeOutcome.UPHELD, "", ("no_level", None)),
        (ChallengeOutcome.REJECTED, "", ("level", "B")),
    ],
)
def test_the_board_decides(world, outcome, level, decided):
    application = challenged(world)
    settle(world, application, outcome, level)

    APPLICATION.perform("settle_challenge", application, by=world.board[0])

    decision = Decision.objects.get(application=application)
    assert (decision.outcome, decision.level.code if decision.level else None) == decided
    assert decision.by_board


def test_the_board_refers_back_once_at_most(world):
    application = challenged(world)
    settle(world, application, ChallengeOutcome.REFERRED_BACK)
    APPLICATION.perform("refer_back", application, by=world.board[0])

    assert application.state == S.REPORTED
    assert application.session == world.later
    application.state = S.CHALLENGED
    assert "It has been referred back once already." in reasons("refer_back", application)


def test_nothing_is_published_before_its_letter_was_previewed(world):
    application = world.at(S.DECIDED)

    with pytest.raises(Refused, match="has not been previewed yet"):
        APPLICATION.perform("publish", application, by=world.secretariat[0])


def test_feedback_only_ends_without_a_label(world):
    application = world.walk_to(world.open(), S.DRAFT)
    type(application).objects.filter(pk=application.pk).update(purpose="feedback")
    application.refresh_from_db()
    walk.submit(
        application,
        world.session,
        application.city.evidence.first(),
        world.lead_of(application.city),
        purpose="feedback",
    )
    world.walk_to(application, S.REPORTED)
    walk.sit(world.session, world.committee, world.secretariat[0])
    application.refresh_from_db()
    walk.recommend(application, world.committee, world.chair, outcome=Outcome.FEEDBACK)

    world.walk_to(application, S.PUBLISHED)

    assert application.decision.outcome == Outcome.FEEDBACK
    assert not Label.objects.exists()


def test_no_label_comes_of_a_pilot_outside_a_demonstration(world):
    application = world.at(S.DECIDED)
    type(application).objects.filter(pk=application.pk).update(is_pilot=True)
    Installation.objects.update(is_demonstration=False, offset_days=0)

    walk.publish(application, world.secretariat)

    assert application.state == S.PUBLISHED
    assert not Label.objects.exists()


def test_a_new_label_replaces_the_old_in_the_same_step(world):
    city = make_city()
    first = world.walk_to(world.open(city), S.PUBLISHED, level="B")
    old = first.decision.label
    world.session = world.plan("third")
    second = world.walk_to(world.reopen(city), S.PUBLISHED, level="A")

    old.refresh_from_db()
    new = second.decision.label
    assert (old.state, old.replaced_by) == (LabelState.REPLACED, new)
    assert list(Label.objects.held().filter(city=city)) == [new]
