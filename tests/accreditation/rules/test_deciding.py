"""Whoever reviewed does not decide, and whoever recommended does not settle the challenge."""

import pytest
from django.urls import reverse

from accounts.choices import PostKind
from accounts.models import User
from accreditation import letters
from accreditation.actions import recommendations
from accreditation.choices import ApplicationState as S
from accreditation.choices import Outcome
from accreditation.models import Application, Challenge, Draw, Panel, PanelMember
from accreditation.workflow import APPLICATION
from office.days import today
from tests.factories.accreditation_committee import (
    announced,
    challenged,
    drafted,
    holder,
    make_case,
    make_committee,
    make_session,
    voted,
)
from tests.factories.commitments import six
from tests.factories.people import PostFactory
from tests.factories.world import make_reviewer

pytestmark = pytest.mark.django_db


@pytest.fixture
def session(db):
    return make_session(six())


def on_the_panel(application, *, left=False, dissolved=False):
    """A reviewer who sits on a panel of this application, or once did."""
    reviewer = make_reviewer("expert", "BE")
    draw = Draw.objects.create(
        session=application.session, number=1, frozen="", frozen_hash="", frozen_by=reviewer.user
    )
    panel = Panel.objects.create(
        application=application, draw=draw, drawn_on=today(),
        dissolved_on=today() if dissolved else None,
    )  # fmt: skip
    PanelMember.objects.create(
        panel=panel, reviewer=reviewer, user=reviewer.user, seat="expert", joined_on=today(),
        declared_on=today(), left_on=today() if left else None,
    )  # fmt: skip
    return reviewer.user


def may(user, name, application):
    return User.objects.get(pk=user.pk).has_perm(f"accreditation.{name}", application)


def url(application, name):
    return reverse(f"accreditation:{name}", args=[application.reference])


SEATS = [{}, {"left": True}, {"dissolved": True}]


@pytest.mark.parametrize("seat", SEATS)
@pytest.mark.parametrize("kind", [PostKind.COMMITTEE, PostKind.COMMITTEE_CHAIR])
def test_who_sits_or_sat_on_the_panel_takes_no_part_in_the_committee(session, kind, seat):
    application = make_case(session)
    reviewer = on_the_panel(application, **seat)
    PostFactory(user=reviewer, kind=kind)

    assert not may(reviewer, "vote", application)
    assert not may(reviewer, "recommend", application)
    assert not may(reviewer, "read_deliberation", application)
    assert reviewer not in letters.committee(application)


@pytest.mark.parametrize("seat", SEATS)
def test_who_sits_or_sat_on_the_panel_takes_no_part_in_the_board(session, seat):
    application = make_case(session)
    challenged(application)
    reviewer = on_the_panel(application, **seat)
    PostFactory(user=reviewer, kind=PostKind.BOARD)

    assert not may(reviewer, "settle_challenge", application)
    assert not may(reviewer, "read_votes", application)
    assert reviewer not in letters.board(application)


@pytest.mark.parametrize("kind", [PostKind.COMMITTEE, PostKind.BOARD])
def test_the_file_is_hidden_from_who_left_the_panel(client, sign_in, session, kind):
    application, other = make_case(session), make_case(session)
    for one in (application, other):
        challenged(one)
    reviewer = on_the_panel(application, left=True)
    PostFactory(user=reviewer, kind=kind)
    sign_in(client, reviewer)

    assert client.get(url(application, "application")).status_code == 404
    assert list(Application.objects.visible_to(User.objects.get(pk=reviewer.pk))) == [other]


def test_a_member_of_another_panel_votes(session):
    application, other = make_case(session), make_case(session)
    reviewer = on_the_panel(other)
    PostFactory(user=reviewer, kind=PostKind.COMMITTEE)

    assert may(reviewer, "vote", application)
    assert reviewer in letters.committee(application)


def test_a_chair_who_recommended_without_a_vote_does_not_settle_the_challenge(
    client, sign_in, session
):
    application = make_case(session)
    chair, *members = make_committee(session)
    draft = drafted(application)
    voted(draft, [*members, holder(PostKind.COMMITTEE, "Member Three")])
    APPLICATION.perform("recommend", application, by=chair)
    application.state = S.CHALLENGED
    application.save()
    Challenge.objects.create(
        application=application, recommendation=draft, grounds="No.", lodged_on=today()
    )
    PostFactory(user=chair, kind=PostKind.BOARD)
    sign_in(client, chair)

    page = client.get(url(application, "board"))

    assert page.status_code == 403
    assert not may(chair, "settle_challenge", application)


def test_who_wrote_the_recommendation_does_not_settle_the_challenge(session):
    application = make_case(session)
    writer = make_committee(session)[1]
    recommendations.draft_recommendation(
        application=application, outcome=Outcome.NO_LEVEL, level=None, reasons="Too little.",
        differs_because="", version=0, by=writer,
    )  # fmt: skip
    announced(application)
    application.state = S.CHALLENGED
    application.save()
    PostFactory(user=writer, kind=PostKind.BOARD)

    assert not may(writer, "settle_challenge", application)


def test_who_recommended_in_another_case_settles_this_challenge(session):
    application, other = make_case(session), make_case(session)
    chair, *members = make_committee(session)
    voted(drafted(other), [chair, *members])
    APPLICATION.perform("recommend", other, by=chair)
    challenged(application)
    PostFactory(user=chair, kind=PostKind.BOARD)

    assert may(chair, "settle_challenge", application)
