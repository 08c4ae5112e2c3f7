"""Groups that were counted on another day than everybody."""

from datetime import date, timedelta

import pytest

from progress.indicators.laid import NEAR, beside, group_labels, laid_out
from progress.models import Reading

pytestmark = pytest.mark.django_db
COUNTED = date(2025, 6, 30)


@pytest.fixture
def told(series_of, found):
    """A function: what a reader is told of groups, by group, where the total has this day."""

    def told(total_on, *groups, unit="count", people=100):
        series = series_of("People in shelters", unit=unit)
        found(series, 100, people, on=total_on)
        for group, count in groups:
            found(series, count, count, group=group, on=COUNTED)
        laid = laid_out(series, Reading.objects.filter(series=series), group_labels())
        return laid, {line.group: line.latest.is_shown for line in laid.groups}

    return told


@pytest.mark.parametrize("days", [0, 7, -7, NEAR])
def test_a_total_of_another_day_gives_no_group_away(told, days):
    _laid, shown = told(COUNTED + timedelta(days=days), ("women", 95))

    assert shown == {"women": False}


def test_a_total_of_long_ago_is_of_other_people(told):
    _laid, shown = told(COUNTED - timedelta(days=NEAR + 1), ("women", 95))

    assert shown == {"women": True}


def test_groups_that_leave_enough_of_a_near_total_are_told(told):
    _laid, shown = told(COUNTED + timedelta(days=7), ("women", 40), ("older", 30))

    assert shown == {"women": True, "older": True}


def test_a_near_total_that_does_not_say_of_how_many_it_is_is_named(told):
    laid, shown = told(date(2025, 7, 7), ("women", 40), unit="percent", people=None)

    assert shown == {"women": False}
    assert laid.unsaid == ["7 July 2025"]


def test_the_total_of_the_day_counts_before_one_that_is_near():
    totals = {COUNTED, COUNTED + timedelta(days=1), COUNTED - timedelta(days=400)}

    assert beside(totals, COUNTED) == COUNTED
    assert beside(totals, COUNTED + timedelta(days=3)) == COUNTED + timedelta(days=1)
    assert beside(set(), COUNTED) is None
