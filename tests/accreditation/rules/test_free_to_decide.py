"""Who is kept from a case is kept from all of it: permission, vote, letter and list agree."""

import pytest
from django.urls import reverse

from accounts.choices import PostKind
from accounts.models import User
from accreditation import letters, voting
from accreditation.actions import recommendations
from accreditation.choices import ApplicationState as S
from accreditation.choices import LeftOut, Outcome, VoteView
from accreditation.models import Application, Draw, Panel, PanelMember, Vote
from accreditation.workflow import APPLICATION
from cities.choices import Role
from office.days import today
from office.models import Letter
from tests.factories.accreditation_committee import (
    announced,
    challenged,
    drafted,
    holder,
    lead_of,
    make_case,
    make_committee,
    make_session,
    voted,
)
from tests.factories.cities import MembershipFactory
from tests.factories.commitments import six
from tests.factories.world import make_reviewer

pytestmark = pytest.mark.django_db


@pytest.fixture
def session(db):
    return make_session(six())


def recused(person, application):
    application.recusals.create(member=person, reason="Family.", declared_on=today())


def on_the_team(person, application):
    MembershipFactory(city=application.city, user=person, role=Role.OBSERVER)


def once_on_the_panel(person, application):
    reviewer = make_reviewer("expert", "BE")
    draw = Draw.objects.create(
        session=application.session, number=1, frozen="", frozen_hash="", frozen_by=person
    )
    panel = Panel.objects.create(
        application=application, draw=draw, drawn_on=today(), dissolved_on=today()
    )
    PanelMember.objects.create(
        panel=panel, reviewer=reviewer, user=person, seat="expert", joined_on=today()
    )


def voted_on_it(person, application):
    Vote.objects.create(recommendation=application.recommendation, member=person, view=VoteView.FOR)


KEEPS = [
    (recused, LeftOut.RECUSED),
    (on_the_team, LeftOut.TEAM),
    (once_on_the_panel, LeftOut.PANEL),
]


def again(user):
    """The same person in another request."""
    return User.objects.get(pk=user.pk)


@pytest.mark.parametrize(("happens", "why"), KEEPS)
def test_who_is_kept_from_the_committee_is_kept_from_all_of_it(session, happens, why):
    application, other = make_case(session), make_case(session)
    _chair, kept, free = make_committee(session)
    draft = drafted(application)
    voted(draft, [kept, free])

    happens(kept, application)

    count = voting.committee_count(draft)
    assert [vote.left_out for vote in count.left_out] == [why]
    assert voting.refusal_in_committee(draft, kept) == str(voting.REFUSALS[why])
    assert kept not in letters.committee(application)
    assert not again(kept).has_perm("accreditation.vote", application)
    assert other in Application.objects.visible_to(again(kept))
    assert (application in Application.objects.visible_to(again(kept))) == (why == LeftOut.TEAM)

    assert free in letters.committee(application)
    assert again(free).has_perm("accreditation.vote", application)


@pytest.mark.parametrize(("happens", "why"), [*KEEPS, (voted_on_it, LeftOut.RECOMMENDED)])
def test_who_is_kept_from_the_board_is_kept_from_all_of_it(session, happens, why):
    application = make_case(session)
    kept, free = (holder(PostKind.BOARD, name) for name in ("Kept", "Free"))
    challenge = challenged(application)
    for person in (kept, free):
        challenge.votes.create(member=person, view=VoteView.FOR)

    happens(kept, application)

    count = voting.board_count(challenge)
    assert [vote.left_out for vote in count.left_out] == [why]
    assert voting.refusal_on_board(challenge, kept) == str(voting.REFUSALS[why])
    assert list(letters.board(application)) == [free]
    assert not again(kept).has_perm("accreditation.settle_challenge", application)
    assert again(free).has_perm("accreditation.settle_challenge", application)


def wrote_a_draft(person, application):
    recommendations.draft_recommendation(
        application=application, outcome=Outcome.NO_LEVEL, level=None, reasons="Too little.",
        differs_because="", version=0, by=person,
    )  # fmt: skip


@pytest.mark.parametrize("happens", [on_the_team, voted_on_it, wrote_a_draft])
def test_a_challenge_is_written_of_to_those_of_the_board_who_settle_it(session, happens):
    application = make_case(session)
    kept, free = (holder(PostKind.BOARD, name) for name in ("Kept", "Free"))
    happens(kept, application)
    latest = announced(application)
    application.challenges.create(recommendation=latest, grounds="Our ombudsperson.")

    APPLICATION.perform("challenge", application, by=lead_of(application))

    assert application.state == S.CHALLENGED
    told = Letter.objects.exclude(to=lead_of(application))
    assert [letter.to for letter in told] == [free]


@pytest.mark.parametrize("count", [1, 3])
def test_the_desk_of_the_board_asks_once_about_all_cases(
    client, sign_in, session, count, django_assert_num_queries
):
    member = holder(PostKind.BOARD)
    for _number in range(count):
        challenged(make_case(session))
    recommended = make_case(session)
    voted_on_it(member, recommended)
    challenged(recommended)
    sign_in(client, member)
    client.get(reverse("accreditation:desk"))

    with django_assert_num_queries(7):
        page = client.get(reverse("accreditation:desk"))

    assert page.text.count("Settle the challenge") == count
