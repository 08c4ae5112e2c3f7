"""The only door out of this room: what may be known of a window and what was said in it."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from cities.models import City

from . import sealing
from .choices import READ_BY, Readers
from .models import Contribution, Window

QUOTED = 8  # so many words in a row are a quotation, and so is all of a shorter contribution
COMMON = 2  # so few are anybody's words, unless they stand alone or between marks
WORD = re.compile(r"\w+")
BETWEEN_MARKS = re.compile(r"[“”„«»‹›‘‚\"]([^“”„«»‹›‘’‚\"]+)[“”«»‹›‘’\"]")

Words = tuple[str, ...]


@dataclass(frozen=True)
class Hearing:
    """When contributions about a city are received. ``window`` is what ``voices_for`` asks for."""

    window: int
    opens: date
    closes: date
    is_closed: bool
    is_released: bool


@dataclass(frozen=True)
class OpenHearing:
    """A hearing in which anybody can speak today."""

    slug: str
    city: str
    invented: bool
    until: date


@dataclass(frozen=True)
class Voice:
    """What one contributor said, as far as these readers may know it."""

    key: UUID
    text: str
    language: str
    commitments: tuple[str, ...]
    name: str  # empty unless its author gave it to everybody


def hearing_of(city: City, since: date | None = None) -> Hearing | None:
    """The latest window of this city; with ``since``, the first that opened from that day on."""
    windows = Window.objects.filter(city=city)
    if since is not None:
        windows = windows.filter(opens_on__gte=since).order_by("opens_on", "pk")
    window = windows.first()
    return _hearing(window) if window else None


def announced_hearings(cities: Iterable[int]) -> dict[int, list[Hearing]]:
    """City → what anyone may know of its hearings, the first one first; one statement."""
    hearings: dict[int, list[Hearing]] = {}
    windows = Window.objects.announced().filter(city__in=list(cities))
    for window in windows.order_by("opens_on", "pk"):
        hearings.setdefault(window.city_id, []).append(_hearing(window))
    return hearings


def open_hearings(day: date) -> list[OpenHearing]:
    """Where anybody can speak on ``day``, by name of the city; one statement."""
    windows = Window.objects.announced().open_on(day).order_by("city__name_sort")
    facts = windows.values_list("city__slug", "city__name", "city__invented", "closes_on")
    return [OpenHearing(*each) for each in facts]


def voices_for(window: int, readers: Readers) -> list[Voice]:
    """What these readers may read: nothing before release, and only what each author allowed.

    Random order, and always the same. What a lost key has taken is not among them.
    """
    found = Contribution.objects.passed().filter(
        window=window,
        window__released_on__isnull=False,
        protection__in=[each for each, allowed in READ_BY.items() if readers in allowed],
    )
    voices = (_voice(each) for each in found)
    return [voice for voice in voices if voice is not None]


def quoting_reviewers_only(window: int, texts: Mapping[str, str]) -> list[str]:
    """Which of these texts repeat words of a contribution that only reviewers may read.

    What stands in a contribution that the city may read as well is no secret.
    """
    known = [_words(voice.text) for voice in voices_for(window, Readers.CITY)]
    meant = [_words(voice.text) for voice in voices_for(window, Readers.PANEL)]
    secret: set[Words] = set()
    for length in range(1, QUOTED + 1):
        of_this_length = [words for words in meant if min(QUOTED, len(words)) == length]
        secret |= _runs(of_this_length, length) - _runs(known, length)
    return [title for title, text in texts.items() if _repeats(text, secret)]


def _hearing(window: Window) -> Hearing:
    return Hearing(
        window=window.pk,
        opens=window.opens_on,
        closes=window.closes_on,
        is_closed=window.closed_on is not None,
        is_released=window.released_on is not None,
    )


def _voice(contribution: Contribution) -> Voice | None:
    said = contribution.published
    if said is None:
        said = sealing.opened(contribution.shortened or contribution.sealed)
    if said is None:
        return None
    return Voice(
        key=contribution.pk,
        text=said["text"],
        language=said["language"],
        commitments=tuple(said["commitments"]),
        name=said["name"],
    )


def _repeats(text: str, secret: set[Words]) -> bool:
    """Whether one of these runs stands in the text; the shortest count only as quotations."""
    words = _words(text)
    found = {words, *(_words(each) for each in BETWEEN_MARKS.findall(text))}
    for length in range(COMMON + 1, QUOTED + 1):
        found |= _runs([words], length)
    return bool(found & secret)


def _words(text: str) -> Words:
    """The words alone, however they are written: no capitals, no marks, signs joined."""
    return tuple(WORD.findall(unicodedata.normalize("NFKC", text).casefold()))


def _runs(texts: Iterable[Words], length: int) -> set[Words]:
    """Every run of so many words in these texts."""
    return {words[at : at + length] for words in texts for at in range(len(words) - length + 1)}
