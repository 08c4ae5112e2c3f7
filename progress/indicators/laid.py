"""What may be shown of a city's readings, laid out by group and period."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from cities.models import City
from commitments.choices import Catalogue
from commitments.models import CatalogueEntry
from progress.models import Reading, Series

from .figures import with_unit
from .small import SMALL, Held, kept_back

EVERYBODY = ""  # the group of a total
LATEST = 4  # readings where there is little room


@dataclass(frozen=True)
class Cell:
    """One reading as somebody sees it: its number in words, or why there is none."""

    reading: Reading
    unit: str
    held_back: bool = False  # it would give another value away
    is_mine: bool = False  # shown all the same, to those who write in the record

    @property
    def value(self) -> Decimal | None:
        return None if self.held_back and not self.is_mine else self.reading.value

    @property
    def is_shown(self) -> bool:
        return self.value is not None

    @property
    def words(self) -> str:
        """With its unit; of what is not shown a word in its place."""
        return self.instead if self.value is None else with_unit(self.value, self.unit)

    @property
    def instead(self) -> str:
        if self.reading.few:
            return _("Fewer than %(few)d people") % {"few": SMALL}
        return _("Kept back")

    @property
    def people(self) -> int | None:
        return self.reading.people if self.is_shown else None


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
        return any(cell.held_back for line in self.lines for cell in line.cells)


def laid_out(
    series: Series, readings: Iterable[Reading], labels: Mapping[str, str], *, mine: bool = False
) -> Laid:
    """The readings that stand. ``mine``: seen by those who write in this record."""
    periods: dict[Any, list[Reading]] = {}  # by day, a whole year after its last day
    for each in readings:
        if not each.is_taken_back:
            periods.setdefault((each.on, each.whole_year), []).append(each)
    lines: dict[str, Line] = {}
    for _when, together in sorted(periods.items()):
        hidden = _kept_back(series.unit, together)
        for each in together:
            label = labels.get(each.group, each.group) if each.group else _("Everybody")
            line = lines.setdefault(each.group, Line(each.group, label))
            line.cells.append(Cell(each, series.unit, each.group in hidden, mine))
    order = {code: place for place, code in enumerate(labels)}
    ordered = sorted(
        lines.values(), key=lambda line: (line.group != EVERYBODY, order.get(line.group, 999))
    )
    return Laid(series, ordered)


def _kept_back(unit: str, together: Sequence[Reading]) -> set[str]:
    held = {each.group: Held(each.group, each.value, each.people, each.few) for each in together}
    total = held.pop(EVERYBODY, None)
    return kept_back(unit, total, held.values())


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


def totals_laid_out(city: City) -> list[Laid]:
    """Every series with its totals alone, which are never kept back. Two statements."""
    found: dict[int, list[Reading]] = {}
    rows = Reading.objects.filter(series__city=city).standing().of_all()
    for each in rows.order_by("series", "on", "-whole_year"):
        found.setdefault(each.series_id, []).append(each)
    return [
        laid_out(series, found.get(series.pk, ()), {})
        for series in Series.objects.filter(city=city).order_by("name", "pk")
    ]
