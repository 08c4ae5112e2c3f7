"""Which groups of cities can be counted side by side without telling of fewer than five?

Plain Python on plain counts. Groups are size classes and kinds; every city is in one of each, so
that a count by size and a count by kind, taken from each other, speak of those in one and not in
the other. No such difference may speak of fewer than ``FEWEST`` either.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

FEWEST = 5

Cells = Mapping[tuple[str, str], int]  # (size class, kind) → how many cities


@dataclass(frozen=True)
class Shown:
    """Groups that may be shown."""

    sizes: frozenset[str]
    kinds: frozenset[str]


def shown(cells: Cells) -> Shown:
    """Every size class with enough cities, and after them the kinds that give nothing away.

    Which these are depends on how many cities there are, and on nothing that they answered.
    """
    sizes = frozenset(each for each, count in _counts(cells, 0).items() if each and count >= FEWEST)
    kinds: frozenset[str] = frozenset()
    by_number = sorted(_counts(cells, 1).items(), key=lambda each: (-each[1], each[0]))
    for kind, count in by_number:
        if count >= FEWEST and least_told(cells, Shown(sizes, kinds | {kind})) >= FEWEST:
            kinds |= {kind}
    return Shown(sizes, kinds)


def least_told(cells: Cells, groups: Shown) -> float:
    """Of how few cities the counts of these groups tell, taken from each other in whatever way.

    Some groups by size, less some by kind, leave the cities that are in only one of the two. With
    other weights no fewer are left: cities whose weights do not cancel out are among those left
    by the groups of one weight. Infinite where nothing is shown.
    """
    return min((left for left in _all_left(cells, groups) if left), default=float("inf"))


def _all_left(cells: Cells, groups: Shown) -> Iterator[int]:
    """How many are left, for each choice of kinds with the sizes that leave fewest.

    A size class leaves its cities of other kinds if it is taken along, and those of these kinds
    if not. Where taking the better of both leaves none at all, one class is taken the other way.
    """
    for kinds in _choices(groups.kinds):
        left = sum(n for (size, kind), n in cells.items()
                   if kind in kinds and size not in groups.sizes)  # fmt: skip
        ways = [_ways(cells, size, kinds) for size in groups.sizes]
        left += sum(min(way) for way in ways)
        yield left
        if not left:
            yield from (max(way) for way in ways)


def _ways(cells: Cells, size: str, kinds: frozenset[str]) -> tuple[int, int]:
    of_size = [(kind, n) for (each, kind), n in cells.items() if each == size]
    within = sum(n for kind, n in of_size if kind in kinds)
    return within, sum(n for _kind, n in of_size) - within


def _choices(groups: Iterable[str]) -> Iterator[frozenset[str]]:
    every = sorted(groups)
    for number in range(len(every) + 1):
        yield from map(frozenset, combinations(every, number))


def _counts(cells: Cells, part: int) -> dict[str, int]:
    found: dict[str, int] = {}
    for cell, count in cells.items():
        found[cell[part]] = found.get(cell[part], 0) + count
    return found
