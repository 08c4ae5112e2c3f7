"""Groups that were counted on another day than everybody."""

from datetime import date, timedelta

import pytest

from progress.indicators.laid import group_labels, laid_out
from progress.indicators.near import NEAR
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


@pytest.mark.parametrize("days", [0, 7, -7, NEAR.days])
def test_a_total_of_another_day_gives_no_group_away(told, days):
    _laid, shown = told(COUNTED + timedelta(days=days), ("women", 95))

    assert shown == {"women": False}


def test_a_total_of_long_ago_is_of_other_people(told):
    _laid, shown = told(COUNTED - NEAR - timedelta(days=1), ("women", 95))

    assert shown == {"women": True}


def test_groups_that_leave_enough_of_a_near_total_are_told(told):
    _laid, shown = told(COUNTED + timedelta(days=7), ("women", 40), ("older", 30))

    assert shown == {"women": True, "older": True}


def test_a_near_total_that_does_not_say_of_how_many_it_is_is_named(told):
    laid, shown = told(date(2025, 7, 7), ("women", 40), unit="percent", people=None)

    assert shown == {"women": False}
    assert laid.unsaid == ["7 July 2025"]


def test_groups_and_totals_of_different_days_are_looked_at_together(series_of, found):
    series = series_of("People in shelters", unit="count")
    found(series, 100, 100, on=COUNTED + timedelta(days=7))
    found(series, 42, 42, group="older", on=COUNTED + timedelta(days=7))
    found(series, 55, 55, group="women", on=COUNTED)

    laid = laid_out(series, Reading.objects.filter(series=series), group_labels())

    assert {line.group: line.latest.is_shown for line in laid.groups} == {
        "older": False, "women": True,
    }  # fmt: skip


def test_each_near_total_that_does_not_say_of_how_many_it_is_is_named(series_of, found):
    series = series_of("Children with a place", unit="percent")
    for days in (-1, 3):
        found(series, 60, 100 if days < 0 else None, on=COUNTED + timedelta(days=days))
    found(series, 50, 40, group="women", on=COUNTED)

    laid = laid_out(series, Reading.objects.filter(series=series), group_labels())

    assert laid.unsaid == ["3 July 2025"]
    assert not laid.groups[0].latest.is_shown
