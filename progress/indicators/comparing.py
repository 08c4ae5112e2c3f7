"""What a table of readings would change, against what stands in the record."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from cities.models import City
from commitments.choices import UNITS, Catalogue
from commitments.models import Indicator
from progress.edition import Edition
from progress.models import Reading, Series
from progress.models.series import folded

from .figures import SIGNS, faults, kept
from .laid import group_labels
from .listed import of_edition
from .reading import Brought, Fault, Row

FIGURE = ("value", "people", "few", "source")
LISTED = 8  # choices named in a sentence


@dataclass
class Proposal:
    """One reading that the file has and the record has not, or has otherwise."""

    line: int
    series: Series  # not saved where it is to be begun
    group: str
    on: date
    whole_year: bool
    figure: dict[str, Any]
    seen: int


@dataclass
class Changes:
    """What is proposed, what could not be, and how many rows say what stands already."""

    proposals: list[Proposal] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    same: int = 0


def changes_in(brought: Brought, *, city: City, edition: Edition) -> Changes:
    """Each row that says something else than the record. Three statements."""
    return _Comparison(brought, city, edition).made()


class _Comparison:
    def __init__(self, brought: Brought, city: City, edition: Edition):
        self.brought, self.city, self.edition = brought, city, edition
        held = list(Series.objects.filter(city=city))
        self.by_code = {each.code: each for each in held if each.code}
        self.by_name = {folded(each.name): each for each in held}
        self.suggested = of_edition(edition)
        self.suggested_by_name = {folded(each.name): each for each in self.suggested.values()}
        self.groups = group_labels()
        self.readings = {
            (each.series_id, each.on, each.whole_year, each.group): each
            for each in Reading.objects.filter(series__city=city).standing()
        }
        # Where a reading of a group stands, or comes with this table, a total is one of people.
        grouped = {series for series, _on, _whole_year, group in self.readings if group}
        self.of_people = {each.key for each in held if each.pk in grouped}
        self.changes = Changes(faults=list(brought.faults))
        self.met: dict[tuple[Any, ...], int] = {}

    def made(self) -> Changes:
        placed: list[tuple[Row, Series, str]] = []
        for row in self.brought.rows:
            with self._left_out(row):
                placed.append((row, self._series(row), self._group(row.group)))
        self.of_people |= {series.key for _row, series, group in placed if group}
        for row, series, group in placed:
            with self._left_out(row):
                self._compare(row, series, group)
        self.changes.faults.sort(key=lambda fault: fault.line)
        return self.changes

    @contextmanager
    def _left_out(self, row: Row) -> Iterator[None]:
        """Where this row is at fault, the others are looked at all the same."""
        try:
            yield
        except _Left as left:
            self.changes.faults.append(Fault(row.line, left.column, str(left)))

    def _compare(self, row: Row, series: Series, group: str) -> None:
        key = (series.key, row.on, row.whole_year, group)
        if key in self.met:
            raise _Left("period", _("This stands in line %(line)d already. Keep one of the two.")
                        % {"line": self.met[key]})  # fmt: skip
        self.met[key] = row.line
        if row.hidden:
            self.changes.same += 1
            return
        now = self.readings.get((series.pk, row.on, row.whole_year, group))
        people = row.people
        if "people" not in self.brought.columns and now is not None:
            people = now.people
        if found := faults(series.unit, group, row.value, people, row.few):
            raise _Left(*next(iter(found.items())))
        source = row.source if row.source is not None else now.source if now else ""
        figure: dict[str, Any] = {"source": source}
        of_people = series.key in self.of_people
        figure |= kept(series.unit, row.value, people, row.few, of_people=of_people)
        if now is not None and all(getattr(now, name) == figure[name] for name in FIGURE):
            self.changes.same += 1
            return
        self.changes.proposals.append(
            Proposal(row.line, series, group, row.on, row.whole_year, figure,
                     now.version if now else 0)
        )  # fmt: skip

    def _series(self, row: Row) -> Series:
        """The one in the record, or one to be begun."""
        name = folded(row.name)
        found = self.by_code.get(row.code) if row.code else self.by_name.get(name)
        if found is None:
            indicator = self.suggested_by_name.get(name)
            if row.code and (indicator := self.suggested.get(row.code)) is None:
                raise _Left(
                    "code",
                    _(
                        "The framework has no indicator %(code)s. Leave the code "
                        "empty for one of your own."
                    )
                    % {"code": row.code[:20]},
                )
            found = self._begun(row, indicator)
            self.by_name[folded(found.name)] = found
            self.by_code[found.code] = found
        self._check_unit(row, found)
        return found

    def _begun(self, row: Row, indicator: Indicator | None) -> Series:
        if indicator is not None:
            facts = {"code": indicator.code, "name": indicator.name, "unit": indicator.unit}
        else:
            facts = {"name": row.name, "unit": _unit(row.unit)}
        targets = self._known(row.targets, self.edition.labels[Catalogue.SDG_TARGETS], "targets", _(
            "The catalogue has no SDG target %(codes)s."
        ))  # fmt: skip
        requirements = self._known(row.requirements, self.edition.requirements, "requirements", _(
            "This edition has no requirement %(codes)s."
        ))  # fmt: skip
        if indicator is not None and not targets and indicator.sdg:
            targets = [indicator.sdg]
        return Series(city=self.city, targets=targets, requirements=requirements, **facts)

    def _known(
        self, codes: list[str], known: Mapping[str, Any], column: str, sentence: str
    ) -> list[str]:
        folded = {code.casefold(): code for code in known}
        if wrong := [code for code in codes if code.casefold() not in folded]:
            raise _Left(column, sentence % {"codes": ", ".join(wrong)[:100]})
        return [folded[code.casefold()] for code in codes]

    def _check_unit(self, row: Row, series: Series) -> None:
        if row.unit and _unit(row.unit, series.unit) != series.unit:
            raise _Left("unit", _("This is measured in another unit here: %(unit)s. Convert the "
                                  "numbers, or name another indicator.")
                        % {"unit": series.unit_in_words})  # fmt: skip

    def _group(self, text: str) -> str:
        plain = folded(text)
        for code, label in self.groups.items():
            if plain in (code.casefold(), folded(label)):
                return code
        if plain:
            raise _Left(
                "group",
                _("There is no group “%(text)s”. Write one of: %(codes)s …")
                % {"text": text[:60], "codes": ", ".join(list(self.groups)[:LISTED])},
            )
        return ""


class _Left(Exception):
    """This row is left out; says in which column the fault lies, and what to do."""

    def __init__(self, column: str, sentence: str):
        super().__init__(sentence)
        self.column = column


def _unit(text: str, own: str = "") -> str:
    """The unit that is meant, by its key, its words or its sign."""
    plain = folded(text.replace("_", " "))
    if own and plain == folded(own.replace("_", " ")):
        return own
    for key, words in UNITS.items():
        names = {folded(key.replace("_", " ")), folded(str(words)), SIGNS.get(key) or key}
        if plain in names:
            return key
    if own:
        return text
    raise _Left("unit", _("Say in which unit this is measured. Write one of: %(units)s.")
                % {"units": ", ".join(UNITS)})  # fmt: skip
