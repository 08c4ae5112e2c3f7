"""Panels from a frozen text and a seed: the same for everybody who asks."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from .freezing import PEER
from .reasons import reasons, too_many_attempts
from .search import Search, TooManyAttempts
from .table import Table, broken, read, shuffled
from .values import Drawn, Impossible, Seats


def draw(frozen: str, seed: str) -> Drawn:
    """The panels of all cases at once (design §5, “Draw”; in words: ``docs/draw.md``).

    Raises Impossible with sentences when no panels keep every rule, or when none were found
    within the attempts allowed.
    """
    table = read(frozen)
    demanded = table.readable()
    found, attempts = _try(table, seed, demanded) if demanded else (None, 0)
    if found is None:
        found, more = _without_some(table, seed, demanded)
        attempts += more
    if found is None:
        raise Impossible(reasons(table, seed))
    return Drawn(found, attempts, unread(table, found))


def why_impossible(frozen: str, seed: str) -> list[str]:
    """A sentence for each reason why nothing can be drawn; empty when it can. Tells no seat."""
    try:
        draw(frozen, seed)
    except Impossible as impossible:
        return impossible.reasons
    return []


def replace(frozen: str, seats: Seats, reference: str, leaving: str, seed: str) -> str:
    """The code that takes the seat of ``leaving``; every other seat stays as it is.

    Somebody who reads the original language comes first if nobody else on the panel does.
    Raises Impossible when no single change keeps every rule.
    """
    table = read(frozen)
    seat, staying = _seat_of(seats[reference], leaving), _staying(seats[reference], leaving)
    order = shuffled(table.of_seat(reference, seat), seed, reference, seat)
    if not table.reads[reference] & staying:
        order.sort(key=lambda code: code not in table.reads[reference])
    for code in order:
        if _may_take(table, seats, reference, leaving, code):
            return code
    raise Impossible(
        [_("Nobody in the pool can take this one seat without breaking a rule of the panel.")]
    )


def may_replace(frozen: str, seats: Seats, reference: str, leaving: str, coming: str) -> bool:
    """Whether ``coming`` could take the seat of ``leaving`` without breaking a hard rule."""
    return _may_take(read(frozen), seats, reference, leaving, coming)


def broken_rules(frozen: str, seats: Seats) -> list[str]:
    """The hard rules these seats break; none for what ``draw`` returned. Anyone can ask again."""
    return broken(read(frozen), seats)


def references(frozen: str) -> list[str]:
    """The cases a frozen text holds."""
    return read(frozen).references


def unread(table: Table, seats: Seats) -> list[str]:
    """Cases of which nobody on the panel reads the original language."""
    return [
        reference
        for reference in table.references
        if not any(table.reads[reference].intersection(one) for one in seats[reference].values())
    ]


def _may_take(table: Table, seats: Seats, reference: str, leaving: str, coming: str) -> bool:
    panel = seats[reference]
    seat = _seat_of(panel, leaving)
    if coming not in table.of_seat(reference, seat) or table.free[coming] < 1:
        return False
    if coming == leaving or coming in _staying(panel, leaving):
        return False
    taken = {
        (file, code) for file, one in seats.items() for codes in one.values() for code in codes
    }
    if not taken.isdisjoint(table.apart.get((reference, coming), ())):
        return False
    return seat != PEER or _peers_keep(table, reference, [*panel[PEER], coming], leaving)


def _seat_of(panel: dict[str, list[str]], code: str) -> str:
    return next(seat for seat, codes in panel.items() if code in codes)


def _staying(panel: dict[str, list[str]], leaving: str) -> set[str]:
    return {code for codes in panel.values() for code in codes if code != leaving}


def _peers_keep(table: Table, reference: str, peers: list[str], leaving: str) -> bool:
    after = [code for code in peers if code != leaving]
    countries = {table.country[code] for code in after}
    alike = table.similar[reference].intersection(after)
    return len(countries) >= table.countries_min and len(alike) >= table.similar_min


def _try(table: Table, seed: str, demanded: Iterable[str]) -> tuple[Seats | None, int]:
    search = Search(table, seed, frozenset(demanded))
    try:
        return search.run(), search.attempts
    except TooManyAttempts:
        return None, search.attempts


def _without_some(table: Table, seed: str, demanded: list[str]) -> tuple[Seats | None, int]:
    """Give up the wish for a reader case by case, in the order of the seed, while need be."""
    search = Search(table, seed)
    try:
        found, attempts = search.run(), search.attempts
    except TooManyAttempts:
        raise Impossible([too_many_attempts(table)]) from None
    if found is None:
        return None, attempts
    wishes = shuffled(demanded, seed, "reads", "reader")
    while wishes := wishes[:-1]:
        better, more = _try(table, seed, wishes)
        attempts += more
        if better:
            return better, attempts
    return found, attempts
