"""The readings of a record as a table to be taken away, and an example of such a table."""

import csv
import io
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from progress.cells import harmless

from .columns import COLUMNS, FEW, HIDDEN
from .figures import as_plain
from .laid import Laid

EXAMPLE = (
    ("S6.i2", "", "percent", "4.2", "S6.1", "2024", "", "66", "2203", "Family office, 1 October"),
    ("S6.i2", "", "percent", "4.2", "S6.1", "2024", "poverty", "55", "420", ""),
    ("S6.i2", "", "percent", "4.2", "S6.1", "2024", "roma", FEW, "", ""),
    ("", "Households that kept their home", "count", "11.1 1.4", "S3.1", "2025-06-30", "", "52",
     "98", "Prevention desk"),
)  # fmt: skip


def table_of(laid: Iterable[Laid]) -> bytes:
    """Every reading as it stands, a row each; what is not told has a word in place of a number."""
    return _written(_row(each, line.group, cell) for each in laid for line in each.lines
                    for cell in line.cells)  # fmt: skip


def example() -> bytes:
    return _written(EXAMPLE)


def _row(laid: Laid, group: str, cell: Any) -> tuple[Any, ...]:
    series, reading = laid.series, cell.reading
    value = HIDDEN if cell.value is None else written(cell.value)
    return (series.code, series.name, series.unit, " ".join(series.targets),
            " ".join(series.requirements), reading.period, group, value,
            "" if cell.people is None else cell.people, reading.source)  # fmt: skip


def written(value: Decimal) -> Decimal:
    """With four decimals rather than three, which a reader could take for thousands."""
    plain = as_plain(value)
    return plain if plain.as_tuple().exponent != -3 else plain.quantize(Decimal("0.0001"))


def _written(rows: Iterable[tuple[Any, ...]]) -> bytes:
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow([column.name for column in COLUMNS])
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return file.getvalue().encode("utf-8-sig")
