"""A change of a seat that was prepared is looked at once more when it is carried out."""

import pytest

from accounts.models import User
from accreditation.actions import panels
from accreditation.models import Conflict, PanelMember, Replacement, Reviewer
from accreditation.workflow import APPLICATION
from cities.choices import Role
from office.days import today
from office.workflow import Refused
from tests.factories.accreditation_panels import at_reviewing, make_case
from tests.factories.cities import MembershipFactory

pytestmark = pytest.mark.django_db


def has_a_conflict_now(case, coming):
    Conflict.objects.create(reviewer=coming, city=case.city, kind="personal", declared_on=today())


def is_on_the_team_now(case, coming):
    MembershipFactory(city=case.city, user=coming.user, role=Role.EDITOR)


def is_employed_there_now(case, coming):
    Reviewer.objects.filter(pk=coming.pk).update(employer=case.city.authority)


def is_no_reviewer_any_more(case, coming):
    coming.user.posts.update(until=today())


def is_not_available_any_more(case, coming):
    Reviewer.objects.filter(pk=coming.pk).update(available=False)


def has_a_closed_account(case, coming):
    User.objects.filter(pk=coming.user_id).update(is_active=False)


def has_two_cases_now(case, coming):
    for country in ("PT", "FI"):
        other = make_case(framework=case.framework, session=case.session, country=country)
        panel = other.application.panels.create(draw=case.session.draws.first(), drawn_on=today())
        PanelMember.objects.create(
            panel=panel, reviewer=coming, user=coming.user, seat=coming.seat, joined_on=today()
        )


CHANGES = [
    has_a_conflict_now, is_on_the_team_now, is_employed_there_now, is_no_reviewer_any_more,
    is_not_available_any_more, has_a_closed_account, has_two_cases_now,
]  # fmt: skip


@pytest.fixture
def case():
    return at_reviewing()


def prepare(case):
    leaving = next(member for member in case.members if member.is_chair)
    return panels.prepare_replacement(member=leaving, reason="Ill.", by=case.secretariat[0])


@pytest.mark.parametrize("change", CHANGES)
def test_a_replacement_a_rule_has_come_to_stand_against_is_refused(case, change):
    prepared = prepare(case)
    before = {member.pk for member in case.members}

    change(case, prepared.coming)

    with pytest.raises(Refused) as refused:
        APPLICATION.perform("replace_member", case.application, by=case.secretariat[0])
    assert refused.value.reasons == [
        f"{prepared.coming.public_name} cannot take this seat any more. Please drop the change and "
        "prepare another."
    ]
    assert {member.pk for member in case.members} == before


def test_another_replacement_can_be_prepared_then(case):
    first = prepare(case).coming
    has_a_conflict_now(case, first)

    panels.drop_replacement(application=case.application, by=case.secretariat[0])
    second = prepare(case).coming
    APPLICATION.perform("replace_member", case.application, by=case.secretariat[0])

    assert second != first
    assert case.chair == second.user


def test_a_replacement_no_rule_stands_against_is_carried_out(case):
    prepared = prepare(case)

    APPLICATION.perform("replace_member", case.application, by=case.secretariat[0])

    assert case.chair == prepared.coming.user
    assert Replacement.objects.get().done_on == today()


def test_a_peer_is_replaced_by_one_who_keeps_the_rules_on_countries(case):
    peer = next(member for member in case.members if member.seat == "peer")
    prepared = panels.prepare_replacement(member=peer, reason="Ill.", by=case.secretariat[0])
    others = {member.reviewer.country for member in case.members if member.seat == "peer"}
    others.discard(peer.reviewer.country)
    Reviewer.objects.filter(country__in=others).update(country=prepared.coming.country)

    with pytest.raises(Refused, match="cannot take this seat any more"):
        APPLICATION.perform("replace_member", case.application, by=case.secretariat[0])
