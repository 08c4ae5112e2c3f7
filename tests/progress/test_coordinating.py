"""A coordinator sees all cities that invited them, and only these."""

from datetime import timedelta

import pytest
from django.urls import reverse

from cities.choices import Role
from office.days import today
from progress.actions import assign, comment_on
from tests.factories.cities import CityFactory, MembershipFactory
from tests.factories.progress import answered, lead_for

PAGE = "/record/"


@pytest.fixture
def coordinator(city):
    return MembershipFactory(city=city, role=Role.COORDINATOR).user


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


@pytest.mark.parametrize("count", [1, 3])
def test_it_costs_the_same_however_many(
    client, six, coordinator, sign_in, count, django_assert_num_queries
):
    for _number in range(count - 1):
        MembershipFactory(user=coordinator, role=Role.COORDINATOR)
    sign_in(client, coordinator)
    client.get(PAGE)

    # session with its person, roles, cities, answers, day, dues, comments, questions
    with django_assert_num_queries(7):
        page = client.get(PAGE)

    assert len(page.context["rows"]) == count
