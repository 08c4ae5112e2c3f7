"""What must be in place before the committee, the board and the last steps."""

from datetime import timedelta

import pytest

from accreditation.actions import recommendations
from accreditation.choices import ApplicationState as S
from accreditation.choices import Outcome, VoteView
from accreditation.demonstration import walk
from accreditation.models import Recommendation
from accreditation.workflow import APPLICATION
from office.days import today
from tests.factories.world import make_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return make_world()


def reasons(step, application):
    return APPLICATION.transitions[step].blockers(application)


def sitting(world, **facts):
    """An application before a committee that sits."""
    application = world.at(S.REPORTED, **facts)
    walk.sit(world.session, world.committee, world.secretariat[0])
    application.refresh_from_db()
    return application


def draft(world, application, outcome, level="", reasons="It is borne out.", differs=""):
    row = recommendations.draft_of(application)
    recommendations.draft_recommendation(
        application=application,
        outcome=outcome,
        level=application.framework.levels.get(code=level) if level else None,
        reasons=reasons,
        differs_because=differs,
        version=row.version,
        by=world.chair,
    )
    return recommendations.draft_of(application)


def vote(world, application, views):
    for member, view in zip(world.committee, views, strict=False):
        row = recommendations.draft_of(application)
        recommendations.vote(
            application=application, view=view, dissent="", version=row.version, by=member
        )


def test_nothing_is_recommended_outside_a_session_that_sits(world):
    application = world.at(S.REPORTED)

    found = reasons("recommend", application)

    assert "The committee is not sitting now." in found
    assert "0 members have voted; 2 are needed." in found
    assert "No recommendation has been drafted yet." in found
    assert "No deferral has been drafted yet." in reasons("defer", application)


def test_a_recommendation_needs_the_quorum_a_majority_and_reasons(world):
    application = sitting(world)
    row = draft(world, application, Outcome.LEVEL, "B")
    vote(world, application, [VoteView.FOR, VoteView.AGAINST, VoteView.ABSTAINS])
    assert reasons("recommend", application) == ["The votes do not carry the recommendation."]

    Recommendation.objects.filter(pk=row.pk).update(reasons="", level=None)
    assert reasons("recommend", application)[1:] == [
        "The reasons are not written yet.",
        "No level has been named yet.",
        "It differs from the level worked out; please say why.",
    ]


def test_a_level_other_than_the_one_worked_out_is_explained(world):
    application = sitting(world)
    draft(world, application, Outcome.NO_LEVEL)
    vote(world, application, [VoteView.FOR] * 3)
    assert reasons("recommend", application) == [
        "It differs from the level worked out; please say why."
    ]

    draft(world, application, Outcome.NO_LEVEL, differs="Grave news since.")
    vote(world, application, [VoteView.FOR] * 3)
    assert reasons("recommend", application) == []


def test_a_deferral_needs_reasons_and_a_majority_and_comes_to_an_end(world):
    application = sitting(world)
    row = draft(world, application, Outcome.DEFERRED, reasons="Law under way.")
    vote(world, application, [VoteView.AGAINST] * 3)
    assert reasons("defer", application) == ["The votes do not carry the deferral."]

    Recommendation.objects.filter(pk=row.pk).update(reasons="")
    application.deferred_times = application.framework.max_consecutive_deferrals
    found = reasons("defer", application)
    assert found[0] == "The reasons for the deferral are not written yet."
    assert "as often as the rules allow" in found[1]


def test_a_deferral_rests_until_it_was_released_and_a_later_session_is_planned(world):
    application = sitting(world)
    walk.recommend(
        application, world.committee, world.chair, outcome=Outcome.DEFERRED, reasons="Law."
    )
    assert reasons("resume", application) == ["The deferral has not been released yet."]

    walk.release(world.session, world.secretariat)
    application.refresh_from_db()
    world.later.refresh_from_db()
    type(world.later).objects.filter(pk=world.later.pk).update(state="released")
    assert reasons("resume", application) == ["No later session has been planned yet."]


def test_a_deferred_application_comes_back_to_the_next_session_by_itself(world):
    application = sitting(world)
    walk.recommend(
        application, world.committee, world.chair, outcome=Outcome.DEFERRED, reasons="Law."
    )
    walk.release(world.session, world.secretariat)
    type(world.later).objects.filter(pk=world.later.pk).update(
        meets_on=today() + timedelta(days=500)
    )

    walk.wait_for(application, S.REPORTED, most=400)

    assert application.session == world.later
    assert application.recommendation.made_on is None
    assert application.deferred_times == 1
