"""The public page of sessions: a few at a time, the latest first."""

import re
from datetime import timedelta

import pytest

from accreditation.choices import SessionState
from accreditation.models import Session
from register.sessions import SIZE
from tests.factories.accreditation_committee import make_case

pytestmark = pytest.mark.django_db


@pytest.fixture
def years(session):
    """Two sessions more than stand on a page, half a year apart, the first of all first."""
    found = [session.code]
    for number in range(1, SIZE + 2):
        session.pk, session.code, session.state = None, f"s{number}x", SessionState.PLANNED
        for day in ("filing_opens_on", "filing_closes_on", "meets_on"):
            setattr(session, day, getattr(session, day) + timedelta(days=180))
        session.save()
        found.append(session.code)
    return found


def codes(page):
    return re.findall(r'<section class="section stack" id="([^"]+)"', page)


def test_a_name_that_means_nothing_shows_the_latest(client, years):
    for asked in ("?after=x", "?before=2026-13-01~1", "?after=2026-01-01~x"):
        assert codes(client.get(f"/sessions/{asked}").text)[0] == years[-1]


def test_older_sessions_stand_on_the_next_page_and_lead_back(client, years):
    first = client.get("/sessions/")
    second = client.get(f"/sessions/{first.context['older_url']}")
    back = client.get(f"/sessions/{second.context['newer_url']}")

    assert codes(first.text) == years[:1:-1]
    assert codes(second.text) == years[1::-1]
    assert second.context["older_url"] == ""
    assert codes(back.text) == codes(first.text)


@pytest.mark.parametrize("count", [1, 3])
def test_sessions_cost_the_same_however_many(client, session, count, django_assert_num_queries):
    for number in range(count):
        if number:
            session.pk, session.code, session.state = None, f"s{number}x", SessionState.PLANNED
            session.save()
        make_case(Session.objects.get(code=session.code))
    client.get("/about/")

    with django_assert_num_queries(
        7
    ):  # which, they, applications, attendance, panels, hearings, day
        page = client.get("/sessions/")

    assert page.text.count("<h2 id=") == count
