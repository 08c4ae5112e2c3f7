"""Nothing on a reviewer's desk leads to a page that is closed to them."""

import re

import pytest
from django.urls import reverse

from accounts.choices import PostKind
from cities.choices import Role
from office.days import today
from tests.factories.accreditation_panels import at_reviewing
from tests.factories.cities import MembershipFactory
from tests.factories.people import PostFactory

pytestmark = pytest.mark.django_db


def has_no_post_any_more(case, member):
    member.user.posts.update(until=today())


def has_another_post_only(case, member):
    member.user.posts.update(until=today())
    PostFactory(user=member.user, kind=PostKind.BOARD)


def has_a_conflict(case, member):
    case.lose(member)


def was_objected_to(case, member):
    member.objections.create(
        grounds="Why.", lodged_on=today(), by=case.lead, state="upheld", settled_on=today(),
        settled_by=case.secretariat[0], reasons="Indeed.",
    )  # fmt: skip


def belonged_to_the_team(case, member):
    MembershipFactory(city=case.city, user=member.user, role=Role.EDITOR, until=today())


LOSSES = [
    has_no_post_any_more, has_another_post_only, has_a_conflict, was_objected_to,
    belonged_to_the_team,
]  # fmt: skip


def desk_of(client, sign_in, person):
    sign_in(client, person)
    return client.get(reverse("accreditation:desk")).text


@pytest.mark.parametrize("lose", LOSSES)
def test_a_seat_that_opens_nothing_is_left_out(client, sign_in, lose):
    case = at_reviewing()
    member = case.members[0]

    lose(case, member)

    shown = desk_of(client, sign_in, member.user)
    links = re.findall(rf"/applications/{case.application.reference}/[a-z]+/", shown)
    assert links == []


def test_a_seat_that_is_held_leads_to_panel_and_review(client, sign_in):
    case = at_reviewing()

    shown = desk_of(client, sign_in, case.chair)

    for name in ("panel", "review"):
        address = reverse(f"accreditation:{name}", args=[case.application.reference])
        assert f'href="{address}"' in shown
        assert client.get(address).status_code == 200
