"""Numbers and periods as people type them."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from progress.indicators.figures import (
    Unfit,
    as_plain,
    check_value,
    number,
    period,
    shown,
    typed_number,
    with_unit,
)

TODAY = date(2026, 11, 27)


@pytest.mark.parametrize(
    "text",
    ["", "-", ".", "1.2.3", "12.34,5.6", "1,23,456.7", "1e5", "NaN", "٣", "12 %", "=1+1", "1" * 50],
)
def test_what_is_no_number_is_refused(text):
    with pytest.raises(Unfit, match="no number"):
        number(text)


@pytest.mark.parametrize("text", ["1,234", "12.500", "-123,456"])
def test_a_number_that_can_be_read_in_two_ways_is_not_guessed_at(text):
    with pytest.raises(Unfit, match="in thousands"):
        number(text)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12", "12"), (" 12.5 ", "12.5"), ("12,5", "12.5"), ("0,125", "0.125"), ("−3,5", "-3.5"),
        ("1.234,5", "1234.5"), ("1,234.5", "1234.5"), ("1 234,5", "1234.5"), ("1’234.5", "1234.5"),
        ("1.234.567", "1234567"), ("1234.125", "1234.125"), ("1\u202f234", "1234"),
    ],
)  # fmt: skip
def test_commas_and_points_are_read_as_people_write_them(text, value):
    assert number(text) == Decimal(value)


@pytest.mark.parametrize(("language", "value"), [("en", "1234"), ("de", "1.234"), ("fr", "1.234")])
def test_the_readers_language_settles_what_is_open(language, value):
    with translation.override(language):
        assert typed_number("1,234") == Decimal(value)


@pytest.mark.parametrize("language", ["en", "de", "fr"])
@given(value=st.decimals(-99_999_999_999, 99_999_999_999, places=4))
def test_what_is_shown_is_read_as_it_was(language, value):
    with translation.override(language):
        assert typed_number(shown(as_plain(value))) == value


@pytest.mark.parametrize(
    ("value", "unit", "sentence"),
    [
        ("101", "percent", "lies between -100 and 100"),
        ("-1", "count", "lies between 0 and"),
        ("2.5", "count", "a whole one"),
        ("151", "years", "lies between 0 and 150"),
        ("100000000000", "euro", "lies between"),
        ("0.00001", "ratio", "At most 4 decimals"),
    ],
)
def test_what_a_unit_cannot_be_is_refused_with_a_sentence(value, unit, sentence):
    with pytest.raises(Unfit, match=sentence):
        check_value(Decimal(value), unit)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("2027", "lies ahead"), ("2026", "is not over yet"), ("2026-11-28", "lies ahead"),
        ("1899", "begin in 1900"), ("0000", "begin in 1900"), ("2025-02-30", "can be read"),
        ("last year", "can be read"), ("25", "can be read"),
    ],
)  # fmt: skip
def test_a_day_that_cannot_be_is_refused_with_a_sentence(text, sentence):
    with pytest.raises(Unfit, match=sentence):
        period(text, TODAY)


@pytest.mark.parametrize(
    ("text", "day", "whole"),
    [
        ("2025", date(2025, 12, 31), True),
        ("2026-11-27", TODAY, False),
        (" 30.6.2025 ", date(2025, 6, 30), False),
    ],
)
def test_a_year_or_a_day_is_read(text, day, whole):
    assert period(text, TODAY) == (day, whole)


def test_a_number_is_shown_with_its_unit():
    said = [with_unit(Decimal(value), unit) for value, unit in (
        ("12.5000", "percent"), ("1200.0000", "count"), ("40", "days"), ("-0.5", "euro"),
    )]  # fmt: skip

    assert said == ["12.5\u00a0%", "1,200", "40\u00a0days", "-0.5\u00a0€"]
