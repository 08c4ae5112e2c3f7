"""What may be shown of a city's readings, laid out by group and period."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from cities.models import City
from commitments.choices import Catalogue
from commitments.models import CatalogueEntry
from progress.models import Reading, Series

from .figures import with_unit
from .near import Dated, given_away, is_beside
from .small import SMALL, asks_people, is_small

EVERYBODY = ""  # the group of a total
LATEST = 4  # readings where there is little room


@dataclass(frozen=True)
class Cell:
    """One reading as somebody sees it: its number in words, or why there is none."""

    reading: Reading
    unit: str
    few: bool = False  # it tells of too few people
    held_back: bool = False  # it would give another value away
    is_mine: bool = False  # shown all the same, to those who write in the record

    @property
    def value(self) -> Decimal | None:
        if self.few or (self.held_back and not self.is_mine):
            return None
        return self.reading.value

    @property
    def is_shown(self) -> bool:
        return self.value is not None

    @property
    def words(self) -> str:
        """With its unit; of what is not shown a word in its place."""
        return self.instead if self.value is None else with_unit(self.value, self.unit)

    @property
    def instead(self) -> str:
        """One word for all that is not told: which of them are few would narrow down how few."""
        if self.few and self.is_mine:
            return too_few()
        return _("Kept back")

    @property
    def people(self) -> int | None:
        return self.reading.people if self.is_shown else None


def too_few() -> str:
    """What stands in place of a number that tells of too few people."""
    return _("Tells of fewer than %(few)d people") % {"few": SMALL}


@dataclass
class Line:
    """One group over time, in order; of everybody where ``group`` is empty."""

    group: str
    label: str
    cells: list[Cell] = field(default_factory=list)

    @property
    def latest(self) -> Cell:
        return self.cells[-1]

    @property
    def latest_cells(self) -> list[Cell]:
        """The newest few, for where there is little room."""
        return self.cells[-LATEST:]

    def chart(self) -> dict[str, Any]:
        """What the chart is drawn from, as plain values that a report can keep."""
        seen = [cell.value for cell in self.cells if cell.value is not None]
        unit = self.latest.unit
        return {
            "points": [
                [cell.reading.on.toordinal(), None if cell.value is None else float(cell.value)]
                for cell in self.cells
            ],
            "first": self.cells[0].reading.period,
            "last": self.latest.reading.period,
            "top": with_unit(max(seen), unit) if seen else "",
            "bottom": with_unit(min(seen), unit) if seen and min(seen) < 0 else "",
            "says": self.says(),
        }

    def says(self) -> str:
        """The line in a sentence, for those who do not see it."""
        first, last = self.cells[0], self.latest
        names = {"who": self.label, "first": first.reading.period_in_words, "from": first.words,
                 "last": last.reading.period_in_words, "to": last.words}  # fmt: skip
        if len(self.cells) == 1:
            return _("%(who)s: %(to)s (%(last)s)") % names
        return _("%(who)s: from %(from)s (%(first)s) to %(to)s (%(last)s)") % names


@dataclass
class Laid:
    """A series with its lines, everybody first."""

    series: Series
    lines: list[Line]

    @property
    def total(self) -> Line | None:
        return next((line for line in self.lines if line.group == EVERYBODY), None)

    @property
    def groups(self) -> list[Line]:
        return [line for line in self.lines if line.group != EVERYBODY]

    @property
    def holds_back(self) -> bool:
        """Whether “kept back” stands somewhere, beside a number or in its place."""
        cells = [cell for line in self.lines for cell in line.cells]
        return any(cell.held_back or (cell.few and not cell.is_mine) for cell in cells)

    @property
    def unsaid(self) -> list[str]:
        """When the value of everybody does not say of how many people it is, and should."""
        cells = self.total.cells if self.total and asks_people(self.series.unit) else []
        told = {cell.reading.on for cell in cells if not cell.few}
        days = {cell.reading.on for line in self.groups for cell in line.cells}
        return [
            cell.reading.period_in_words
            for cell in cells
            if cell.reading.people is None
            and not cell.few
            and any(is_beside(cell.reading.on, day, told) for day in days)
        ]


def laid_out(
    series: Series,
    readings: Iterable[Reading],
    labels: Mapping[str, str],
    *,
    mine: bool = False,
    of_people: bool = False,
) -> Laid:
    """The readings that stand. ``mine``: seen by those who write in this record.

    ``of_people``: there are readings of groups, be they among these or not.
    """
    days: dict[Any, list[Reading]] = {}
    for each in readings:
        if not each.is_taken_back:
            days.setdefault(each.on, []).append(each)
            of_people = of_people or bool(each.group)
    lines: dict[str, Line] = {}
    held = {
        each: _held(series.unit, each, of_people) for of_day in days.values() for each in of_day
    }
    hidden = given_away(series.unit, held.values())
    for day in sorted(days):
        # A whole year stands after its last day.
        for each in sorted(days[day], key=lambda one: one.whole_year):
            label = labels.get(each.group, each.group) if each.group else _("Everybody")
            line = lines.setdefault(each.group, Line(each.group, label))
            one = held[each]
            line.cells.append(Cell(each, series.unit, one.few, one in hidden, mine))
    order = {code: place for place, code in enumerate(labels)}
    ordered = sorted(
        lines.values(), key=lambda line: (line.group != EVERYBODY, order.get(line.group, 999))
    )
    return Laid(series, ordered)


def _held(unit: str, reading: Reading, of_people: bool) -> Dated:
    value, people, whole_year, on = reading.value, reading.people, reading.whole_year, reading.on
    if reading.few or is_small(unit, value, people, of_people=of_people):
        return Dated(reading.group, few=True, whole_year=whole_year, on=on)
    return Dated(reading.group, value, people, whole_year=whole_year, on=on)


def has_groups() -> Exists:
    """Of a series: whether readings of groups stand, by which a plain number is one of people."""
    return Exists(Reading.objects.standing().of_groups().filter(series=OuterRef("pk")))


def group_labels() -> dict[str, str]:
    """The groups at risk of the catalogue: code → label, in order. One statement."""
    return CatalogueEntry.objects.labels(Catalogue.GROUPS_AT_RISK)


def all_laid_out(city: City, *, mine: bool = False) -> list[Laid]:
    """Every series of the city with what may be shown. Three statements."""
    found: dict[int, list[Reading]] = {}
    rows = Reading.objects.filter(series__city=city).standing()
    for each in rows.order_by("series", "on", "-whole_year"):
        found.setdefault(each.series_id, []).append(each)
    labels = group_labels()
    return [
        laid_out(series, found.get(series.pk, ()), labels, mine=mine)
        for series in Series.objects.filter(city=city).order_by("name", "pk")
    ]


def totals_laid_out(city: City, *, mine: bool = False) -> list[Laid]:
    """Every series with its totals alone, which are never kept back. Two statements."""
    found: dict[int, list[Reading]] = {}
    standing = Reading.objects.standing()
    for each in standing.filter(series__city=city).of_all().order_by("series", "on", "-whole_year"):
        found.setdefault(each.series_id, []).append(each)
    rows = Series.objects.filter(city=city).annotate(of_people=has_groups())
    return [
        laid_out(series, found.get(series.pk, ()), {}, mine=mine, of_people=series.of_people)
        for series in rows.order_by("name", "pk")
    ]
