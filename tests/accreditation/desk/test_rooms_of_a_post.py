"""Whoever holds a post finds its rooms on the desk, also while nothing waits there."""

import pytest
from django.urls import reverse

from accounts.choices import PostKind
from tests.factories.accreditation_committee import holder

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
