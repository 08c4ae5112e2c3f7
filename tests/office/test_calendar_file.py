"""A calendar file says what it was given, to any calendar, whatever people wrote."""

from datetime import date

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from office.calendar_file import LONGEST, Dated, calendar_file, plain

DAY = date(2027, 3, 1)
HOSTILE = 'Baths; "new", \\ and old\r\nEND:VEVENT\r\nATTACH:https://elsewhere.example'


def read(content):
    return Calendar.from_ical(content)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("  two\n lines\x00 ", "two lines"),
        ("paid \u202e%001", "paid %001"),
        ("half \ud83d sign", "half sign"),
        ("family \U0001f468\u200d\U0001f469", "family \U0001f468\u200d\U0001f469"),
    ],
)
def test_a_text_stands_on_one_line_and_steers_nothing(text, line):
    assert plain(text) == line


def test_nothing_written_becomes_a_part_of_the_calendar():
    (event,) = read(calendar_file(HOSTILE, [Dated("one", DAY, HOSTILE, HOSTILE)])).events

    assert event["summary"] == plain(HOSTILE)
    assert event["description"] == plain(HOSTILE)
    assert "attach" not in event


@given(st.text(max_size=2 * LONGEST))
def test_any_text_comes_back_as_it_was_given(text):
    content = calendar_file("Dates", [Dated("one", DAY, text, url="/desk/")])

    (event,) = read(content).events
    assert str(event["summary"]) == plain(text)
    assert max(len(line) for line in content.split(b"\r\n")) <= 75


def test_each_date_is_a_whole_day_that_stays_free(settings):
    settings.PUBLIC_ADDRESS = "https://rights.example.org:8443"

    calendar = read(calendar_file("Osthafen", [Dated("measure-7", DAY, "Open it", url="/desk/")]))

    (event,) = calendar.events
    assert calendar["x-wr-calname"] == "Osthafen"
    assert event["dtstart"].dt == DAY
    assert event["transp"] == "TRANSPARENT"
    assert event["uid"] == "measure-7@rights.example.org"
    assert event["url"] == "https://rights.example.org:8443/desk/"
    assert abs(event["dtstamp"].dt - timezone.now()).total_seconds() < 60
    assert event.errors == []


def test_a_calendar_without_dates_can_be_read():
    assert read(calendar_file("Osthafen", [])).events == []
