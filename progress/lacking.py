"""What does a city lack for each level, in words, and where can it do something about it?"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.urls import reverse

from cities.models import City
from commitments.choices import DemandKind
from commitments.levels import Lack, Record, Rung, next_rung
from commitments.models import Framework, Requirement
from progress.edition import Edition
from progress.models import Measure
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
    about: str = ""  # what the requirement asks, for those who do not know its code


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


def lacking_from(
    city: City,
    sheet: Sheet,
    recommended: Iterable[Measure] | None = None,
    *,
    worded: Edition | None = None,
) -> list[LevelLacks]:
    """``worded``: the edition in the language in which it says what a requirement asks."""
    record = record_from(city, sheet, recommended)
    rungs = sheet.edition.rungs
    coming = next_rung(record, rungs)
    return [
        LevelLacks(
            code=rung.code,
            title=rung.title,
            lines=_lines(city, rung, record, worded or sheet.edition),
            is_lowest=rung is rungs[0],
            is_next=rung is coming,
        )
        for rung in rungs
    ]


def told_once(lacks: Iterable[Lack]) -> list[Lack]:
    """One line a requirement, in their order: of several the one that asks for the highest step."""
    kept: dict[str, Lack] = {}
    for lack in lacks:
        key = lack.requirement or lack.text
        if key not in kept or (lack.asked or 0) > (kept[key].asked or 0):
            kept[key] = lack
    return list(kept.values())


def _lines(city: City, rung: Rung, record: Record, edition: Edition) -> list[LackLine]:
    elsewhere = _pages(city, rung, record)
    return [
        _line(city, lack, elsewhere.get(lack.text, ""), edition.requirements.get(lack.requirement))
        for lack in told_once(rung.lacking(record))
    ]


def _line(city: City, lack: Lack, page: str, requirement: Requirement | None) -> LackLine:
    if requirement is None:
        return LackLine(lack.text, page, lack.by_review)
    url = reverse("progress:requirement", args=[city.slug, requirement.code])
    return LackLine(lack.text, url, lack.by_review, requirement.text)


def _pages(city: City, rung: Rung, record: Record) -> Mapping[str, str]:
    """Where to go for what no single requirement settles: the line's text → a page."""
    return {
        lack.text: reverse(PAGES[demand["kind"]], args=[city.slug])
        for demand in rung.demands
        if demand["kind"] in PAGES
        for lack in Rung(rung.code, rung.title, (demand,)).lacking(record)
    }
