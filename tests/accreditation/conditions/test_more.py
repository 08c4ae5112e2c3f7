"""More is asked about a condition whose day has passed: by a day, which a clock watches."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils.formats import date_format

from accreditation.choices import ConditionState as C
from accreditation.models import Condition
from accreditation.workflow import CONDITION
from office.days import today
from office.models import Clock, Letter
from office.ringing import let_days_pass
from office.workflow import Refused
from tests.factories.labels import make_held

pytestmark = pytest.mark.django_db
GIVEN = timedelta(days=30)  # the edition's days to complete an application


@pytest.fixture
def held():
    return make_held()


@pytest.fixture
def late(held):
    """Reported on its day; that has passed, and more is asked."""
    condition = held.asked()
    CONDITION.perform("report", condition, by=held.lead, note="Somebody was named.")
    let_days_pass((condition.due_on - today()).days + 10)
    CONDITION.perform("ask_for_more", condition, by=held.two[0], note="Who was named?")
    condition.refresh_from_db()
    return condition


def let_it_pass(condition):
    let_days_pass((condition.last_day - today()).days + 1)


def read(client, sign_in, person, address):
    sign_in(client, person)
    return client.get(address).text


def test_nobody_records_that_it_was_not_met_while_the_time_for_more_runs(held, late):
    with pytest.raises(Refused, match="There is time until"):
        CONDITION.perform("miss", late, by=held.two[0], note="Nobody was named.")


def test_a_day_that_leaves_time_enough_stays_the_last(held):
    condition = held.asked(days=200)
    CONDITION.perform("report", condition, by=held.lead, note="Somebody was named.")

    CONDITION.perform("ask_for_more", condition, by=held.two[0], note="Who was named?")

    condition.refresh_from_db()
    assert (condition.more_by, condition.last_day) == (None, condition.due_on)
    assert Clock.objects.running().of(condition).get().due_on < condition.due_on


def test_the_database_keeps_no_time_for_more_that_ends_before_the_day(late):
    with pytest.raises(IntegrityError), transaction.atomic():
        Condition.objects.filter(pk=late.pk).update(more_by=late.due_on)


def test_the_city_learns_by_when_and_sees_it(client, sign_in, held, late):
    day = date_format(today() + GIVEN, "j F Y")

    letter = Letter.objects.filter(to=held.lead).first()
    page = read(client, sign_in, held.lead, late.get_absolute_url())
    desk = read(client, sign_in, held.lead, "/desk/")

    assert f"once more by the end of {day}" in letter.body.replace("\n", " ")
    assert f"The secretariat has asked for more, by {day}." in page
    assert "Overdue" not in page
    assert f"until {day}" in desk
    assert "Record whether a condition was met" not in read(client, sign_in, held.two[0], "/desk/")


def test_once_that_day_has_passed_both_are_written_to_and_read_that_it_is_overdue(
    client, sign_in, held, late
):
    day = date_format(late.last_day)
    let_it_pass(late)

    page = read(client, sign_in, held.lead, late.get_absolute_url())
    desks = [read(client, sign_in, one, "/desk/") for one in (held.lead, held.two[0])]

    to_record = Letter.objects.filter(to=held.two[0]).first()
    assert f"Overdue since {day}" in page
    assert all(f"overdue since {day}" in desk for desk in desks)
    assert "the time for a condition is over" in held.letters_to(held.lead)[0]
    assert "Since then the city has said nothing." in to_record.body.replace("\n", " ")


def test_what_is_reported_in_time_can_be_recorded_at_once(held, late):
    CONDITION.perform("report", late, by=held.lead, note="Ms Holm was named.")

    late.refresh_from_db()
    for person in held.two:
        CONDITION.perform("miss", late, by=person, note="She has no mandate.")

    late.refresh_from_db()
    assert (late.state, late.more_by) == (C.NOT_MET, None)
