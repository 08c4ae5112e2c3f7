"""What do rooms above say at the head of a record, and what do they ask of its team?"""

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


ASKS: list[Callable[[City], Iterable[Fact]]] = []  # what each asks of the team besides
STANDINGS: list[Callable[[City], Iterable[Standing]]] = []  # each room above enters its own


def standings_of(city: City) -> list[Standing]:
    return [standing for of in STANDINGS for standing in of(city)]


def asked_of(city: City) -> list[Fact]:
    """What rooms above ask of the team that no standing says, with a day and the way to it."""
    return [ask for of in ASKS for ask in of(city)]
