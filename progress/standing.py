"""What do rooms above say at the head of a record? A label, for those who hold one."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from cities.models import City


@dataclass(frozen=True)
class Fact:
    """One thing in few words; with an address where something can be done about it."""

    term: str
    words: str
    url: str = ""
    is_late: bool = False


@dataclass(frozen=True)
class Standing:
    """How something of a city stands today. ``ask`` is what it asks of the team now, and where."""

    title: str
    state: str
    tone: str
    url: str
    facts: Sequence[Fact]
    ask: Fact | None = None


STANDINGS: list[Callable[[City], Iterable[Standing]]] = []  # each room above enters its own


def standings_of(city: City) -> list[Standing]:
    return [standing for of in STANDINGS for standing in of(city)]
