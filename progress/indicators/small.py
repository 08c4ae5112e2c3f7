"""Which values would tell of single people, and which others would give them away?

A plain module: no database, no request.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

# Fewer people than this are never told of. Offices of statistics take between three and ten; ten
# is the bar the British one sets for what researchers take out of its safe room, and the most
# cautious in common use. A town is small and knows its people.
SMALL = 10
COUNTS = "count"  # the unit whose value is itself a number of people, where it is about people


@dataclass(frozen=True)
class Held:
    """A value of one period: of everybody, or of one group. Of few people it has no numbers."""

    group: str
    value: Decimal | None = None
    people: int | None = None
    few: bool = False


def is_small(unit: str, value: Decimal | None, people: int | None) -> bool:
    """Whether the value tells of fewer people than may be told of.

    A number of people is small by itself, however many were asked: three of four thousand are
    three. That it happened to nobody may be said. A share is small where those it is of are few.
    """
    if people is None:
        return False
    return people < SMALL or (unit == COUNTS and value is not None and 0 < value < SMALL)


def kept_back(unit: str, total: Held | None, groups: Iterable[Held]) -> set[str]:
    """The groups whose values would give away what is told of fewer people, by subtraction.

    Beside a total, a group is kept back where all others together are too few; and where something
    is missing, what the total gives away of it must rest on enough people: then the smallest group
    is kept back too.
    """
    held = list(groups)
    if total is None or total.few:
        return set()
    hidden = {each.group for each in held if not each.few and _few_others(unit, total, each)}
    shown = [each for each in held if not each.few and each.group not in hidden]
    if shown and not hidden and any(each.few for each in held):
        # One that is nobody, or few, covers nothing: whoever knows it has the missing number.
        cover = [each for each in shown if unit != COUNTS or (each.value or 0) >= SMALL]
        covering = [min(cover, key=lambda one: (one.people or 0, one.group))] if cover else shown
        hidden |= {each.group for each in covering}
    return hidden


def _few_others(unit: str, total: Held, one: Held) -> bool:
    pairs: list[tuple[Decimal | int | None, Decimal | int | None]] = [(total.people, one.people)]
    if unit == COUNTS:
        pairs.append((total.value, one.value))
    return any(
        whole is not None and part is not None and 0 < whole - part < SMALL for whole, part in pairs
    )
