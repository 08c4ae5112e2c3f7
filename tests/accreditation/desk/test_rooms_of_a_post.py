"""Whoever holds a post finds its rooms on the desk, also while nothing waits there."""

import pytest
from django.urls import reverse

from accounts.choices import PostKind
from cities.choices import Role
from tests.factories.accreditation_committee import holder
from tests.factories.cities import MembershipFactory

pytestmark = pytest.mark.django_db
SCREENING, APPLICATIONS = reverse("screening:desk"), reverse("accreditation:applications")


@pytest.fixture
def links(client, sign_in):
    """A function: whether the desk of a holder of this post leads to screening, to applications."""

    def read(kind):
        page = sign_in(client, holder(kind)).get(reverse("accreditation:desk")).text
        return f'href="{SCREENING}"' in page, f'href="{APPLICATIONS}"' in page

    return read


@pytest.mark.parametrize("kind", [PostKind.OBSERVER, PostKind.TECHNICAL_ADMIN])
def test_a_post_that_opens_neither_is_led_to_neither(links, kind):
    assert links(kind) == (False, False)


def test_a_screener_finds_the_room_while_nothing_waits(links):
    assert links(PostKind.SCREENER) == (True, False)


@pytest.mark.parametrize(
    "kind",
    [PostKind.AUDITOR, PostKind.REVIEWER, PostKind.COMMITTEE, PostKind.COMMITTEE_CHAIR,
     PostKind.BOARD, PostKind.SECRETARIAT],
)  # fmt: skip
def test_a_post_that_reads_applications_is_led_to_them_alone(links, kind):
    assert links(kind) == (False, True)


def test_the_technical_admin_is_led_to_accounts_and_settings(client, sign_in):
    for kind, is_led in ((PostKind.TECHNICAL_ADMIN, True), (PostKind.OBSERVER, False)):
        page = sign_in(client, holder(kind)).get(reverse("accreditation:desk")).text

        assert (f'href="{reverse("admin:index")}"' in page) is is_led


def test_a_desk_on_which_nothing_waits_leads_a_team_to_its_record(client, sign_in):
    lead = MembershipFactory(role=Role.LEAD).user

    page = sign_in(client, lead).get(reverse("accreditation:desk")).text

    assert "Nothing waits for you in the procedure" in page
    assert "Nothing needs you today" not in page
