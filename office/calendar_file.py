"""Dates as a calendar file (RFC 5545), which any calendar reads or subscribes to."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language

CONTENT_TYPE = "text/calendar; charset=utf-8"
LOOK_AGAIN = timedelta(hours=6)  # how often subscribers are asked to come back
LONGEST = 500  # characters of one text


@dataclass(frozen=True)
class Dated:
    """Something that falls on a day. ``key`` names it for good: a date that moves is no second."""

    key: str
    day: date
    title: str
    note: str = ""
    url: str = ""  # below the public address


def calendar_file(name: str, dates: Iterable[Dated]) -> bytes:
    """Every date as an event of a whole day, which leaves the reader's time free."""
    from icalendar import Calendar, Event, vDuration  # noqa: PLC0415 -- 8 MB, for few

    host = urlsplit(settings.PUBLIC_ADDRESS).hostname or "localhost"
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", f"-//{host}//Human Rights Cities//{(get_language() or 'en').upper()}")
    calendar.add("name", plain(name))
    calendar.add("x-wr-calname", plain(name))
    calendar.add("refresh-interval", LOOK_AGAIN, parameters={"value": "DURATION"})
    calendar.add("x-published-ttl", vDuration(LOOK_AGAIN).to_ical().decode())
    written_at = timezone.now()
    for dated in dates:
        event = Event()
        event.add("uid", f"{dated.key}@{host}")
        event.add("dtstamp", written_at)
        event.add("dtstart", dated.day)
        event.add("summary", plain(dated.title))
        if dated.note:
            event.add("description", plain(dated.note))
        if dated.url:
            event.add("url", settings.PUBLIC_ADDRESS + dated.url)
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    return calendar.to_ical()


def plain(text: str) -> str:
    """On one line, without signs that steer a screen: calendars show text in many ways."""
    seen = (" " if sign.isspace() else sign for sign in text if not _steers(sign))
    line = " ".join("".join(seen).split())
    return line if len(line) <= LONGEST else line[: LONGEST - 1] + "…"


def _steers(sign: str) -> bool:
    """A control, a mark that turns the direction of others, or half of a character."""
    return not sign.isspace() and unicodedata.category(sign) in ("Cc", "Cf", "Cs") and sign not in (
        "\u200c", "\u200d"  # join letters of some scripts, and parts of emoji
    )  # fmt: skip
