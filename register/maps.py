"""What stands on the map: a mark for each place, by where it stands.

Which places there are is read once a minute for everybody: a map has to look at all of them, and
no page that must be right at once has one (decision 38).
"""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Q

from register.choices import Standing
from register.directory import SHOWN, as_shown, with_standing
from register.europe import is_on_the_map, position
from register.kept import once_a_minute
from register.rows import Row, row_of

# Those that stand out are drawn last, so that no other mark covers them.
LAYERS = [Standing.TAKES_PART, Standing.SELF_DECLARED, Standing.UNDER_WAY, Standing.SUSPENDED,
          Standing.ACCREDITED]  # fmt: skip
MOST = 2_000  # marks on one map; with more it could neither be read nor be sent
STANDS_OUT = (
    Q(held__state__isnull=False) | Q(under_way__state__isnull=False) | Q(self_declared=True)
)
LATITUDE, LONGITUDE = SHOWN.index("latitude"), SHOWN.index("longitude")
SLUG = SHOWN.index("slug")

Values = tuple[Any, ...]


@dataclass(frozen=True)
class Dot:
    """``across`` and ``down`` as text, for coordinates know no language."""

    row: Row
    across: str
    down: str


@dataclass(frozen=True)
class Places:
    """Rows of ``directory.SHOWN`` by name, at most ``MOST``; whether others had to be left out."""

    cities: tuple[Values, ...]
    leaves_out: bool = False


def outstanding(day: date) -> Places:
    """Those that hold a label, apply for one or call themselves a human rights city."""
    return once_a_minute("places that stand out", day, _outstanding)


def everybody(day: date) -> Places:
    """All public ones; where they are too many for a map, those that stand out."""
    return once_a_minute("places", day, _everybody)


def _everybody() -> Places:
    cities = _read(Q())
    return Places(cities) if len(cities) <= MOST else replace(_outstanding(), leaves_out=True)


def _outstanding() -> Places:
    cities = _read(STANDS_OUT)
    return Places(cities[:MOST], leaves_out=len(cities) > MOST)


def _read(which: Q) -> tuple[Values, ...]:
    """One more than fit on a map, where there are more."""
    cities = with_standing().filter(which, latitude__isnull=False).order_by("name_sort", "pk")
    return tuple(as_shown(cities)[: MOST + 1])


def dots_of(places: Places, day: date) -> list[Dot]:
    """A mark for each that lies on the map, in the order they are drawn."""
    dots = []
    for values in places.cities:
        across, down = position(float(values[LATITUDE]), float(values[LONGITUDE]))
        if is_on_the_map(across, down):
            dots.append(Dot(row_of(values, day), str(across), str(down)))
    return sorted(dots, key=lambda dot: LAYERS.index(Standing(dot.row.standing)))
