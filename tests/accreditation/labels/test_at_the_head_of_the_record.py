"""What the record says of the label: its state in words, until when, and what is late."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.formats import date_format

from accreditation.choices import LabelState
from accreditation.held import label_of
from accreditation.models import Label
from cities.choices import Role
from office.days import today
from office.ringing import let_days_pass
from progress.standing import Fact
from tests.factories.cities import CityFactory, MembershipFactory
from tests.factories.people import UserFactory


@pytest.fixture
def record(client, sign_in, held):
    """A function: the record of the label's city, as this person reads it."""

    def read(person):
        sign_in(client, person)
        return client.get(reverse("progress:record", args=[held.label.city.slug])).text

    return read


def said(held):
    """(title, state, facts in words) of the label at the head of its city's record."""
    ((standing),) = label_of(held.label.city)
    return standing.title, standing.state, [fact.words for fact in standing.facts]


def be_late(held, days=3):
    due = held.label.due_update.due_on
    let_days_pass((due - today()).days + days)
    held.label.refresh_from_db()
    return due


def test_a_city_without_a_label_has_nothing_said_of_one(db):
    assert list(label_of(CityFactory())) == []


def test_an_update_that_is_overdue_is_said_to_the_day_with_the_way_to_it(held, record):
    due = be_late(held)

    page = record(held.lead)

    words = f"Overdue since {date_format(due)}"
    url = reverse("accreditation:update", args=[held.label.number])
    assert f'<a href="{url}" class="is-late">{words}</a>' in page
    asks = f"The yearly update of the label was due on {date_format(due)}"
    assert f'<a href="{url}">{asks}</a>' in page
    assert "Nothing waits for you here" not in page


def test_who_only_reads_is_shown_that_it_is_late_and_asked_for_nothing(held, record):
    reader = UserFactory()
    MembershipFactory(city=held.label.city, user=reader, role=Role.OBSERVER)
    due = be_late(held)

    page = record(reader)

    assert f"Overdue since {date_format(due)}" in page
    assert "was due on" not in page


def test_the_day_an_update_is_due_it_is_not_overdue(held):
    due = held.label.due_update.due_on
    let_days_pass((due - today()).days)

    assert said(held)[2][1] == f"Due on {date_format(due)}"


def test_a_label_past_its_time_has_expired_though_its_clock_did_not_ring(held):
    Label.objects.update(valid_until=today() - timedelta(days=1), granted_on=today() - timedelta(9))

    _title, state, facts = said(held)

    assert state == LabelState.EXPIRED.label
    assert facts == [date_format(today() - timedelta(days=1))]


def test_a_suspended_label_asks_for_no_update(held):
    held.taken_by_two("suspend")

    _title, state, facts = said(held)

    assert state == "Suspended"
    assert len(facts) == 1


def test_a_valid_label_says_level_state_last_day_and_the_next_update(held):
    title, state, facts = said(held)

    assert (title, state) == (f"Label: {held.label.level.title}", "Valid")
    due = held.label.due_update.due_on
    assert facts == [date_format(held.label.valid_until), f"Due on {date_format(due)}"]
    assert next(iter(label_of(held.label.city))).ask is None


def test_in_the_last_year_the_renewal_takes_the_place_of_the_update(held):
    Label.objects.update(valid_until=held.label.due_update.due_on - timedelta(days=1))

    (standing,) = label_of(held.label.city)

    words = "None is asked for any more: the renewal takes its place."
    assert standing.facts[1] == Fact("Next yearly update", words)


@pytest.mark.parametrize("filed", [0, 2])
def test_the_label_costs_one_statement_and_the_day(held, filed, django_assert_num_queries):
    for _year in range(filed):
        let_days_pass((held.label.due_update.opens_on - today()).days)
        held.label.refresh_from_db()
        held.file_update()

    with django_assert_num_queries(2):  # the label with its update, and the day
        list(label_of(held.label.city))


def test_a_record_with_a_late_update_costs_at_most_twelve_statements(
    held, record, client, django_assert_max_num_queries
):
    be_late(held)
    record(held.lead)

    with django_assert_max_num_queries(12):
        client.get(reverse("progress:record", args=[held.label.city.slug]))
