"""What a frozen text says, ready to be asked, and the order its candidates stand in."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from .freezing import PEER
from .values import FORMAT, Seats

Place = tuple[str, str]  # reference and code


@dataclass(frozen=True)
class Table:
    """The frozen text as look-ups."""

    seats: dict[str, int]
    countries_min: int
    similar_min: int
    load_max: int
    attempts_max: int
    seat_of: dict[str, str]
    country: dict[str, str]
    free: dict[str, int]
    eligible: dict[str, frozenset[str]]
    similar: dict[str, frozenset[str]]
    reads: dict[str, frozenset[str]]
    apart: dict[Place, set[Place]] = field(default_factory=dict)

    @property
    def references(self) -> list[str]:
        return sorted(self.eligible)

    def of_seat(self, reference: str, seat: str) -> list[str]:
        """The codes that may take this seat, in alphabetical order."""
        return sorted(code for code in self.eligible[reference] if self.seat_of[code] == seat)

    def readable(self) -> list[str]:
        """Cases whose original language somebody eligible reads."""
        return [one for one in self.references if self.reads[one] & self.eligible[one]]


def read(frozen: str) -> Table:
    """Raises ValueError when the text is not of the format ``docs/draw.md`` describes."""
    facts = json.loads(frozen)
    if facts.get("format") != FORMAT:
        raise ValueError(facts.get("format"))
    rules, cases = facts["rules"], facts["cases"]
    apart: dict[Place, set[Place]] = defaultdict(set)
    for first, visitor, second, host in facts["apart"]:
        apart[first, visitor].add((second, host))
        apart[second, host].add((first, visitor))
    return Table(
        seats={seat: number for seat, number in sorted(rules["seats"].items()) if number},
        countries_min=rules["peer_countries_min"],
        similar_min=rules["similar_peer_min"],
        load_max=rules["load_max"],
        attempts_max=rules["attempts_max"],
        seat_of={one["code"]: one["seat"] for one in facts["candidates"]},
        country={one["code"]: one["country"] for one in facts["candidates"]},
        free={one["code"]: one["free"] for one in facts["candidates"]},
        eligible={case["reference"]: frozenset(case["eligible"]) for case in cases},
        similar={case["reference"]: frozenset(case["similar"]) for case in cases},
        reads={case["reference"]: frozenset(case["reads"]) for case in cases},
        apart=dict(apart),
    )


def shuffled(codes: Iterable[str], seed: str, reference: str, seat: str) -> list[str]:
    """Codes in the order of SHA-256 over ``seed|reference|seat|code``, in UTF-8, as hexadecimal."""

    def place(code: str) -> str:
        return hashlib.sha256(f"{seed}|{reference}|{seat}|{code}".encode()).hexdigest()

    return sorted(codes, key=place)


def broken(table: Table, seats: Seats) -> list[str]:
    """The names of the hard rules these seats break: none for what ``draw`` returns.

    Written apart from the search on purpose, so that one checks the other.
    """
    found: set[str] = set()
    places = {
        (reference, code)
        for reference, by_seat in seats.items()
        for codes in by_seat.values()
        for code in codes
    }
    for reference in table.references:
        by_seat = seats.get(reference, {})
        for seat, number in table.seats.items():
            codes = by_seat.get(seat, [])
            if len(codes) != number or len(set(codes)) != number:
                found.add("seats")
            if not set(codes) <= set(table.of_seat(reference, seat)):
                found.add("eligible")
        peers = by_seat.get(PEER, [])
        if len({table.country[code] for code in peers}) < table.countries_min:
            found.add("countries")
        if len(table.similar[reference].intersection(peers)) < table.similar_min:
            found.add("similar")
    for code, free in table.free.items():
        if sum(1 for _reference, seated in places if seated == code) > free:
            found.add("load")
    if any(other in places for place in places for other in table.apart.get(place, ())):
        found.add("apart")
    return sorted(found)
