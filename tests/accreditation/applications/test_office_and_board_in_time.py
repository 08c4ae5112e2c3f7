"""The board settles a challenge by a day, and the secretariat publishes a decision by a day."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.formats import date_format

from accounts.choices import PostKind
from accreditation.actions.deadlines import extend_deadline
from accreditation.actions.decisions import mark_previewed
from accreditation.choices import ApplicationState as S
from accreditation.models import Challenge
from accreditation.workflow import APPLICATION
from office.actors import CLOCK
from office.days import today
from office.models import Clock, Installation
from office.ringing import let_days_pass
from tests.factories.accreditation_committee import (
    announced,
    holder,
    lead_of,
    make_case,
    make_session,
)
from tests.factories.accreditation_panels import cost_of
from tests.factories.commitments import six

BOARD, OFFICE = 28, 14  # days


@pytest.fixture
def session(db):
    Installation.objects.create(pk=1, is_demonstration=True)
    return make_session(six())


@pytest.fixture
def board(db):
    return holder(PostKind.BOARD, "Bo")


@pytest.fixture
def secretary(db):
    return holder(PostKind.SECRETARIAT, "Sascha")


def challenge(session):
    """A city challenges its recommendation today."""
    application = make_case(session)
    latest = announced(application)
    Challenge.objects.create(application=application, recommendation=latest, grounds="Not so.")
    APPLICATION.perform("challenge", application, by=lead_of(application))
    return application


def adopt(session):
    """Silence has adopted a recommendation today."""
    application = make_case(session)
    announced(application)
    Clock.objects.of(application).delete()
    APPLICATION.perform("adopt", application, by=CLOCK)
    return application


def reminders(person):
    return person.letters.filter(subject__contains="a reminder").count()


def due(application):
    return Clock.objects.running().of(application).get().due_on


def test_the_board_has_as_long_as_the_city_had_and_the_secretariat_as_long_as_after_a_session(
    session, board, secretary
):
    challenged, decided = challenge(session), adopt(session)

    assert due(challenged) == today() + timedelta(days=BOARD)
    assert due(decided) == today() + timedelta(days=OFFICE)
    assert date_format(due(challenged)) in board.letters.get().body
    assert date_format(due(challenged)) in lead_of(challenged).letters.first().body
    assert date_format(due(decided)) in secretary.letters.first().body


@pytest.mark.parametrize(("begin", "days", "who"), [(challenge, BOARD, 0), (adopt, OFFICE, 1)])
def test_who_is_late_is_reminded_four_times_from_the_day_after_and_nothing_is_decided(
    session, board, secretary, begin, days, who
):
    application, person = begin(session), (board, secretary)[who]
    state, told = application.state, []

    for more in (days, 1, 8, 8, 8, 70):
        let_days_pass(more)
        told.append(reminders(person))

    application.refresh_from_db()
    assert told == [0, 1, 2, 3, 4, 4]
    assert application.state == state
    assert reminders((secretary, board)[who]) == 0


def test_two_that_are_late_on_one_day_are_both_reminded_of(session, board):
    cases = [challenge(session), challenge(session)]

    let_days_pass(BOARD + 1)

    told = board.letters.filter(subject__contains="a reminder").values_list("subject", flat=True)
    assert sorted(told) == sorted(f"{one.city}, {one.reference}: a reminder" for one in cases)


@pytest.mark.parametrize(("begin", "name"), [(challenge, "board"), (adopt, "letter")])
def test_whoever_acts_and_whoever_waits_read_until_when(
    client, sign_in, session, board, secretary, begin, name
):
    application = begin(session)
    acts = {"board": board, "letter": secretary}[name]
    day = date_format(due(application), "j F Y")
    pages = {}

    for person in (acts, lead_of(application)):
        sign_in(client, person)
        pages[person] = client.get(application.get_absolute_url()).text
    sign_in(client, lead_of(application))
    challenged = client.get(reverse("accreditation:challenge", args=[application.reference])).text
    sign_in(client, acts)
    desk = client.get(reverse("accreditation:desk")).text

    assert [day in page for page in (*pages.values(), challenged, desk)] == [True] * 4


def test_the_board_reads_it_on_its_own_page_and_that_it_is_late(client, sign_in, session, board):
    application = challenge(session)
    day = date_format(due(application), "j F Y")
    page = reverse("accreditation:board", args=[application.reference])
    sign_in(client, board)

    before = client.get(page).text
    let_days_pass(BOARD + 1)
    after = client.get(page).text

    assert f"Until {day}" in before
    assert f"Overdue since {day}" in after


def test_more_time_for_the_board_is_rung_on_its_new_day(session, board, secretary):
    application = challenge(session)
    later = due(application) + timedelta(days=20)
    extend_deadline(subject=application, step="remind", to=later, because="Ill.", by=secretary)

    let_days_pass(BOARD + 20)
    before = reminders(board)
    let_days_pass(1)

    assert (before, reminders(board)) == (0, 1)
    assert "Ill." in lead_of(application).letters.filter(subject__contains="more time").get().body


def test_what_is_published_with_nothing_to_answer_is_waited_for_no_more(session, secretary):
    application = adopt(session)
    mark_previewed(application=application, by=secretary)
    for person in (secretary, holder(PostKind.SECRETARIAT, "Second")):
        APPLICATION.perform("publish", application, by=person)

    assert application.state == S.PUBLISHED
    assert not Clock.objects.running().of(application).exists()


def test_the_desk_of_the_board_costs_the_same_with_one_and_with_three(
    client, sign_in, session, board
):
    sign_in(client, board)
    challenge(session)
    one = cost_of(client, reverse("accreditation:desk"))
    challenge(session), challenge(session)

    assert cost_of(client, reverse("accreditation:desk")) == one <= 12
