"""Finding panels that keep every rule: one search over all seats of a session."""

from dataclasses import dataclass, replace

from .freezing import PEER
from .table import Place, Table, shuffled
from .values import Seats


class TooManyAttempts(Exception):
    """The search was stopped before it had seen everything."""


@dataclass
class Group:
    """The seats of one kind on one panel, filled in the order of their candidates."""

    reference: str
    seat: str
    candidates: list[str]
    number: int
    taken: list[int]  # positions in ``candidates``, rising

    @property
    def open(self) -> int:
        return self.number - len(self.taken)

    @property
    def codes(self) -> list[str]:
        return [self.candidates[position] for position in self.taken]


class Search:
    """Depth first, the tightest seats next, never trying what cannot be completed.

    ``demanded`` names the cases of which somebody must read the original language.
    ``docs/draw.md`` describes the same in words; ``attempts`` counts the seats tried.
    """

    def __init__(self, table: Table, seed: str, demanded: frozenset[str] = frozenset()):
        self.table, self.demanded, self.attempts = table, demanded, 0
        self.free = dict(table.free)
        self.places: set[Place] = set()
        self.groups = [
            Group(
                reference,
                seat,
                shuffled(table.of_seat(reference, seat), seed, reference, seat),
                number,
                [],
            )
            for reference in table.references
            for seat, number in table.seats.items()
        ]

    def run(self) -> Seats | None:
        """Seats that keep every rule, or None when there are none.

        Raises TooManyAttempts when the table's limit is reached first.
        """
        if not self._can_still_be_filled() or not self._fill():
            return None
        seats: Seats = {}
        for group in self.groups:
            seats.setdefault(group.reference, {})[group.seat] = group.codes
        return seats

    def _fill(self) -> bool:
        waiting = [group for group in self.groups if group.open]
        if not waiting:
            return True
        group = min(waiting, key=lambda one: len(self._left(one)) - one.open)
        for position in self._left(group):
            self.attempts += 1
            if self.attempts > self.table.attempts_max:
                raise TooManyAttempts
            self._take(group, position)
            if self._can_still_be_filled() and self._fill():
                return True
            self._give_back(group)
        return False

    def _left(self, group: Group) -> list[int]:
        """Positions still to be tried, after the last one taken in this group."""
        start = group.taken[-1] + 1 if group.taken else 0
        return [
            position
            for position in range(start, len(group.candidates))
            if self._is_free(group.reference, group.candidates[position])
        ]

    def _is_free(self, reference: str, code: str) -> bool:
        if self.free[code] < 1:
            return False
        return self.places.isdisjoint(self.table.apart.get((reference, code), ()))

    def _take(self, group: Group, position: int) -> None:
        code = group.candidates[position]
        group.taken.append(position)
        self.free[code] -= 1
        self.places.add((group.reference, code))

    def _give_back(self, group: Group) -> None:
        code = group.candidates[group.taken.pop()]
        self.free[code] += 1
        self.places.discard((group.reference, code))

    def _can_still_be_filled(self) -> bool:
        readers: set[str] = set()
        for group in self.groups:
            left = [group.candidates[position] for position in self._left(group)]
            if group.open > len(left):
                return False
            if group.seat == PEER and not self._peers_fit(group, left):
                return False
            there = group.codes + (left if group.open else [])
            if self.table.reads[group.reference].intersection(there):
                readers.add(group.reference)
        return self.demanded <= readers

    def _peers_fit(self, group: Group, left: list[str]) -> bool:
        table, codes = self.table, group.codes
        have = {table.country[code] for code in codes}
        coming = {table.country[code] for code in left} - have
        countries = table.countries_min - len(have)
        similar = table.similar[group.reference]
        alike = table.similar_min - len(similar.intersection(codes))
        return max(countries, alike) <= group.open and (
            countries <= len(coming) and alike <= len(similar.intersection(left))
        )


def relaxed(table: Table) -> dict[str, Table]:
    """The table with one rule lifted, by the name of that rule."""
    unlimited = dict.fromkeys(table.free, len(table.references))
    return {
        "load": replace(table, free=unlimited),
        "apart": replace(table, apart={}),
        "countries": replace(table, countries_min=0),
        "similar": replace(table, similar_min=0),
    }
