"""What the page of a draw asks for: the three steps where there is something to draw, else none."""

import pytest
from django.urls import reverse
from django.utils.formats import date_format

from accreditation.choices import SessionState
from tests.factories.accreditation_panels import at_objecting, make_case

pytestmark = pytest.mark.django_db
STEPS = ["1. Freeze pool and rules", "2. Enter the seed", "3. Draw"]


@pytest.fixture
def shown(client, sign_in):
    """A function: the page of the draw as the secretariat reads it, and the steps on it."""

    def shown(case):
        sign_in(client, case.secretariat[0])
        page = client.get(reverse("accreditation:draw", args=[case.session.code])).text
        return page, [step for step in STEPS if step in page]

    return shown


def test_once_all_is_drawn_nothing_more_is_asked_for(shown):
    page, steps = shown(at_objecting())

    assert steps == []
    assert "See the panels and check them" in page
    assert "Not possible yet" not in page


def test_before_filing_is_closed_the_page_says_when_it_is(shown):
    case = make_case()
    case.session.state = SessionState.FILING
    case.session.save()

    page, steps = shown(case)

    assert steps == []
    assert f"its last day is {date_format(case.session.filing_closes_on, 'j F Y')}" in page


def test_what_waits_for_a_panel_is_led_through_all_steps(shown):
    _page, steps = shown(make_case())

    assert steps == STEPS
