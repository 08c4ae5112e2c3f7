"""Where is a place, and how many live there? Looked up in a list that is packed with us.

The list: GeoNames (geonames.org), CC BY 4.0. Towns, not authorities: it only helps to fill in
a form. Pages that use it name the source.
"""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from cities.names import searchable

LIST = Path(__file__).parent / "data" / "places.csv"
SHOWN = 12


@dataclass(frozen=True)
class Place:
    key: str
    name: str
    country: str
    population: int
    latitude: str
    longitude: str
    search: str


@cache
def places() -> dict[str, Place]:
    """Every place of the list, by its key; read once a process."""
    with LIST.open(encoding="utf-8", newline="") as file:
        return {row["geonames_id"]: _place(row) for row in csv.DictReader(file)}


def _place(row: dict[str, str]) -> Place:
    return Place(
        key=row["geonames_id"],
        name=row["name"],
        country=row["country"],
        population=int(row["population"]),
        latitude=row["latitude"],
        longitude=row["longitude"],
        search=searchable(row["name"]),
    )


def find(words: str, country: str = "") -> list[Place]:
    """The places that begin with these words, then those that hold them; the largest first."""
    wanted = searchable(words.strip())
    if len(wanted) < 2:
        return []
    hits = [
        place
        for place in places().values()
        if wanted in place.search and country in ("", place.country)
    ]
    hits.sort(key=lambda place: (not place.search.startswith(wanted), -place.population))
    return hits[:SHOWN]
