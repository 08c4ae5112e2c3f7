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
    panel = seats[reference]
    seat = next(kind for kind, codes in panel.items() if leaving in codes)
    staying = {code for codes in panel.values() for code in codes if code != leaving}
    order = shuffled(table.of_seat(reference, seat), seed, reference, seat)
    if not table.reads[reference] & staying:
        order.sort(key=lambda code: code not in table.reads[reference])
    taken = {
        (file, code) for file, one in seats.items() for codes in one.values() for code in codes
    }
    for code in order:
        if code == leaving or code in staying or table.free[code] < 1:
            continue
        if not taken.isdisjoint(table.apart.get((reference, code), ())):
            continue
        if seat != PEER or _peers_keep(table, reference, [*panel[PEER], code], leaving):
            return code
    raise Impossible(
        [_("Nobody in the pool can take this one seat without breaking a rule of the panel.")]
    )


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
