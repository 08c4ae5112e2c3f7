"""Which values of a series are looked at together, since one may be subtracted from another?

A plain module: no database, no request.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from .small import Held, asks_people, kept_back

NEAR = timedelta(days=366)  # not further apart than this, the people counted are mostly the same


@dataclass(frozen=True, kw_only=True)
class Dated(Held):
    """A value, and the day it is true of."""

    on: date


def given_away(unit: str, series: Collection[Dated]) -> set[Held]:
    """The groups of a series that would give few people away beside any total near them.

    Each total is looked at by itself. What it keeps back stays kept back whatever another allows.
    """
    totals: dict[date, list[Dated]] = {}
    for each in series:
        if not each.group and not each.few:
            totals.setdefault(each.on, []).append(each)
    groups = [each for each in series if each.group]
    hidden: set[Held] = set()
    for day, of_day in totals.items():
        if asks_people(unit) and any(each.people is None for each in of_day):
            hidden.update(each for each in groups if is_beside(day, each.on, totals))
            continue
        beside: set[Held] = set()
        for picture in _pictures(day, groups, totals):
            told = [each for each in picture if each not in beside]
            beside |= kept_back(unit, [*of_day, *told])
        hidden |= beside
    return {each for each in hidden if not each.few}


def is_beside(total: date, group: date, totals: Collection[date]) -> bool:
    """Whether a group of this day belongs to that total: of its day, or near and with none of it.

    Else a total that was counted a week before the groups would give the few away unnoticed.
    """
    return group == total or (abs(group - total) <= NEAR and group not in totals)


def _pictures(
    day: date, groups: Collection[Dated], totals: Collection[date]
) -> Iterator[list[Dated]]:
    """What somebody may take for parts of the total of this day.

    There is a picture as of each day with a group that belongs to it. Each group is in it by its
    reading nearest to that day, which stands in for one where it was not counted then.
    """
    near = [each for each in groups if abs(each.on - day) <= NEAR]
    days = {each.on for each in near if not each.few and is_beside(day, each.on, totals)}
    for one in sorted(days):
        nearest: dict[str, tuple[timedelta, timedelta, date]] = {}
        for each in near:
            far = abs(each.on - one), abs(each.on - day), each.on
            nearest[each.group] = min(nearest.get(each.group, far), far)
        yield [each for each in near if nearest[each.group][-1] == each.on]
