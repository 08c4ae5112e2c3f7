"""A seat opens nothing to somebody whom something has come to keep from the case."""

import pytest
from django.urls import reverse

from accounts.models import User
from accreditation import letters
from accreditation.models import PanelMember, Reviewer
from cities.choices import Role
from cities.models import Membership
from office.days import today
from tests.factories.accreditation_panels import at_objecting, at_settling
from tests.factories.cities import MembershipFactory

pytestmark = pytest.mark.django_db

CONTENT = ["filing", "review", "file_review", "settling", "findings", "results", "statement"]
ALL = ["application", "panel", "late_conflict", *CONTENT]


def answers(client, case, names):
    urls = [reverse(f"accreditation:{name}", args=[case.application.reference]) for name in names]
    return {client.get(url).status_code for url in urls}


def join_the_team(member, city):
    MembershipFactory(city=city, user=member.user, role=Role.OBSERVER)


def leave_the_team_again(member, city):
    MembershipFactory(city=city, user=member.user, since="2020-01-01", until="2021-01-01")


def be_employed_there(member, city):
    Reviewer.objects.filter(pk=member.reviewer_id).update(employer=city.authority)


def work_for_it_as_a_peer(member, city):
    Reviewer.objects.filter(pk=member.reviewer_id).update(city=city)


BELONGING = [join_the_team, leave_the_team_again, be_employed_there, work_for_it_as_a_peer]


@pytest.mark.parametrize("how", BELONGING)
def test_who_belongs_to_the_authority_reads_no_content(client, sign_in, how):
    case = at_settling()
    member = case.members[0]
    sign_in(client, member.user)
    before = answers(client, case, CONTENT)

    how(member, case.city)

    assert before == {200}
    on_team = Membership.objects.current().filter(user=member.user).exists()
    reads = ["filing"] if on_team else []  # the city's own, which its team reads
    assert answers(client, case, [name for name in CONTENT if name not in reads]) == {403}


@pytest.mark.parametrize("how", BELONGING)
def test_who_belongs_to_the_authority_can_still_say_so(client, sign_in, how):
    case = at_settling()
    member = case.members[0]
    how(member, case.city)
    sign_in(client, member.user)

    assert answers(client, case, ["panel", "late_conflict"]) == {200}


@pytest.mark.parametrize("how", BELONGING)
def test_who_belongs_to_the_authority_gets_no_letter_of_the_panel(how):
    case = at_settling()
    member = case.members[0]

    how(member, case.city)

    assert member.user not in letters.panel_members(case.application)
    assert letters.panel_members(case.application).count() == len(case.members) - 1


def test_a_chair_who_belongs_to_the_authority_cannot_send_the_report():
    case = at_settling()
    chair = next(member for member in case.members if member.is_chair)
    join_the_team(chair, case.city)

    user = User.objects.get(pk=chair.user_id)

    assert not user.has_perm("accreditation.settle_panel", case.application)
    assert chair.user not in letters.panel_chair(case.application)


def test_a_seat_without_the_post_of_a_reviewer_opens_nothing(client, sign_in):
    case = at_settling()
    member = case.members[0]
    sign_in(client, member.user)

    member.user.posts.update(until=today())

    assert answers(client, case, ALL) == {404}
    assert member.user not in letters.panel_members(case.application)


def test_who_had_another_post_as_well_reads_only_what_that_one_shows(client, sign_in, holder_of):
    case = at_settling()
    member = case.members[0]
    member.user.posts.update(until=today())
    member.user.posts.create(kind="auditor", since="2020-01-01")
    sign_in(client, member.user)

    assert answers(client, case, ["review"]) == {403}
    assert answers(client, case, ["settling", "findings"]) == {200}


def test_a_closed_account_is_a_lost_seat():
    case = at_objecting()
    member = case.members[0]

    User.objects.filter(pk=member.user_id).update(is_active=False)

    assert list(PanelMember.objects.seated().lost()) == [member]


def test_nobody_is_lost_from_a_sound_panel():
    case = at_objecting()
    Reviewer.objects.update(employer="")

    assert len(case.members) == 5
    assert not PanelMember.objects.seated().lost().exists()
