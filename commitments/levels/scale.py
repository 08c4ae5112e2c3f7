"""The rung a record reaches, and what the next one lacks."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .demands import DEMANDS
from .record import Lack, Record


@dataclass(frozen=True)
class Rung:
    """A level as a plain value: its demands are those it adds to the rung below."""

    code: str
    title: str
    demands: Sequence[Mapping[str, Any]]

    def lacking(self, record: Record) -> list[Lack]:
        """What the record lacks for this rung alone; one line a requirement, the highest asked."""
        lines = list(self._each_lack(record))
        highest: dict[str, Lack] = {}
        for line in lines:
            held = highest.get(line.requirement)
            if held is None or _height(line) > _height(held):
                highest[line.requirement] = line
        return [line for line in lines if not line.requirement or line is highest[line.requirement]]

    def _each_lack(self, record: Record) -> Iterator[Lack]:
        for demand in self.demands:
            terms = {name: value for name, value in demand.items() if name != "kind"}
            yield from DEMANDS[demand["kind"]].lacking(record, level=self.code, **terms)


def reached(record: Record, scale: Iterable[Rung]) -> Rung | None:
    """The highest rung that, like every rung below it, lacks nothing (design §3)."""
    held = None
    for rung in scale:
        if rung.lacking(record):
            break
        held = rung
    return held


def next_rung(record: Record, scale: Iterable[Rung]) -> Rung | None:
    """The lowest rung that still lacks something a city can do; None when there is none.

    Lines that only a review can settle are no reason to stop at a rung.
    """
    for rung in scale:
        if any(not line.by_review for line in rung.lacking(record)):
            return rung
    return None


def lacking_for(record: Record, scale: Iterable[Rung]) -> list[tuple[Rung, list[Lack]]]:
    """Each rung, lowest first, with what the record lacks for it alone."""
    return [(rung, rung.lacking(record)) for rung in scale]


def _height(line: Lack) -> int:
    return -1 if line.asked is None else line.asked
