"""What stands on the map: a mark for each place, by where it stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from cities.models import City
from register.choices import Standing
from register.directory import SHOWN, as_shown
from register.europe import is_on_the_map, position
from register.rows import Row, row_of

# Those that stand out are drawn last, so that no other mark covers them.
LAYERS = [Standing.TAKES_PART, Standing.SELF_DECLARED, Standing.UNDER_WAY, Standing.SUSPENDED,
          Standing.ACCREDITED]  # fmt: skip
LATITUDE, LONGITUDE = SHOWN.index("latitude"), SHOWN.index("longitude")

Values = tuple[Any, ...]


@dataclass(frozen=True)
class Dot:
    """``across`` and ``down`` as text, for coordinates know no language."""

    row: Row
    across: str
    down: str


def placed(cities: QuerySet[City]) -> tuple[Values, ...]:
    """Those of ``directory.with_standing()`` whose place is known, by name; one statement."""
    return tuple(as_shown(cities.filter(latitude__isnull=False).order_by("name_sort", "pk")))


def dots_of(cities: Sequence[Values], day: date) -> list[Dot]:
    """A mark for each that lies on the map, in the order they are drawn."""
    dots = []
    for values in cities:
        across, down = position(float(values[LATITUDE]), float(values[LONGITUDE]))
        if is_on_the_map(across, down):
            dots.append(Dot(row_of(values, day), str(across), str(down)))
    return sorted(dots, key=lambda dot: LAYERS.index(Standing(dot.row.standing)))
