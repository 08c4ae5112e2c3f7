"""Who reads a condition where: its page, the desk, the label, the committee, the city's page."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.formats import date_format

from accounts.choices import PostKind
from accreditation.choices import ConditionState
from accreditation.workflow import CONDITION
from office.days import today
from office.ringing import let_days_pass
from tests.factories.accreditation_committee import (
    holder,
    make_case,
    make_committee,
    make_session,
)
from tests.factories.commitments import six
from tests.factories.labels import make_held
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db
DONE = "An ombudsperson was named on 3 May."


@pytest.fixture
def held(db):
    return make_held()


@pytest.fixture
def condition(held):
    return held.asked()


@pytest.fixture
def read(client, sign_in):
    """A page as somebody reads it who has shown their second factor."""

    def reading(person, url):
        return sign_in(client, person).get(url).content.decode()

    return reading


def test_a_stranger_does_not_learn_that_there_is_a_condition(client, condition, sign_in):
    sign_in(client, UserFactory())

    assert client.get(condition.get_absolute_url()).status_code == 404
    assert client.get(condition.get_absolute_url()).content == client.get("/conditions/X/").content


def test_the_lead_reads_what_is_asked_and_reports_it_here(client, held, condition, read):
    page = read(held.lead, condition.get_absolute_url())
    step = reverse("accreditation:condition_step", args=[condition.reference, "report"])
    form = client.get(step).content.decode()
    answer = client.post(step, {"note": DONE}, follow=True).content.decode()

    assert "It is your turn" in page
    assert step in page
    assert "What was done, and where it can be seen" in form
    assert DONE in answer
    assert "Reported as met" in answer


def test_a_report_without_words_asks_for_them(client, held, condition, sign_in):
    sign_in(client, held.lead)
    step = reverse("accreditation:condition_step", args=[condition.reference, "report"])

    page = client.post(step, {"note": ""}).content.decode()

    condition.refresh_from_db()
    assert condition.state == "open"
    assert "This field is required" in page


def test_the_city_does_not_read_what_a_first_person_has_asked_for(held, condition, read):
    CONDITION.perform("report", condition, by=held.lead, note=DONE)
    CONDITION.perform("meet", condition, by=held.two[0], note="Seen with my own eyes.")

    of_the_city = read(held.lead, condition.get_absolute_url())
    of_the_office = read(held.two[1], condition.get_absolute_url())

    assert "Seen with my own eyes." not in of_the_city
    assert "another person must confirm it" in of_the_office


def test_while_it_is_with_the_city_the_secretariat_reads_why_it_records_nothing(
    held, condition, read
):
    page = read(held.two[0], condition.get_absolute_url())

    assert "the city or region, which meets it and says so" in page
    assert "has not reported it yet; it can until the end of" in page


def test_what_a_first_person_has_asked_for_can_be_taken_back(client, held, condition, sign_in):
    CONDITION.perform("report", condition, by=held.lead, note=DONE)
    CONDITION.perform("meet", condition, by=held.two[0], note="Too soon.")
    sign_in(client, held.two[1])
    url = reverse("accreditation:condition_take_back", args=[condition.reference, "meet"])

    page = client.post(url, {"note": "Let us wait."}, follow=True).content.decode()

    assert "Nothing has moved" in page
    assert "another person must confirm it" not in page


def test_the_desk_of_the_lead_names_it_until_it_is_reported(held, condition, read):
    before = read(held.lead, "/desk/")
    CONDITION.perform("report", condition, by=held.lead, note=DONE)

    assert "Meet a condition" in before
    assert "Meet a condition" not in read(held.lead, "/desk/")


@pytest.mark.parametrize("late", [False, True])
def test_the_desk_of_the_secretariat_names_what_is_to_be_recorded(held, condition, late, read):
    before = read(held.two[0], "/desk/")
    if late:
        let_days_pass((condition.due_on - today()).days + 1)
    else:
        CONDITION.perform("report", condition, by=held.lead, note=DONE)

    assert "Record whether a condition was met" not in before
    assert "Record whether a condition was met" in read(held.two[0], "/desk/")


def test_the_page_of_a_label_costs_the_same_however_many_conditions(
    client, held, read, django_assert_num_queries
):
    url = reverse("accreditation:label", args=[held.label.number])
    held.asked("Name officer 1.")
    read(held.lead, url)
    with CaptureQueriesContext(connection) as one:
        client.get(url)
    for number in (2, 3):
        held.asked(f"Name officer {number}.")

    with django_assert_num_queries(len(one)):
        page = client.get(url).content.decode()

    assert page.count("Name officer") == 3


def test_the_committee_that_renews_reads_what_came_of_the_conditions(held, condition, read):
    recorded = held.label.decision.application
    again = make_case(recorded.session)
    again.city = recorded.city
    again.save()
    chair = make_committee(recorded.session)[0]

    page = read(chair, reverse("accreditation:committee", args=[again.reference]))

    assert "Conditions of the label it holds" in page
    assert condition.text in page


def test_somebody_of_the_committee_writes_conditions_and_finds_them_again(client, read):
    session = make_session(six())
    chair = make_committee(session)[0]
    url = reverse("accreditation:committee", args=[make_case(session).reference])
    day = today() + timedelta(days=300)
    typed = {"proposes": "level:B", "reasons": "Why.", "differs_because": "The dialogue.",
             "version": 0, "condition_1": "Name somebody.", "due_1": day.isoformat()}  # fmt: skip
    read(chair, url)

    refused = client.post(url, {**typed, "due_1": today().isoformat()})
    client.post(url, typed)

    page = client.get(url).content.decode()
    of_the_auditor = read(holder(PostKind.AUDITOR), url)
    assert refused.status_code == 409
    assert "the day must be between" in refused.content.decode()
    assert f'value="{day.isoformat()}"' in page
    assert "Conditions that go with it" in of_the_auditor


def test_a_late_report_does_not_lift_in_public_what_two_people_recorded(client, held, condition):
    type(condition).objects.filter(pk=condition.pk).update(due_on=today() - timedelta(days=1))
    condition.refresh_from_db()
    for person in held.two:
        CONDITION.perform("miss", condition, by=person, note="Nothing was there to see.")
    CONDITION.perform("report", condition, by=held.lead, note=DONE)

    page = client.get(condition.label.city.get_absolute_url()).text

    assert str(ConditionState.NOT_MET.label) in page
    assert "Nothing was there to see." in page
    assert "has reported since" in page
    assert DONE not in page


def test_once_more_was_asked_for_the_public_reads_by_when(client, held, condition):
    type(condition).objects.filter(pk=condition.pk).update(due_on=today() - timedelta(days=1))
    condition.refresh_from_db()
    for person in held.two:
        CONDITION.perform("miss", condition, by=person, note="Nothing was there to see.")
    CONDITION.perform("report", condition, by=held.lead, note=DONE)
    CONDITION.perform("ask_for_more", condition, by=held.two[0], note="Who was named?")

    pages = [client.get(address).text for address in
             (held.label.city.get_absolute_url(), f"/verify/{held.label.number}/")]  # fmt: skip

    day = date_format(condition.more_by, "j F Y")
    for page in pages:
        assert str(ConditionState.NOT_MET.label) in page
        assert f"the secretariat has asked for more, by {day}." in page
        assert "the secretariat looks at it" not in page
        assert "Who was named?" not in page
