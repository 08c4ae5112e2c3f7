"""Values of different days, looked at together: what they give away beside any total near them."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from progress.indicators.near import NEAR, Dated, given_away, is_beside
from progress.indicators.small import SMALL

JUNE_30 = date(2025, 6, 30)


def count(group, people, days=0):
    """So many of a group, so many days after the end of June."""
    return Dated(group, Decimal(people), people, on=JUNE_30 + timedelta(days=days))


def year(group, people, number):
    return Dated(group, Decimal(people), people, whole_year=True, on=date(number, 12, 31))


def hidden(*series, unit="count"):
    return {(each.group, each.people) for each in given_away(unit, series)}


def test_groups_of_two_days_are_looked_at_together():
    series = count("", 100, 7), count("older", 42, 7), count("women", 55)

    assert hidden(*series) == {("older", 42)}


def test_they_are_where_both_days_have_a_total():
    series = count("", 100, 7), count("older", 42, 7), count("women", 55), count("", 100)

    assert hidden(*series) == {("older", 42)}


def test_a_group_is_looked_at_beside_each_total_that_is_near():
    series = count("", 120, -1), count("women", 95), count("", 100, 3)

    assert hidden(*series) == {("women", 95)}


def test_a_total_that_does_not_say_of_how_many_it_is_counts_where_another_is_nearer():
    unsaid = Dated("", Decimal(60), on=JUNE_30 + timedelta(days=3))

    assert hidden(count("", 120, -1), count("women", 40), unsaid, unit="days") == {("women", 40)}


def test_a_total_that_is_not_told_is_none_of_its_day():
    """Of a group beside it the next total tells more."""
    few = Dated("", few=True, on=JUNE_30)

    assert hidden(few, count("women", 95), count("", 100, 7)) == {("women", 95)}


def test_each_reading_of_a_group_counts_where_its_day_has_no_total():
    series = count("", 100, 3), count("women", 40, 3), count("women", 95)

    assert hidden(*series) == {("women", 95)}


def test_lines_that_hardly_move_are_told():
    """Somebody came and somebody went: the women of one year and the men of the next leave two."""
    of_years = [
        [year("", 100 + more, number), year("women", 50, number), year("men", 50 + more, number)]
        for number, more in ((2023, 0), (2024, 2), (2025, 5))
    ]

    assert hidden(*(each for of_year in of_years for each in of_year)) == set()


def test_groups_that_were_counted_once_are_told_between_years_without():
    series = year("", 97, 2020), year("", 100, 2021), year("", 103, 2022)

    assert hidden(*series, year("women", 48, 2021), year("men", 52, 2021)) == set()


def test_a_total_of_last_year_that_does_not_say_of_how_many_it_is_hides_no_group_of_this_year():
    unsaid = Dated("", Decimal(60), whole_year=True, on=date(2024, 12, 31))

    assert hidden(unsaid, year("", 100, 2025), year("women", 50, 2025), unit="days") == set()


@pytest.mark.parametrize(("days", "expected"), [(NEAR.days, True), (NEAR.days + 1, False)])
def test_a_total_is_near_within_a_year(days, expected):
    total = JUNE_30 + timedelta(days=days)

    assert is_beside(total, JUNE_30, {total}) is expected
    assert bool(hidden(count("", 100, days), count("women", 95))) is expected


DAYS = st.integers(0, 4).map(lambda number: number * 90)
TOTALS = st.dictionaries(DAYS, st.integers(60, 200), min_size=1, max_size=4)
NUMBERS = st.tuples(DAYS, st.integers(SMALL, 90))


@given(totals=TOTALS, numbers=st.lists(NUMBERS, min_size=1, max_size=5))
def test_no_groups_leave_few_of_a_near_total_whenever_each_was_counted(totals, numbers):
    """Whichever of them somebody takes to be all but the few, one of which is of that total."""
    groups = [count(str(place), people, day) for place, (day, people) in enumerate(numbers)]
    series = [*groups, *(count("", people, day) for day, people in totals.items())]

    back = given_away("count", series)

    days = {each.on for each in series if not each.group}
    told = [each for each in groups if each not in back]
    sums = [some for size in range(1, len(told) + 1) for some in combinations(told, size)]
    for total in (each for each in series if not each.group):
        for some in sums:
            if any(is_beside(total.on, each.on, days) for each in some):
                left = total.people - sum(each.people for each in some if _is_near(total, each))
                assert left <= 0 or left >= SMALL


@given(totals=TOTALS, numbers=st.dictionaries(DAYS, st.integers(SMALL, 90)))
def test_no_reading_of_a_line_leaves_few_of_a_total_that_it_belongs_to(totals, numbers):
    line = [count("women", people, day) for day, people in numbers.items()]
    series = [*line, *(count("", people, day) for day, people in totals.items())]

    told = set(line) - given_away("count", series)

    days = {each.on for each in series if not each.group}
    for total in (each for each in series if not each.group):
        for each in (each for each in told if is_beside(total.on, each.on, days)):
            assert not 0 < total.people - each.people < SMALL


def _is_near(total, group):
    return abs(total.on - group.on) <= NEAR
