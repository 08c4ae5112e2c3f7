"""The committee attaches conditions to a level; they bind once that level is a label."""

from datetime import timedelta

import pytest

from accounts.choices import PostKind
from accreditation import clocks, letters
from accreditation.actions.challenges import outcomes_for
from accreditation.actions.conditions import conditions_of, keep_conditions
from accreditation.actions.recommendations import draft_of, draft_recommendation
from accreditation.choices import ApplicationState as S
from accreditation.choices import ChallengeOutcome, Outcome
from accreditation.demonstration import walk
from accreditation.forms.recommendations import RecommendationForm, words_of_outcome
from accreditation.models import Condition, Label
from accreditation.workflow import APPLICATION
from office.days import today
from office.models import Clock, Installation, Letter
from office.ringing import let_days_pass
from office.workflow import Refused
from tests.factories.accreditation_committee import (
    challenged,
    decided,
    drafted,
    holder,
    lead_of,
    level,
    make_case,
    make_committee,
    make_session,
    voted,
)
from tests.factories.commitments import six

pytestmark = pytest.mark.django_db
ASKED = "Name an ombudsperson."


@pytest.fixture
def session(db):
    Installation.objects.update_or_create(pk=1, defaults={"is_demonstration": True})
    return make_session(six())


@pytest.fixture
def people(session):
    return make_committee(session)


@pytest.fixture
def case(session):
    return make_case(session)


def draft(application, by, *conditions, code="B"):
    return draft_recommendation(
        application=application,
        outcome=Outcome.LEVEL if code else Outcome.NO_LEVEL,
        level=level(application, code) if code else None,
        reasons="The findings carry it.",
        differs_because="The dialogue.",
        conditions=conditions,
        version=draft_of(application).version,
        by=by,
    )


def in_days(days):
    return today() + timedelta(days=days)


def conditional(application, code="B"):
    """The draft has a level and a condition."""
    given = drafted(application, code=code)
    keep_conditions(given, [(ASKED, in_days(300))])


def before_the_board(application, outcome):
    """The board's draft on a challenge to a level with a condition."""
    keep_conditions(draft_of(application), [(ASKED, in_days(300))])
    challenge = challenged(application)
    challenge.outcome, challenge.reasons = outcome, "We have read the file."
    challenge.level = level(application, "B") if outcome == ChallengeOutcome.UPHELD else None
    challenge.save()
    board = [holder(PostKind.BOARD, f"Board {number}") for number in (1, 2, 3)]
    for member in board:
        challenge.votes.create(member=member, view="for")
    APPLICATION.perform("settle_challenge", application, by=board[0])
    application.refresh_from_db()
    return application.decision


def published(application):
    two = [holder(PostKind.SECRETARIAT, f"Secretariat {number}") for number in (1, 2)]
    walk.publish(application, two)
    return Label.objects.get()


def test_a_condition_goes_with_a_level_and_with_nothing_else(case, people):
    with pytest.raises(Refused, match="goes with a level"):
        draft(case, people[0], (ASKED, in_days(300)), code="")


@pytest.mark.parametrize("days", [100, 365 * 6])
def test_its_day_is_neither_too_soon_nor_after_the_last_day_of_the_label(case, people, days):
    with pytest.raises(Refused, match=r"“Name an ombudsperson.”: the day must be between"):
        draft(case, people[0], (ASKED, in_days(days)))


def test_the_first_day_a_condition_can_name_is_half_a_year_on(case, people):
    first, last = clocks.condition_days(case.framework.clocks, today())

    draft(case, people[0], (ASKED, first), ("Say who answers.", last))

    assert conditions_of(draft_of(case)) == [(ASKED, first), ("Say who answers.", last)]


def test_a_condition_whose_day_has_come_too_near_keeps_the_chair_from_recommending(case, people):
    first, _last = clocks.condition_days(case.framework.clocks, today())
    draft(case, people[0], (ASKED, first))
    let_days_pass(1)

    blockers = APPLICATION.transitions["recommend"].blockers(case)

    assert [reason for reason in blockers if "the day must be between" in reason]


def test_a_vote_belongs_to_the_conditions_voted_on(case, people):
    draft(case, people[0], (ASKED, in_days(300)))
    voted(draft_of(case), people)

    assert not draft(case, people[0], (ASKED, in_days(300)))
    assert draft(case, people[0], (ASKED, in_days(301)))
    assert not draft_of(case).votes.exists()


def test_the_letter_with_the_recommendation_names_the_condition_and_its_day(case):
    conditional(case)

    _subject, text = letters.rendered(case, lead_of(case), "mail/recommendation.txt")

    assert ASKED in text


def test_conditions_bind_with_the_label_and_the_letter_names_them(case):
    conditional(case)
    decided(case)
    bound_before = Condition.objects.binding().exists()

    label = published(case)

    condition = label.conditions.get()
    assert not bound_before
    assert condition.reference == f"{label.number}-C1"
    assert Clock.objects.running().of(condition).get().step == "remind"
    assert ASKED in Letter.objects.filter(to=lead_of(case)).first().body


def test_a_level_may_be_upheld_as_it_is_where_a_condition_is_challenged(session):
    plain, asked = make_case(session), make_case(session)
    keep_conditions(draft_of(asked), [(ASKED, in_days(300))])
    for application in (plain, asked):
        challenged(application)

    upheld = (ChallengeOutcome.UPHELD, level(plain, "B"))
    assert upheld not in outcomes_for(plain)
    assert upheld in outcomes_for(asked)


def test_conditions_stand_where_the_board_rejects_the_challenge(case):
    decision = before_the_board(case, ChallengeOutcome.REJECTED)

    assert [one.text for one in decision.conditions] == [ASKED]


def test_conditions_fall_where_the_board_upholds_the_challenge(case):
    decision = before_the_board(case, ChallengeOutcome.UPHELD)

    label = published(case)

    assert case.state == S.PUBLISHED
    assert list(decision.conditions) == []
    assert not label.conditions.exists()
    assert ASKED not in Letter.objects.filter(to=lead_of(case)).first().body


def form(**typed):
    framework = six()
    outcomes = [(Outcome.LEVEL, level) for level in framework.levels.all()]
    data = {"proposes": "level:A", "reasons": "Why.", "version": 0, **typed}
    return RecommendationForm(data, outcomes=outcomes, words=words_of_outcome, question="What?")


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({"condition_1": ASKED}, {"due_1": ["Please say by when."]}),
        ({"due_2": "2030-05-03"}, {"condition_2": ["Please say what is asked."]}),
        ({"condition_1": ASKED, "due_1": "soon"}, {"due_1": ["Enter a valid date."]}),
    ],
)
def test_a_condition_has_both_words_and_a_day(typed, wrong):
    assert form(**typed).errors == wrong


def test_conditions_left_empty_are_none():
    asked = form(condition_3=ASKED, due_3="2030-05-03")

    assert asked.is_valid()
    assert [text for text, _day in asked.text()["conditions"]] == [ASKED]


def test_a_form_without_levels_asks_for_no_condition():
    only = RecommendationForm(
        outcomes=[(Outcome.FEEDBACK, None)], words=words_of_outcome, question="What?"
    )

    assert "condition_1" not in only.fields
