"""What the lead is told before filing, though it stops nothing."""

import pytest
from django.urls import reverse

from progress.actions import comment_on
from progress.edition import edition_of
from tests.factories.commitments import six
from tests.factories.world import make_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft():
    return make_world(six()).open()


@pytest.fixture
def page(client, draft, lead_of, sign_in):
    """A function: the page on which an application is prepared."""
    sign_in(client, lead_of(draft.city))
    return lambda: client.get(reverse("accreditation:prepare", args=[draft.reference]))


def test_what_is_not_agreed_and_open_comments_are_listed(draft, page, lead_of):
    requirement = edition_of(draft.framework).requirements["H1.1"]
    comment_on(city=draft.city, requirement=requirement, text="Sure?", by=lead_of(draft.city))
    draft.city.answers.filter(requirement=requirement).update(state="ready")

    found = page()

    assert "not agreed by the lead" in found.text
    assert reverse("progress:requirement", args=[draft.city.slug, "H1.1"]) in found.text
    assert "1 comment of the team is still open" in found.text


def test_where_nothing_is_open_the_page_says_so(draft, page):
    draft.city.answers.update(state="agreed")

    assert "no comment of the team is open" in page().text
