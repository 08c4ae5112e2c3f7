"""Keeping what was found: versions, what is never kept, and what the database holds to."""

from datetime import date
from decimal import Decimal
from importlib import import_module

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction

from office.workflow import Refused
from progress.actions import ChangedMeanwhile, Incomplete, describe_series, end_series
from progress.actions import readings as keeping
from progress.indicators.small import is_small
from progress.models import Reading, ReadingVersion, Series
from tests.factories.progress import lead_for

pytestmark = pytest.mark.django_db
migration = import_module("progress.migrations.0021_nothing_is_kept_of_few")
of_rounded = import_module(
    "progress.migrations.0026_what_rounding_allows_to_be_of_few_is_forgotten"
)


def test_of_few_people_nothing_is_kept_but_that_it_was_so(series_of, found):
    reading = found(series_of(), 66.7, 3, group="roma")

    assert (reading.few, reading.value, reading.people) == (True, None, None)
    version = reading.versions.get()
    assert (version.few, version.value, version.people) == (True, None, None)


def test_what_was_kept_under_an_earlier_rule_is_forgotten(series_of, found):
    series = series_of()
    found(series, 40, 500)
    found(series, 41, 500, version=1)
    other = found(series, 40, 500, group="women")
    ReadingVersion.objects.filter(version=1).update(value=25, people=12)
    Reading.objects.filter(group="women").update(value=75, people=12)

    migration.forget(apps, None)

    rows = ReadingVersion.objects.order_by("reading", "version")
    assert [each.few for each in rows] == [True, False, True]
    assert list(Reading.objects.values_list("group", "few").order_by("group")) == [
        ("", False), ("women", True),
    ]  # fmt: skip
    other.refresh_from_db()
    assert (other.value, other.people) == (None, None)


def test_what_rounding_allows_to_be_of_few_is_forgotten(series_of, found):
    series = series_of()
    found(series, 40, 500)
    found(series, 41, 500, version=1)
    found(series, 40, 500, group="women")
    ReadingVersion.objects.filter(version=1).update(value=2)
    Reading.objects.filter(group="women").update(value=98)

    of_rounded.forget(apps, None)

    rows = ReadingVersion.objects.order_by("reading", "version")
    assert [each.few for each in rows] == [True, False, True]
    assert Reading.objects.get(few=True).group == "women"


@pytest.mark.parametrize("unit", ["percent", "per_1000", "ratio"])
@pytest.mark.parametrize("people", [12, 500, 10_000])
@pytest.mark.parametrize("value", ["0", "0.01", "0.5", "1", "2", "9.99", "25", "98", "99.9", "100"])
def test_what_is_forgotten_of_rounded_shares_would_not_be_kept_today(unit, people, value):
    value = Decimal(value)

    assert of_rounded.tells_of_few(unit, value, people) is is_small(unit, value, people)


@pytest.mark.parametrize(
    ("unit", "value", "people"),
    [
        ("percent", 25, 12), ("percent", 75, 12), ("percent", 0, 12), ("percent", 100, 12),
        ("percent", -25, 12), ("percent", 33.3, 24), ("percent", 33.3, 30), ("ratio", 1.8, 12),
        ("per_1000", 2, 1_200), ("count", 3, 40), ("count", 40, 40), ("count", 35, 40),
        ("days", 3, 12), ("percent", 3, None),
    ],
)  # fmt: skip
def test_what_is_forgotten_is_what_would_not_be_kept_today(unit, value, people):
    value = Decimal(str(value))

    assert migration.tells_of_few(unit, value, people) is is_small(unit, value, people)


def test_a_correction_to_few_people_takes_what_was_kept_with_it(series_of, found):
    series = series_of()
    found(series, 40, 12, group="roma")
    found(series, 42, 14, group="roma", version=1)

    found(series, 42, 4, group="roma", version=2)

    kept = ReadingVersion.objects.values_list("version", "value", "people", "few")
    assert sorted(kept) == [(number, None, None, True) for number in (1, 2, 3)]


def test_a_correction_keeps_what_was_there(series_of, found, stand):
    series = series_of()
    found(series, 40, 500)

    found(series, 42, 500, version=1, source="Counted again")

    assert stand(series) == {"": Decimal(42)}
    kept = ReadingVersion.objects.order_by("version").values_list("version", "value")
    assert list(kept) == [(1, Decimal(40)), (2, Decimal(42))]


def test_two_people_never_overwrite_each_other(series_of, found, stand):
    series = series_of()
    found(series, 40, 500)
    found(series, 41, 500, version=1)

    with pytest.raises(ChangedMeanwhile) as first:
        found(series, 42, 500)
    with pytest.raises(ChangedMeanwhile) as second:
        found(series, 42, 500, version=1)

    assert first.value.current.value == second.value.current.value == Decimal(41)
    assert stand(series) == {"": Decimal(41)}


def test_a_reading_is_taken_back_and_can_be_written_anew(series_of, found, stand):
    series = series_of()
    found(series, 40, 500)

    found(series, version=1)
    gone = stand(series)
    found(series, 41, 500)

    assert gone == {}
    assert stand(series) == {"": Decimal(41)}
    assert Reading.objects.get().version == 3


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"value": 101}, "value"),
        ({"value": 1.00001}, "value"),
        ({"value": 50, "group": "roma"}, "people"),
        ({"value": 50, "people": -1}, "people"),
        ({"value": 50, "people": 2_000_000_000}, "people"),
        ({"value": 50, "source": "A\x00B"}, "source"),
    ],
)
def test_what_cannot_be_kept_is_refused_with_a_sentence(series_of, found, facts, field):
    with pytest.raises(Incomplete) as incomplete:
        found(series_of(), **facts)

    assert set(incomplete.value.errors) == {field}
    assert not Reading.objects.exists()


def test_a_group_nobody_knows_is_refused(series_of, found):
    with pytest.raises(Refused, match="knows no such group"):
        found(series_of(), 50, 900, group="martians")


def test_a_series_is_named_once_in_a_record(series_of):
    series_of(code="S1.i1")

    with pytest.raises(Incomplete, match="measured here already"):
        series_of("Something else", code="S1.i1")
    with pytest.raises(Incomplete, match="measured here already"):
        series_of("  Children with  a place ")
    with pytest.raises(Incomplete, match="in a line"):
        series_of("  ")


def test_a_record_and_a_series_hold_so_much_and_no_more(series_of, found, monkeypatch):
    monkeypatch.setattr(keeping, "MOST_SERIES", 1)
    monkeypatch.setattr(keeping, "MOST_READINGS", 1)
    series = series_of()
    found(series, 40, 500)

    with pytest.raises(Refused, match="at most 1 indicators"):
        series_of("Another")
    with pytest.raises(Refused, match="at most 1 reading"):
        found(series, 40, 500, on=date(2024, 12, 31))


def test_a_unit_stays_once_there_are_readings(series_of, found, city):
    series = series_of()
    words = {"series": series, "by": lead_for(city), "name": "Places", "unit": "count"}

    free = describe_series(version=1, **words)
    found(free, 40)
    bound = describe_series(version=2, **words | {"series": free, "unit": "percent"})

    assert (free.unit, bound.unit) == ("count", "count")
    with pytest.raises(ChangedMeanwhile):
        describe_series(version=1, **words)


def test_only_an_indicator_without_readings_goes(series_of, found, city):
    series, other = series_of(), series_of("Another")
    found(series, 40)

    end_series(series=other, by=lead_for(city))

    with pytest.raises(Refused, match="they stay"):
        end_series(series=series, by=lead_for(city))
    assert Series.objects.get() == series


@pytest.mark.postgres
@pytest.mark.parametrize(
    "change",
    [
        "UPDATE progress_reading SET few = true",
        "UPDATE progress_readingversion SET few = true",
        "UPDATE progress_series SET name = ''",
        "UPDATE progress_reading SET on_ = '2025-12-31', \"group\" = ''",
        "UPDATE progress_series SET code = 'S1.i1', name = 'One'",
    ],
)
def test_the_database_holds_to_what_must_always_be_true(series_of, found, change):
    first, second = series_of(), series_of("Another")
    found(first, 40)
    found(first, 41, on=date(2024, 12, 31))
    found(second, 42)

    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change.replace("on_", '"on"'))
