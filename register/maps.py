"""What stands on the map: a mark for each place, by where it stands."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from cities.models import City
from register.choices import Standing
from register.directory import SHOWN
from register.europe import is_on_the_map, position
from register.rows import Row, row_of

# Those that stand out are drawn last, so that no other mark covers them.
LAYERS = [Standing.TAKES_PART, Standing.SELF_DECLARED, Standing.UNDER_WAY, Standing.ACCREDITED]


@dataclass(frozen=True)
class Dot:
    """``across`` and ``down`` as text, for coordinates know no language."""

    row: Row
    across: str
    down: str


def drawn(cities: QuerySet[City], day: date) -> list[Dot]:
    """A mark for each of ``directory.with_standing()`` that lies on the map; one statement."""
    dots = []
    for city in cities.filter(latitude__isnull=False).order_by("name_sort", "pk").values(*SHOWN):
        across, down = position(float(city["latitude"]), float(city["longitude"]))
        if is_on_the_map(across, down):
            dots.append(Dot(row_of(city, day), str(across), str(down)))
    return sorted(dots, key=lambda dot: LAYERS.index(Standing(dot.row.standing)))
