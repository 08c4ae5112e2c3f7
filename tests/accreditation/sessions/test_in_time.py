"""Reports are final and recommendations go out by a day; who is late is reminded, and no more."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.formats import date_format

from accounts.choices import PostKind
from accreditation.actions.attending import move_meeting
from accreditation.actions.deadlines import extend_deadline
from accreditation.choices import ApplicationState as S
from accreditation.choices import SessionState
from accreditation.workflow import SESSION
from office.days import today
from office.models import Clock, Installation
from office.ringing import let_days_pass
from office.workflow import Refused
from tests.factories.accreditation_committee import (
    drafted,
    holder,
    lead_of,
    make_case,
    make_committee,
    make_session,
)
from tests.factories.accreditation_panels import cost_of
from tests.factories.commitments import six

RELEASE, READ, FINAL = 14, 28, 7  # days
WHY = "The chair has fallen ill."


@pytest.fixture(autouse=True)
def _days_can_pass(db):
    Installation.objects.update_or_create(pk=1, defaults={"is_demonstration": True})


@pytest.fixture
def secretary(db):
    return holder(PostKind.SECRETARIAT, "Sascha")


def sits(by, cases=1, state=S.REPORTED):
    """A session that has begun to sit today, on its day, and its cases."""
    session = make_session(six(), state=SessionState.DRAWN)
    session.attendance_published_on = session.meets_on - timedelta(days=30)
    session.save()
    people = make_committee(session)
    found = [make_case(session, state=state) for _n in range(cases)]
    SESSION.perform("sit", session, by=by)
    return session, people, found


def closes(by, days=100):
    """A session that meets in so many days, and closes for filing today."""
    session = make_session(six(), state=SessionState.FILING)
    session.meets_on = today() + timedelta(days=days)
    session.filing_closes_on = today() - timedelta(days=1)
    session.save()
    SESSION.perform("close_filing", session, by=by)
    return session


def told(person, words):
    return person.letters.filter(subject__contains=words).count()


def due(session, step):
    return Clock.objects.running().of(session).get(step=step).due_on


# --- recommendations go out -----------------------------------------------------------------------


def test_they_go_out_so_many_days_after_the_committee_met(secretary):
    session, _people, _cases = sits(secretary)

    assert due(session, "remind") == today() + timedelta(days=RELEASE)


def test_who_is_late_is_reminded_from_the_day_after_four_times_and_nothing_is_released(secretary):
    session, people, (case,) = sits(secretary)
    letters = []

    for days in (RELEASE, 1, 8, 8, 8, 60):
        let_days_pass(days)
        letters.append((told(secretary, "are to go out"), told(people[1], "are to go out")))

    session.refresh_from_db()
    assert letters == [(0, 0), (1, 1), (2, 2), (3, 3), (4, 4), (4, 4)]
    assert session.state == SessionState.SITTING
    assert case.reference in secretary.letters.first().body
    assert told(lead_of(case), "are to go out") == 0


def test_the_committee_is_left_alone_once_it_has_dealt_with_every_case(secretary):
    _session, people, _cases = sits(secretary, state=S.RECOMMENDED)

    let_days_pass(RELEASE + 1)

    assert (told(secretary, "are to go out"), told(people[0], "are to go out")) == (1, 0)
    assert "two people of the secretariat release" in secretary.letters.first().body


def test_each_member_is_reminded_only_of_cases_in_which_they_take_part(secretary):
    _session, people, (kept, free) = sits(secretary, cases=2)
    kept.recusals.create(member=people[1], reason="Ties.", declared_on=today())

    let_days_pass(RELEASE + 1)

    bodies = [
        person.letters.get(subject__contains="are to go out").body
        for person in (secretary, people[0], people[1])
    ]
    assert [kept.reference in body for body in bodies] == [True, True, False]
    assert all(free.reference in body for body in bodies)


@pytest.mark.parametrize("state", [S.REPORTED, S.RECOMMENDED, S.DEFERRED])
def test_who_is_recused_is_told_the_same_whatever_has_become_of_the_case(secretary, state):
    _session, people, (kept, free) = sits(secretary, cases=2)
    kept.recusals.create(member=people[1], reason="Ties.", declared_on=today())
    type(kept).objects.filter(pk=kept.pk).update(state=state)

    let_days_pass(RELEASE + 1)
    type(free).objects.filter(pk=free.pk).update(state=S.RECOMMENDED)
    let_days_pass(8)

    letter = people[1].letters.get(subject__contains="are to go out")
    assert f"still with the committee: {free.reference}." in letter.body
    assert kept.reference not in letter.body
    assert told(secretary, "are to go out") == 2


@pytest.mark.parametrize("state", [S.REPORTED, S.RECOMMENDED, S.DEFERRED])
def test_the_city_reads_one_day_whatever_the_committee_has_made_of_its_case(
    client, sign_in, secretary, state
):
    session, _people, (case,) = sits(secretary)
    draft = drafted(case)
    if state != S.REPORTED:
        draft.made_on = today()
        draft.save()
    type(case).objects.update(state=state)
    day = date_format(due(session, "remind"), "j F Y")
    sign_in(client, lead_of(case))

    page = client.get(case.get_absolute_url()).text

    assert "Now with the committee" in page
    assert f"Until {day}" in page


def test_committee_and_secretariat_read_it_on_desk_and_pages(client, sign_in, secretary):
    session, people, (case,) = sits(secretary)
    drafted(case)
    day = date_format(due(session, "remind"), "j F Y")
    committee = reverse("accreditation:committee", args=[case.reference])
    sign_in(client, people[1])
    voting = [client.get(page).text for page in ("/desk/", committee, session.get_absolute_url())]
    type(case).objects.update(state=S.RECOMMENDED)
    sign_in(client, secretary)
    releasing = [client.get(page).text for page in ("/desk/", session.get_absolute_url())]

    assert [day in page for page in (*voting, *releasing)] == [True] * 5
    assert "Release the recommendations" in releasing[0]


def test_once_it_is_over_that_is_said_until_they_have_gone_out(client, sign_in, secretary):
    session, _people, (case,) = sits(secretary)
    day = date_format(due(session, "remind"), "j F Y")
    let_days_pass(60)
    sign_in(client, secretary)

    shown = [client.get(one.get_absolute_url()).text for one in (session, case)]

    assert [f"Overdue since {day}" in page for page in shown] == [True, True]


@pytest.mark.parametrize("who", ["member", "someone"])
def test_nobody_but_the_secretariat_gives_more_time(client, sign_in, secretary, someone, who):
    session, people, _cases = sits(secretary)
    page = reverse("accreditation:session_deadline", args=[session.code])
    sign_in(client, {"member": people[1], "someone": someone}[who])

    response = client.post(page, {"to": today() + timedelta(days=30), "because": WHY})

    assert response.status_code == {"member": 403, "someone": 404}[who]
    assert due(session, "remind") == today() + timedelta(days=RELEASE)


def test_more_time_goes_out_to_all_and_rings_on_its_own_day(client, sign_in, secretary):
    session, people, (case,) = sits(secretary)
    page = reverse("accreditation:session_deadline", args=[session.code])
    sign_in(client, secretary)

    asked = client.get(page).text
    client.post(page, {"to": today() + timedelta(days=30), "because": WHY})
    shown = client.get(session.get_absolute_url()).text
    let_days_pass(30)
    before = told(secretary, "are to go out")
    let_days_pass(1)

    assert "All cities of the session" in asked
    assert f"Extended: {WHY}" in shown
    for person in (lead_of(case), people[1], secretary):
        assert WHY in person.letters.get(subject__contains="recommendations by").body
    assert (before, told(secretary, "are to go out")) == (0, 1)


def test_a_session_that_does_not_sit_has_nothing_to_extend(secretary):
    session = make_session(six(), state=SessionState.RELEASED)

    with pytest.raises(Refused, match="does not run"):
        extend_deadline(subject=session, step="remind", to=today(), because=WHY, by=secretary)


# --- reports are final ----------------------------------------------------------------------------


def test_the_secretariat_is_told_while_it_can_be_mended_and_once_it_is_too_late(secretary):
    session = closes(secretary)
    cases = [make_case(session, state=state) for state in (S.SETTLING, S.FACT_CHECK, S.REPORTED)]
    letters = []

    for days in (100 - READ - FINAL, 1, FINAL - 1, 1, 10):
        let_days_pass(days)
        letters.append(told(secretary, "not final"))

    last, first = secretary.letters.filter(subject__contains="not final")
    assert letters == [0, 1, 1, 2, 2]
    assert "have to be final by" in first.body
    assert "had to be final by" in last.body
    assert [case.reference in first.body for case in cases] == [True, True, False]


def test_nobody_hears_of_reports_that_are_final(secretary):
    make_case(closes(secretary))

    let_days_pass(90)

    assert told(secretary, "not final") == 0


def test_a_meeting_that_moves_takes_the_day_for_the_reports_along(secretary):
    session = closes(secretary)

    to = session.meets_on + timedelta(days=50)
    move_meeting(session=session, to=to, because=WHY, by=secretary)

    assert due(session, "remind_of_reports") == to - timedelta(days=READ + FINAL)


@pytest.mark.parametrize(
    ("days", "state", "says"),
    [(35, S.SETTLING, False), (34, S.SETTLING, True), (34, S.REPORTED, False)],
)
def test_it_stands_on_the_desk_of_the_secretariat(client, sign_in, secretary, days, state, says):
    make_case(closes(secretary, days), state=state)
    sign_in(client, secretary)

    assert ("See to reports that are not final" in client.get("/desk/").text) is says


def test_the_page_of_a_session_says_by_when_they_are_final(client, sign_in, secretary):
    session = closes(secretary)
    sign_in(client, secretary)

    page = client.get(session.get_absolute_url()).text

    assert date_format(session.meets_on - timedelta(days=READ), "j F Y") in page


@pytest.mark.parametrize("post", [PostKind.SECRETARIAT, PostKind.COMMITTEE])
def test_desk_and_page_cost_the_same_with_one_case_and_with_three(client, sign_in, secretary, post):
    Installation.objects.update(is_demonstration=False)
    session, people, _cases = sits(secretary)
    sign_in(client, {PostKind.SECRETARIAT: secretary, PostKind.COMMITTEE: people[1]}[post])
    pages = ("/desk/", session.get_absolute_url())
    one = [cost_of(client, page) for page in pages]
    make_case(session), make_case(session)

    assert [cost_of(client, page) for page in pages] == one
    assert one[0] <= 12
