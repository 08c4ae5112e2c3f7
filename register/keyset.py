"""Which part of a long list is shown? The rows after, or before, one that is named.

No number of pages and no skipping of rows: a list costs the same however long it is.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

SIZE = 20
APART, INSTEAD = "~", "%7E"  # the second where a value holds the first


@dataclass(frozen=True)
class Key:
    """One of the fields a list is sorted by, and how its value is read from an address."""

    field: str
    read: Callable[[str], Any]
    descending: bool = False

    @property
    def order(self) -> str:
        return f"-{self.field}" if self.descending else self.field

    def beyond(self, value: Any, *, back: bool) -> Q:
        """Rows on the further side of ``value``; on the nearer side, going back."""
        return Q(**{f"{self.field}__{self._further(back)}": value})

    def from_there(self, value: Any, *, back: bool) -> Q:
        """The same, and rows at ``value`` itself."""
        return Q(**{f"{self.field}__{self._further(back)}e": value})

    def _further(self, back: bool) -> str:
        return "lt" if self.descending != back else "gt"


@dataclass(frozen=True)
class Part:
    """The rows shown, and what names the parts before and after; empty where there is none."""

    rows: tuple[tuple[Any, ...], ...]
    before: str
    after: str


def part_of(
    rows: QuerySet[Any, Any],
    fields: Sequence[str],
    keys: Sequence[Key],
    *,
    after: str = "",
    before: str = "",
    size: int = SIZE,
) -> Part:
    """One part of ``rows`` (lists of ``fields``), sorted by ``keys``; one statement.

    The last key must be unique. A name that cannot be read begins at the beginning.
    """

    def ask(start: Sequence[Any] | None, back: bool) -> list[Any]:
        return list(sliced(rows, keys, start, back=back, size=size))

    return part_by(ask, fields, keys, after=after, before=before, size=size)


def sliced(
    rows: QuerySet[Any, Any],
    keys: Sequence[Key],
    start: Sequence[Any] | None,
    *,
    back: bool,
    size: int = SIZE,
) -> QuerySet[Any, Any]:
    """The rows of a part and one more: those beyond ``start``, or before it, the next one first."""
    rows = rows.order_by(*(key.order for key in keys))
    if start is not None:
        rows = rows.filter(_beyond(keys, start, back=back))
    return (rows.reverse() if back else rows)[: size + 1]


def part_by(
    ask: Callable[[Sequence[Any] | None, bool], list[Any]],
    fields: Sequence[str],
    keys: Sequence[Key],
    *,
    after: str = "",
    before: str = "",
    size: int = SIZE,
) -> Part:
    """The same, of the rows that ``ask`` has ``sliced`` at this start, in this direction."""
    start = _read(keys, before or after)
    back = bool(before) and start is not None
    found = ask(start, back)
    more, found = len(found) > size, found[:size]
    if back:
        found.reverse()
    if not found:
        return Part((), "", "")
    has_before = more if back else start is not None
    has_after = back or more
    places = [fields.index(key.field) for key in keys]
    return Part(
        tuple(found),
        _name(places, found[0]) if has_before else "",
        _name(places, found[-1]) if has_after else "",
    )


def a_day(text: str) -> date:
    return date.fromisoformat(text)


def a_number(text: str) -> int:
    if not text.isascii() or not text.isdigit() or len(text) > 15:
        raise ValueError(text)
    return int(text)


def a_text(text: str) -> str:
    if "\x00" in text or len(text) > 220:
        raise ValueError(text)
    return text


def _beyond(keys: Sequence[Key], values: Sequence[Any], *, back: bool) -> Q:
    """Later in the first key, or equal there and later in the next, and so on.

    That the first is no earlier is said apart, though it follows: an index begins there.
    """
    beyond, equal = Q(), Q()
    for key, value in zip(keys, values, strict=True):
        beyond |= equal & key.beyond(value, back=back)
        equal &= Q(**{key.field: value})
    return keys[0].from_there(values[0], back=back) & beyond


def _name(places: Sequence[int], row: Sequence[Any]) -> str:
    return APART.join(_closed(str(row[place])) for place in places)


def _read(keys: Sequence[Key], name: str) -> list[Any] | None:
    parts = [_opened(part) for part in name.split(APART)]
    if len(parts) != len(keys):
        return None
    try:
        return [key.read(part) for key, part in zip(keys, parts, strict=True)]
    except ValueError:
        return None


def _closed(value: str) -> str:
    return value.replace("%", "%25").replace(APART, INSTEAD)


def _opened(value: str) -> str:
    return value.replace(INSTEAD, APART).replace("%25", "%")
