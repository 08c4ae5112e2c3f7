"""Proposed readings beside what stands, indicator by indicator."""

import hashlib
from dataclasses import dataclass, field
from functools import partial, reduce
from operator import or_
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from progress.models import BroughtTable, ProposedReading, Reading, Series
from progress.models.series import folded

from .figures import with_unit
from .laid import group_labels, has_groups, too_few
from .small import asks_people, is_small

SHOWN = 50


@dataclass(frozen=True)
class Laid:
    """A proposal, and what stands now. ``conflict``: it was not made from that."""

    proposal: ProposedReading
    group: str
    says: str
    now: str  # empty for nothing
    version: int

    @property
    def conflict(self) -> bool:
        return self.version != self.proposal.seen


@dataclass
class Part:
    """What is proposed of one indicator."""

    name: str
    unit: str
    key: str
    is_new: bool
    rows: list[Laid] = field(default_factory=list)

    @property
    def easy(self) -> int:
        return sum(not row.conflict for row in self.rows)


def key_of(proposal: ProposedReading) -> str:
    """The indicator in an address or a form."""
    return _hashed(proposal.code or folded(proposal.name))


def laid_beside(table: BroughtTable, *, after: str = "") -> tuple[list[Part], str]:
    """What waits of this table, in parts, and the place after which more waits. Four statements."""
    waiting = ProposedReading.objects.filter(table=table).open().order_by("line")
    if after.isdecimal() and len(after) < 10:
        waiting = waiting.filter(line__gt=int(after))
    held = list(waiting[: SHOWN + 1])
    shown, more = held[:SHOWN], str(held[SHOWN - 1].line) if len(held) > SHOWN else ""
    labels = group_labels()
    rows = Series.objects.filter(city=table.city).annotate(of_people=has_groups())
    series = {_hashed(each.key): each for each in rows}
    of_people = {each.pk for each in series.values() if each.of_people}
    for each in shown:
        if each.series_id is None and (begun := series.get(key_of(each))):
            each.series_id = begun.pk
    now = _now(shown)
    parts: dict[str, Part] = {}
    for each in shown:
        key = key_of(each)
        part = parts.setdefault(key, Part(each.name, each.unit, key, each.series_id is None))
        reading = now.get(_place(each))
        group = labels.get(each.group, each.group) if each.group else _("Everybody")
        words = partial(said, unit=each.unit, of_people=each.series_id in of_people)
        part.rows.append(
            Laid(
                proposal=each,
                group=group,
                says=words(each),
                now=words(reading) if reading else "",
                version=reading.version if reading else 0,
            )
        )
    return list(parts.values()), more


def said(figure: Any, unit: str, *, of_people: bool) -> str:
    """A value with the number of people it is of, in a line."""
    if figure.few or is_small(unit, figure.value, figure.people, of_people=of_people):
        words = too_few()
    else:
        words = with_unit(figure.value, unit)
        if figure.people is not None:
            words = _("%(value)s, of %(people)d people") % {
                "value": words,
                "people": figure.people,
            }
        elif asks_people(unit):
            words = _("%(value)s; of how many people is not said") % {"value": words}
    return f"{words} · {figure.source}" if figure.source else words


def _hashed(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _now(proposals: list[ProposedReading]) -> dict[tuple[Any, ...], Reading]:
    places = [
        Q(series=each.series_id, on=each.on, whole_year=each.whole_year, group=each.group)
        for each in proposals
        if each.series_id
    ]
    if not places:
        return {}
    rows = Reading.objects.standing().filter(reduce(or_, places))
    return {_place(each): each for each in rows}


def _place(each: ProposedReading | Reading) -> tuple[Any, ...]:
    return each.series_id, each.on, each.whole_year, each.group
