from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cities.models import City
from register.keyset import SIZE, Key, a_day, a_number, a_text, part_of
from tests.factories.cities import CityFactory

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
FIELDS = ("joined_on", "name_sort", "pk")
KEYS = [Key("joined_on", a_day, descending=True), Key("name_sort", a_text), Key("pk", a_number)]


def part(**asked):
    return part_of(City.objects.values_list(*FIELDS), FIELDS, KEYS, **asked)


@pytest.fixture
def many():
    """Three parts; many share a day or a name."""
    for number in range(2 * SIZE + 5):
        CityFactory(name_sort=f"name {number // 4}", joined_on=date(2026, 1, 1 + number % 3))


@pytest.mark.parametrize(
    "name", ["~", "x", "2026-01-01~a", "2026-13-01~a~1", "2026-01-01~a\x00~1", "2026-01-01~a~-1",
             "2026-01-01~a~99999999999999999999", "~".join("abcd")]
)  # fmt: skip
def test_a_name_that_cannot_be_read_begins_at_the_beginning(many, name):
    assert part(after=name).rows == part(before=name).rows == part().rows


@pytest.mark.parametrize("sign", ["~", "%", "%7E", "~%7E~"])
def test_names_with_the_sign_that_parts_them_lead_on_all_the_same(sign):
    for number in range(2 * SIZE + 5):
        CityFactory(name_sort=f"{sign}{number // 4}{sign}")

    first = part()
    second = part(after=first.after)

    assert not set(second.rows) & set(first.rows)
    assert part(before=second.before).rows == first.rows


def test_an_empty_list_has_no_parts():
    nothing = part()

    assert (nothing.rows, nothing.before, nothing.after) == ((), "", "")


def test_going_on_shows_every_row_once_in_order(many):
    seen, after = [], ""
    while True:
        here = part(after=after)
        seen += here.rows
        after = here.after
        if not after:
            break

    assert seen == list(City.objects.order_by("-joined_on", "name_sort", "pk").values_list(*FIELDS))


def test_going_back_leads_to_the_part_one_came_from(many):
    first = part()
    second = part(after=first.after)
    third = part(after=second.after)

    back = part(before=third.before)

    assert (back.rows, back.before != "", back.after) == (second.rows, True, second.after)
    assert part(before=back.before).rows == first.rows
    assert part(before=back.before).before == ""


def test_a_part_costs_one_statement(many, django_assert_num_queries):
    with django_assert_num_queries(1):
        part(after=part_of(City.objects.none().values_list(*FIELDS), FIELDS, KEYS).after)


def test_a_database_can_begin_in_an_index_where_a_part_begins():
    with CaptureQueriesContext(connection) as seen:
        part(after="2026-01-02~name 3~7")

    first, *_rest = seen[0]["sql"].partition("WHERE")[2].split(" AND ")
    assert '"joined_on" <= ' in first
