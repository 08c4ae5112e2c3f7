"""The public page of sessions: a few at a time, the latest first."""

import re
from datetime import timedelta

import pytest

from accreditation.choices import ApplicationState as S
from accreditation.choices import Outcome, SessionState
from accreditation.models import Application, Session
from office.days import today
from register.sessions import SIZE
from tests.factories.accreditation_committee import made, make_case

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


def released(session, application, **more):
    """The session is over, and what it made of the application has gone to the city."""
    latest = made(application, **more)
    latest.released_on = today()
    latest.save()
    session.state, session.meets_on = SessionState.RELEASED, today() - timedelta(days=1)
    session.filing_closes_on = session.filing_opens_on = today() - timedelta(days=9)
    session.save()


def next_one(session):
    return Session.objects.create(
        code="later",
        framework=session.framework,
        filing_opens_on=today(),
        filing_closes_on=today(),
        meets_on=today() + timedelta(days=200),
    )


def test_a_case_that_was_moved_says_from_where_and_never_why(client, session):
    moved, kept = make_case(session), make_case(session)
    released(session, moved, outcome=Outcome.DEFERRED)
    Application.objects.filter(pk=moved.pk).update(session=next_one(session), state=S.REPORTED)

    page = client.get("/sessions/").text

    assert page.count(f"Moved here from session {session.code}") == 1
    assert "deferred" not in page.lower()
    assert kept.city.name in page


def test_an_unreleased_recommendation_tells_of_no_move(client, session):
    moved = make_case(session)
    made(moved, outcome=Outcome.DEFERRED)
    Application.objects.filter(pk=moved.pk).update(session=next_one(session), state=S.REPORTED)

    assert "Moved here" not in client.get("/sessions/").text


@pytest.mark.parametrize("state", [S.ANNOUNCED, S.CHALLENGED, S.DEFERRED, S.DECIDED])
def test_a_released_session_says_of_each_undecided_city_the_same(client, session, state):
    application = make_case(session)
    released(session, application)
    Application.objects.filter(pk=application.pk).update(state=state)

    page = client.get("/sessions/").text

    assert "The committee has dealt with it; the decision is not published yet." in page


@pytest.mark.parametrize(("days", "has_met"), [(-1, True), (1, False)])
def test_a_sitting_whose_day_is_over_says_what_is_waited_for(client, session, days, has_met):
    Session.objects.filter(pk=session.pk).update(
        state=SessionState.SITTING,
        meets_on=today() + timedelta(days=days),
        filing_opens_on=today() - timedelta(days=20),
        filing_closes_on=today() - timedelta(days=10),
    )

    assert ("The committee has met." in client.get("/sessions/").text) is has_met


def test_nothing_is_said_of_how_often_the_committee_meets(client, session):
    assert "twice a year" not in client.get("/sessions/").text
