"""What a decision recommends is to be answered by a day: every page of the team says so."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.formats import date_format

from accounts.choices import PostKind
from accreditation import clocks
from accreditation.actions.deadlines import extend_deadline
from accreditation.actions.decisions import mark_previewed, next_letter, previews
from accreditation.choices import ApplicationState as S
from accreditation.workflow import APPLICATION
from commitments.terms import Clocks
from office import clocks as office_clocks
from office.days import today
from office.models import Clock, Installation, Letter, TrailEntry
from office.ringing import let_days_pass
from progress.actions.measures import add_measures_from
from progress.models import Measure
from tests.factories.accreditation_committee import (
    decided,
    holder,
    lead_of,
    make_case,
    make_session,
    recommend,
)
from tests.factories.accreditation_panels import cost_of
from tests.factories.commitments import six
from tests.factories.labels import make_held

pytestmark = pytest.mark.django_db
DESK, DATES, MEASURES, RECORD = "desk", "dates", "measures", "record"
PAGES = (DESK, DATES, MEASURES, RECORD)


@pytest.fixture
def session(db):
    Installation.objects.create(pk=1, is_demonstration=True)
    return make_session(six())


def decided_with(session, count=1):
    """A published application whose panel recommended this many things."""
    application = make_case(session)
    decision = decided(application)
    decision.published_on = today()
    decision.save()
    application.state = S.PUBLISHED
    application.save()
    due = clocks.response_plan(application.framework.clocks, today())
    office_clocks.start("application", application, "remind", due)
    said = [(f"{application.reference}/F{n}", f"Name person {n}.", None) for n in range(count)]
    add_measures_from(city=application.city, recommendations=said)
    return application


@pytest.fixture
def application(session):
    return decided_with(session)


@pytest.fixture
def read(client, sign_in, application):
    """A function: one of the pages as the lead of the city reads it."""
    sign_in(client, lead_of(application))
    slug = application.city.slug
    addresses = {
        DESK: reverse("accreditation:desk"),
        DATES: reverse("accreditation:dates", args=[slug]),
        MEASURES: reverse("progress:measures", args=[slug]),
        RECORD: reverse("progress:record", args=[slug]),
    }
    return lambda page: client.get(addresses[page]).text


ASKED = {
    DESK: "Answer the recommendations",
    DATES: "Until this day: say of each recommendation who sees to it and by when",
    MEASURES: "say of each recommendation who sees to it and by when",
    RECORD: "say of each recommendation who sees to it and by when",
}


@pytest.mark.parametrize("page", PAGES)
def test_it_is_asked_for_until_its_day(application, read, page):
    until = date_format(today() + timedelta(days=90), "j F Y")

    text = read(page)

    assert ASKED[page] in text
    assert until in text


@pytest.mark.parametrize("page", PAGES)
def test_once_it_was_asked_for_there_is_time_until_the_latest_day(application, read, page):
    latest = date_format(today() + timedelta(days=150), "j F Y")
    let_days_pass(91)

    text = read(page)

    assert latest in text
    assert "due on" not in text
    assert "overdue" not in text


def test_it_is_reminded_of_on_the_day_after_and_once_more_after_the_latest(application):
    lead, told = lead_of(application), []

    for days in (90, 1, 59, 1, 100):
        let_days_pass(days)
        told.append(Letter.objects.filter(to=lead, subject__contains="a reminder").count())

    first, last = Letter.objects.filter(to=lead, subject__contains="a reminder").order_by("pk")
    assert told == [0, 1, 1, 2, 2]
    assert "They can be answered until the end of" in first.body
    assert "at the latest" not in last.body


def test_more_time_beyond_the_latest_day_is_the_last(application):
    secretary = holder(PostKind.SECRETARIAT, "Sascha")
    day = today() + timedelta(days=200)
    extend_deadline(subject=application, step="remind", to=day, because="A flood.", by=secretary)

    let_days_pass(201)

    assert not Clock.objects.running().of(application).exists()
    assert "at the latest" not in lead_of(application).letters.first().body


def test_an_edition_that_asks_later_than_the_latest_day_asks_on_it(session):
    terms = Clocks.of({"publish_report_and_response_plan": 90, "response_plan_latest": 60}, {})

    assert clocks.response_plan(terms, today()).day == today() + timedelta(days=60)


@pytest.mark.parametrize("page", [DESK, RECORD])
def test_the_desk_and_the_record_lead_to_the_measures(application, read, page):
    assert f'href="{reverse("progress:measures", args=[application.city.slug])}"' in read(page)


@pytest.mark.parametrize(
    "facts", [{"owner": "The mayor", "due_on": True}, {"account": "The person is named."}]
)
@pytest.mark.parametrize("page", PAGES)
def test_what_is_answered_is_asked_for_no_more(application, read, page, facts):
    if "due_on" in facts:
        facts = {**facts, "due_on": today()}
    Measure.objects.update(**facts)

    assert ASKED[page] not in read(page)


@pytest.mark.parametrize("facts", [{"owner": "The mayor"}, {"due_on": True}])
def test_half_an_answer_is_none(application, read, facts):
    if "due_on" in facts:
        facts = {"due_on": today()}
    Measure.objects.update(**facts)

    assert ASKED[DESK] in read(DESK)
    assert "Say who and by when" in read(MEASURES)


def test_what_another_review_recommended_is_not_asked_for_by_this_one(application, read):
    Measure.objects.update(origin=f"{application.reference}0/F1")

    assert ASKED[DESK] not in read(DESK)


def test_once_its_day_is_over_that_is_said_until_it_is_answered(application, read):
    due = today() + timedelta(days=150)

    let_days_pass(152)

    assert f"overdue since {date_format(due, 'j F Y')}" in read(DESK)
    assert f"this was due on {date_format(due)}" in read(RECORD)
    assert ASKED[DATES] in read(DATES)


def test_the_application_says_so_too_as_long_as_it_waits(client, sign_in, application):
    due = today() + timedelta(days=150)
    sign_in(client, lead_of(application))
    let_days_pass(152)

    late = client.get(application.get_absolute_url()).text
    Measure.objects.update(account="The person is named.")
    answered = client.get(application.get_absolute_url()).text

    assert f"Overdue since {date_format(due, 'j F Y')}" in late
    assert ASKED[DATES] in late
    assert ASKED[DATES] not in answered


@pytest.mark.parametrize("answered", [True, False])
def test_who_has_answered_all_is_not_reminded(application, answered):
    Measure.objects.update(account="The person is named." if answered else "")

    let_days_pass(152)

    told = Letter.objects.filter(to=lead_of(application), subject__contains="a reminder")
    reminded = TrailEntry.objects.of(application).filter(step="remind")
    assert told.exists() is not answered
    assert reminded.exists() is not answered


@pytest.mark.parametrize("count", [0, 2])
def test_publishing_starts_the_time_for_answers_where_something_was_recommended(session, count):
    application = make_case(session)
    recommend(application, count)
    decided(application)
    two = [holder(PostKind.SECRETARIAT, f"Secretariat {number}") for number in (1, 2)]
    mark_previewed(application=application, by=two[0])
    (preview,) = previews(application, next_letter(application))

    for person in two:
        APPLICATION.perform("publish", application, by=person)

    letter = Letter.objects.filter(to=lead_of(application)).order_by("pk").first()
    assert application.city.measures.count() == count
    assert Clock.objects.running().of(application).exists() is bool(count)
    assert ("What the panel recommends" in letter.body) is bool(count)
    assert preview.body == letter.body


def test_without_a_day_it_is_asked_for_all_the_same(application, read):
    office_clocks.stop("application", application, ["remind"])

    assert ASKED[DESK] in read(DESK)
    assert ASKED[RECORD] in read(RECORD)


def test_the_application_says_what_its_last_day_is_for(client, sign_in, application):
    sign_in(client, lead_of(application))

    page = client.get(application.get_absolute_url()).text

    assert ASKED[DATES] in page
    assert "90 days after publication, and at the latest 150 days after it" in page


def test_the_desk_costs_the_same_however_much_is_recommended(client, sign_in, session):
    one, three = decided_with(session), decided_with(session, 3)
    desk = reverse("accreditation:desk")

    costs = [cost_of(sign_in(client, lead_of(each)), desk) for each in (one, three)]

    assert costs[0] == costs[1]


def test_a_record_with_a_label_and_recommendations_costs_at_most_twelve_statements(client, sign_in):
    held = make_held()
    decision = held.label.decision
    city, reference = held.label.city, decision.application.reference
    add_measures_from(city=city, recommendations=[(f"{reference}/F1", "Name a person.", None)])
    let_days_pass((held.label.due_update.opens_on - today()).days)
    record = reverse("progress:record", args=[city.slug])
    sign_in(client, held.lead)

    assert reference in client.get(record).text
    assert cost_of(client, record) <= 12
