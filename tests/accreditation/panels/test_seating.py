"""Panels come from the draw into the database as the rules say."""

import json

import pytest

from accreditation import seating
from accreditation.choices import ReviewState, Seat
from accreditation.models import Conflict, Panel, PanelMember, Replacement, Reviewer
from accreditation.workflow import APPLICATION
from cities.choices import Role
from office.days import today
from office.workflow import Refused
from tests.factories.accreditation_panels import (
    at_objecting,
    at_reviewing,
    at_settling,
    make_case,
)
from tests.factories.cities import CityFactory, MembershipFactory
from tests.factories.world import make_reviewer

pytestmark = pytest.mark.django_db


def eligible(session):
    return json.loads(seating.frozen_for(session))["cases"][0]["eligible"]


def code_from(country, seat=Seat.PEER):
    return Reviewer.objects.get(country=country, seat=seat).code


def test_a_declared_conflict_keeps_a_reviewer_from_the_case():
    case = make_case()
    reviewer = Reviewer.objects.get(country="DE", seat=Seat.PEER)
    Conflict.objects.create(reviewer=reviewer, city=case.city, kind="twinned", declared_on=today())

    frozen = seating.frozen_for(case.session)

    assert reviewer.code not in json.loads(frozen)["cases"][0]["eligible"]
    assert "twinned" not in frozen


@pytest.mark.parametrize("how", ["team", "earlier team", "namesake", "employer"])
def test_who_works_or_worked_for_the_authority_cannot_be_drawn(how):
    case = make_case()
    reviewer = Reviewer.objects.get(country="BE", seat=Seat.EXPERT)
    if how == "team":
        MembershipFactory(city=case.city, user=reviewer.user, role=Role.EDITOR)
    elif how == "earlier team":
        MembershipFactory(
            city=case.city, user=reviewer.user, since="2020-01-01", until="2021-01-01"
        )
    elif how == "namesake":
        MembershipFactory(city=case.city, user__name=reviewer.user.name.upper())
    else:
        reviewer.employer = case.city.authority.upper()
        reviewer.save()

    assert reviewer.code not in eligible(case.session)


def test_nobody_reviews_a_city_that_reviews_theirs():
    case = make_case()
    other_city = CityFactory(confirmed=True, country="DK")
    visitor = make_reviewer(Seat.PEER, "DK", other_city)
    from_here = make_reviewer(Seat.PEER, "AT", case.city)
    other = make_case(
        framework=case.framework, session=case.session, country="DK", name="Elsewhere"
    )
    other.application.city = other_city
    other.application.save()
    case.application.state = "objecting"
    case.application.save()
    panel = Panel.objects.create(
        application=case.application,
        draw=case.session.draws.create(number=9, frozen="", frozen_hash="",
                                       frozen_by=case.lead, drawn_on=today()),
        drawn_on=today(),
    )  # fmt: skip
    PanelMember.objects.create(
        panel=panel, reviewer=visitor, user=visitor.user, seat=Seat.PEER, joined_on=today()
    )

    assert from_here.code not in eligible(case.session)


def test_who_has_no_post_or_is_not_available_cannot_be_drawn():
    case = make_case()
    ended, away = Reviewer.objects.filter(seat=Seat.PEER)[:2]
    ended.user.posts.update(until=today())
    Reviewer.objects.filter(pk=away.pk).update(available=False)

    codes = [one["code"] for one in json.loads(seating.frozen_for(case.session))["candidates"]]

    assert ended.code not in codes
    assert away.code not in codes


def test_another_case_ready_since_the_freezing_stops_the_draw():
    case = make_case()
    draw = case.session.draws.create(
        number=1, frozen=seating.frozen_for(case.session), frozen_hash="", seed="1",
        frozen_by=case.lead,
    )  # fmt: skip
    make_case(framework=case.framework, session=case.session, country="HU")

    assert list(seating.why_impossible(draw)) == [
        "The applications that wait for a panel are not those for which pool and rules were "
        "frozen. Please freeze them again."
    ]


def test_the_panel_has_the_editions_seats_and_its_chair():
    case = at_objecting()

    seats = [member.seat for member in case.members]
    chairs = [member.seat for member in case.members if member.is_chair]

    assert sorted(seats) == ["community", "expert", "peer", "peer", "peer"]
    assert chairs == ["expert"]


def test_core_goes_to_all_and_the_rest_to_three_evenly():
    case = at_objecting()
    members = case.members

    given = {
        requirement.code: sum(member.assigned.contains(requirement) for member in members)
        for requirement in case.framework.requirements.all()
    }
    loads = [member.assigned.count() for member in members]

    assert given == {
        requirement.code: 5 if requirement.is_core else 3
        for requirement in case.framework.requirements.all()
    }
    assert max(loads) - min(loads) <= 1


def test_the_next_draw_leaves_out_who_was_lost():
    case = at_objecting()
    lost = case.members[0]
    PanelMember.objects.filter(pk=lost.pk).update(conflict="personal", declared_on=today())

    APPLICATION.perform("redraw", case.application, by=case.secretariat[0])

    assert lost.reviewer.code not in eligible(case.session)
    assert case.application.panel is None


def test_a_replacement_takes_seat_chair_and_assignments_with_a_review_of_its_own():
    case = at_reviewing()
    leaving = next(member for member in case.members if member.is_chair)
    assigned = set(leaving.assigned.all())
    others = {member.pk for member in case.members if member.pk != leaving.pk}
    Replacement.objects.create(
        leaving=leaving, reason="Ill", coming=seating.substitute(leaving), prepared_on=today()
    )

    APPLICATION.perform("replace_member", case.application, by=case.secretariat[0])

    leaving.refresh_from_db()
    coming = next(member for member in case.members if member.is_chair)
    assert leaving.left_because == "Ill"
    assert leaving.review.state == ReviewState.ENDED
    assert set(coming.assigned.all()) == assigned
    assert coming.review.state == ReviewState.OPEN
    assert {member.pk for member in case.members} == others | {coming.pk}


def test_a_replacement_while_settling_opens_a_review_and_sets_aside_what_the_leaver_filed():
    case = at_settling()
    leaving = case.members[0]
    Replacement.objects.create(
        leaving=leaving, reason="Ill", coming=seating.substitute(leaving), prepared_on=today()
    )

    APPLICATION.perform("replace_member", case.application, by=case.secretariat[0])

    leaving.review.refresh_from_db()
    coming = case.members[-1]
    assert leaving.review.state == ReviewState.ENDED
    assert leaving.review.assessments.count() == leaving.assigned.count()
    assert coming.review.state == ReviewState.OPEN


def test_withdrawing_ends_the_panel_and_its_open_reviews():
    case = at_reviewing()
    members = case.members

    APPLICATION.perform("withdraw", case.application, by=case.lead)

    assert case.application.panel is None
    assert {member.review.state for member in members} == {ReviewState.OPEN}
    for member in members:
        member.review.refresh_from_db()
        assert member.review.state == ReviewState.ENDED


def test_dissolving_without_a_panel_does_nothing():
    case = make_case()

    seating.dissolve(case.application)

    assert not case.application.panels.exists()


def test_a_panel_that_cannot_be_drawn_refuses_the_step_with_the_reasons():
    case = make_case()
    Reviewer.objects.filter(seat=Seat.EXPERT).update(available=False)

    with pytest.raises(Refused) as refused:
        case.draw()

    assert refused.value.reasons == [
        "For HRC-2027-0001, 0 of 1 FRA experts can be found who come from another country, work "
        "in its language, have no conflict and are free."
    ]
