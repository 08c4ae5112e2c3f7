"""The secretariat's desk: what is due, what waits for a second person, and what it costs."""

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.choices import PostKind, PostStep
from accounts.models import PostChange
from accreditation.choices import ApplicationState as S
from accreditation.choices import SessionState
from accreditation.models import Application, Session
from accreditation.views.tasks import MOST
from cities.models import HandOver
from office import clocks, proposals
from office.clocks import Due
from office.days import today
from office.models import Clock
from tests.factories.accreditation_committee import holder, make_case, make_session
from tests.factories.accreditation_panels import cost_of
from tests.factories.cities import CityFactory
from tests.factories.commitments import six
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db
DESK = "/desk/"
STATEMENTS = 12


@pytest.fixture
def framework(db):
    return six()


@pytest.fixture
def first(db):
    return holder(PostKind.SECRETARIAT, "First")


@pytest.fixture
def client(client, sign_in, secretariat):
    return sign_in(client, secretariat)


def submitted(session, number):
    return Application.objects.create(
        city=CityFactory(),
        framework=session.framework,
        session=session,
        reference=f"HRC-2027-{number:04}",
        state=S.SUBMITTED,
        opened_by=holder(PostKind.SCREENER),
        opened_on=today(),
        submitted_on=today(),
    )


def refused_clock(application):
    clock = clocks.start("application", application, "adopt", Due(today(), "a rule"))
    Clock.objects.filter(pk=clock.pk).update(reasons=["The window is open."])


def one_of_each(framework, number, first):
    """A session with a step that is ready, a case to check, a refused clock, a proposal."""
    session = make_session(framework, f"s{number}", SessionState.SITTING)
    application = submitted(session, number)
    refused_clock(application)
    proposals.propose("application", application, "publish", by=first)
    proposals.propose("session", session, "release", by=first)
    HandOver.objects.create(
        city=application.city,
        to=UserFactory(),
        asked_by=first,
        asked_on=today(),
        reason="An election.",
        file="hand-overs/minutes.pdf",
        filename="minutes.pdf",
        sha256="0" * 64,
    )
    PostChange.objects.create(
        step=PostStep.GRANT,
        user=UserFactory(name="Bo Board"),
        kind=PostKind.BOARD,
        asked_by=first,
        reason="An election.",
    )


def test_what_somebody_asked_who_has_left_is_nobody_s_to_confirm(client, framework, first):
    session = make_session(framework)
    proposals.propose("session", session, "release", by=first)
    first.posts.update(until=timezone.localdate())

    assert "Confirm as the second person" not in client.get(DESK).text


def test_a_session_s_step_stands_there_only_when_its_day_has_come(client, framework):
    make_session(framework, "s1", SessionState.PLANNED)
    due = make_session(framework, "s2", SessionState.PLANNED)
    Session.objects.filter(pk=due.pk).update(filing_opens_on=today())

    page = client.get(DESK).text

    assert reverse("accreditation:session_step", args=["s2", "open_filing"]) in page
    assert reverse("accreditation:session_step", args=["s1", "open_filing"]) not in page


def test_a_meeting_is_not_to_be_released_while_an_item_is_open(client, framework):
    session = make_session(framework, "s1")
    make_case(session, state=S.REPORTED)

    assert (
        reverse("accreditation:session_step", args=["s1", "release"]) not in client.get(DESK).text
    )


@pytest.mark.parametrize(
    ("state", "page"),
    [(S.FORMING, "draw"), (S.REPORTED, "session_step")],
)
def test_a_closed_session_waits_for_its_draw_or_its_meeting(client, framework, state, page):
    session = make_session(framework, "s1", SessionState.CLOSED)
    make_case(session, state=state)

    args = ["s1"] if page == "draw" else ["s1", "sit"]
    assert f'href="{reverse(f"accreditation:{page}", args=args)}"' in client.get(DESK).text


@pytest.mark.postgres
def test_each_kind_leads_to_its_page(client, framework, first):
    one_of_each(framework, 1, first)

    page = client.get(DESK).text

    for name, args in [
        ("admission", ["HRC-2027-0001"]),
        ("application", ["HRC-2027-0001"]),
        ("step", ["HRC-2027-0001", "publish"]),
        ("session_step", ["s1", "release"]),
    ]:
        assert reverse(f"accreditation:{name}", args=args) in page
    assert reverse("cities:hand_over", args=[HandOver.objects.get().city.slug]) in page
    assert reverse("office:post_change", args=[PostChange.objects.get().pk]) in page
    assert "Bo Board: Board member" in page
    assert "HRC-2027-0001: The window is open." in page
    assert "HRC-2027-0001 · asked for by First" in page


@pytest.mark.postgres
@pytest.mark.parametrize("count", [1, 3])
def test_the_desk_costs_the_same_however_much_waits(client, framework, first, count):
    for number in range(count):
        one_of_each(framework, number, first)

    assert cost_of(client, DESK) == STATEMENTS


def test_of_many_the_desk_shows_the_oldest_and_the_list_the_rest(client, framework):
    session = make_session(framework, "s1")
    for number in range(MOST + 1):
        submitted(session, number)

    page = client.get(DESK).text

    assert page.count("Check for completeness, admit or return") == MOST
    assert f"HRC-2027-{MOST:04}" not in page


def test_where_more_wait_the_desk_leads_to_the_list_of_those(client, framework):
    session = make_session(framework, "s1")
    for number in range(MOST + 1):
        submitted(session, number)

    page = client.get(DESK).text
    rest = client.get(reverse("accreditation:applications"), {"state": "submitted"}).text

    assert "More applications wait" in page
    assert f"{reverse('accreditation:applications')}?state=submitted" in page
    assert f"HRC-2027-{MOST:04}" in rest


def test_where_no_more_wait_the_desk_speaks_of_no_more(client, framework):
    session = make_session(framework, "s1")
    for number in range(MOST):
        submitted(session, number)

    assert "More applications wait" not in client.get(DESK).text
