"""What does a city lack for each level, in words, and where can it do something about it?"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse

from cities.models import City
from commitments.choices import DemandKind
from commitments.levels import Record, Rung, next_rung
from commitments.models import Framework
from progress.records import Sheet, record_from, sheet_of

PAGES = {
    DemandKind.GROUPS_WITH_RESULTS: "progress:groups",
    DemandKind.EARLIER_RECOMMENDATIONS_ANSWERED: "progress:measures",
}


@dataclass(frozen=True)
class LackLine:
    text: str
    url: str
    by_review: bool


@dataclass(frozen=True)
class LevelLacks:
    """One level and what is lacking for it beyond the level below."""

    code: str
    title: str
    lines: list[LackLine]
    is_lowest: bool
    is_next: bool

    @property
    def to_do(self) -> list[LackLine]:
        return [line for line in self.lines if not line.by_review]

    @property
    def by_review(self) -> list[LackLine]:
        return [line for line in self.lines if line.by_review]


def lacking(city: City, framework: Framework) -> list[LevelLacks]:
    """Each level, lowest first, with what is lacking for it (design §3)."""
    return lacking_from(city, sheet_of(city, framework))


def lacking_from(city: City, sheet: Sheet) -> list[LevelLacks]:
    record = record_from(city, sheet)
    rungs = sheet.edition.rungs
    coming = next_rung(record, rungs)
    return [
        LevelLacks(
            code=rung.code,
            title=rung.title,
            lines=_lines(city, rung, record),
            is_lowest=rung is rungs[0],
            is_next=rung is coming,
        )
        for rung in rungs
    ]


def _lines(city: City, rung: Rung, record: Record) -> list[LackLine]:
    elsewhere = _pages(city, rung, record)
    return [
        LackLine(
            text=lack.text,
            url=(
                reverse("progress:requirement", args=[city.slug, lack.requirement])
                if lack.requirement
                else elsewhere.get(lack.text, "")
            ),
            by_review=lack.by_review,
        )
        for lack in rung.lacking(record)
    ]


def _pages(city: City, rung: Rung, record: Record) -> Mapping[str, str]:
    """Where to go for what no single requirement settles: the line's text → a page."""
    return {
        lack.text: reverse(PAGES[demand["kind"]], args=[city.slug])
        for demand in rung.demands
        if demand["kind"] in PAGES
        for lack in Rung(rung.code, rung.title, (demand,)).lacking(record)
    }
