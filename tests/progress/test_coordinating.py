"""A coordinator sees all cities that invited them, and only these."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.formats import date_format

from cities.choices import Role
from office.days import today
from progress.actions import assign, comment_on
from tests.factories.cities import CityFactory, MembershipFactory
from tests.factories.progress import answered, lead_for

PAGE = "/record/"


@pytest.fixture
def coordinator(city):
    return MembershipFactory(city=city, role=Role.COORDINATOR).user


@pytest.fixture
def given(city, six, coordinator):
    """A function: a part is given to the coordinator, due so many days from now."""

    def give(part, code, days, to=city):
        due_on = today() + timedelta(days=days)
        assign(city=to, framework=six, part=part, code=code, by=coordinator, person=coordinator,
               due_on=due_on)  # fmt: skip
        return due_on

    return give


def test_whoever_coordinates_nobody_does_not_find_it(as_lead, six):
    assert as_lead.get(PAGE).status_code == 404


def test_each_city_stands_with_how_far_it_is(client, city, six, requirement, coordinator, sign_in):
    answered(city, six, evidence=False, except_for=["R1.1"], agreed=True)
    comment_on(city=city, requirement=requirement(), text="Who knows?", by=coordinator)
    assign(
        city=city, framework=six, part="commitment", code="R1", by=coordinator,
        person=coordinator, due_on=today() + timedelta(days=3),
    )  # fmt: skip
    other = CityFactory(name="Elsewhere")
    lead_for(other)
    sign_in(client, coordinator)

    page = client.get(PAGE)
    desk = client.get(reverse("accreditation:desk"))

    (row,) = page.context["rows"]
    assert (row.city, row.begun, row.agreed, row.open_comments) == (city, 5, 5, 1)
    assert "next due" in page.text
    assert "Elsewhere" not in page.text
    assert f'href="{PAGE}"' in desk.text


def test_a_day_that_has_passed_is_said_while_something_is_open(
    client, city, six, coordinator, sign_in, given
):
    answered(city, six, evidence=False, except_for=["R1.1"])
    passed, _next = given("requirement", "R1.1", -2), given("commitment", "R2", 5)
    sign_in(client, coordinator)

    page = client.get(PAGE)

    (row,) = page.context["rows"]
    assert (row.next_due, row.is_overdue) == (passed, True)
    assert f"overdue since {date_format(passed)}" in page.text


def test_what_is_answered_is_not_due_any_more(client, city, six, coordinator, sign_in, given):
    answered(city, six, evidence=False, except_for=["H1.1"])
    given("commitment", "R1", -2)
    coming = given("pillar", "H", 5)
    sign_in(client, coordinator)

    (row,) = client.get(PAGE).context["rows"]

    assert (row.next_due, row.is_overdue) == (coming, False)


def test_before_the_first_answer_all_that_is_given_out_is_open(
    client, city, six, coordinator, sign_in, given
):
    passed = given("commitment", "R1", -2)
    sign_in(client, coordinator)

    (row,) = client.get(PAGE).context["rows"]

    assert (row.next_due, row.is_overdue) == (passed, True)


def test_due_today_is_not_overdue(client, city, six, coordinator, sign_in, given):
    given("commitment", "R1", 0)
    sign_in(client, coordinator)

    assert not client.get(PAGE).context["rows"][0].is_overdue


@pytest.mark.parametrize("count", [1, 3])
def test_it_costs_the_same_however_many(
    client, city, six, coordinator, sign_in, count, given, django_assert_num_queries
):
    others = [MembershipFactory(user=coordinator, role=Role.COORDINATOR).city
              for _number in range(count - 1)]  # fmt: skip
    for each in (city, *others):
        answered(each, six, evidence=False, except_for=["R1.1"])
        given("requirement", "R1.1", -2, each)
    sign_in(client, coordinator)
    client.get(PAGE)

    # session with its person, cities, answers in numbers, what is given, answers, comments,
    # questions, day
    with django_assert_num_queries(8):
        page = client.get(PAGE)

    assert len(page.context["rows"]) == count
