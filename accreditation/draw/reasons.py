"""Why panels cannot be drawn: the rule, and who is missing, in sentences that name no seat."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .freezing import PEER
from .search import Search, TooManyAttempts, relaxed
from .table import Table

# The words for seats as sentences use them.
NAMES = {
    PEER: lambda: _("peers"),
    "expert": lambda: _("FRA experts"),
    "community": lambda: _("community reviewers"),
}


def name_of(seat: str) -> str:
    return NAMES[seat]() if seat in NAMES else seat


def too_many_attempts(table: Table) -> str:
    return _("No panels were found within %(count)d attempts. A larger pool makes it easier.") % {
        "count": table.attempts_max
    }


def reasons(table: Table, seed: str) -> list[str]:
    """Sentences for a table of which the search has found no panels."""
    return (
        list(_case_by_case(table))
        or list(_too_much_work(table))
        or list(_by_lifting(table, seed))
        or [_("The rules together leave no panels. A larger pool makes it easier.")]
    )


def _case_by_case(table: Table) -> Iterator[str]:
    """What one case lacks by itself."""
    for reference in table.references:
        for seat, number in table.seats.items():
            yield from _too_few(table, reference, seat, number)
        if table.seats.get(PEER):
            yield from _peers_too_alike(table, reference)


def _free(table: Table, reference: str, seat: str) -> list[str]:
    return [code for code in table.of_seat(reference, seat) if table.free[code]]


def _too_few(table: Table, reference: str, seat: str, number: int) -> Iterator[str]:
    there = len(_free(table, reference, seat))
    if there < number:
        yield _(
            "For %(reference)s, %(there)d of %(number)d %(seat)s can be found who come from "
            "another country, work in its language, have no conflict and are free."
        ) % {"reference": reference, "there": there, "number": number, "seat": name_of(seat)}


def _peers_too_alike(table: Table, reference: str) -> Iterator[str]:
    peers = _free(table, reference, PEER)
    countries = len({table.country[code] for code in peers})
    if peers and countries < table.countries_min:
        yield ngettext(
            "%(reference)s needs peers from %(number)d countries. Those who may be drawn come "
            "from %(there)d country.",
            "%(reference)s needs peers from %(number)d countries. Those who may be drawn come "
            "from %(there)d countries.",
            countries,
        ) % {"reference": reference, "number": table.countries_min, "there": countries}
    similar = len(table.similar[reference].intersection(peers))
    if peers and similar < table.similar_min:
        yield _(
            "%(reference)s needs a peer from an authority of similar size or of the same kind, "
            "and none may be drawn."
        ) % {"reference": reference}


def _too_much_work(table: Table) -> Iterator[str]:
    """What all cases together ask of one kind of seat."""
    for seat, number in table.seats.items():
        needed = number * len(table.references)
        there = sum(
            min(table.free[code], sum(code in table.eligible[one] for one in table.references))
            for code, sits_as in table.seat_of.items()
            if sits_as == seat
        )
        if there < needed:
            yield _(
                "Nobody may take more than %(load)d cases. In all, %(needed)d seats wait for "
                "%(seat)s, and those in the pool can take %(there)d."
            ) % {
                "load": table.load_max,
                "needed": needed,
                "seat": name_of(seat),
                "there": there,
            }


def _by_lifting(table: Table, seed: str) -> Iterator[str]:
    """The one rule without which panels could be drawn."""
    words = {
        "load": _("It is only the limit of %(load)d cases for each reviewer that leaves no panels.")
        % {"load": table.load_max},
        "apart": _("It is only the rule against reviewing each other that leaves no panels."),
        "countries": _("It is only the rule on peers from several countries that leaves none."),
        "similar": _("It is only the rule on a peer of similar size or kind that leaves none."),
    }
    for rule, without in relaxed(table).items():
        try:
            if Search(without, seed).run():
                yield words[rule]
        except TooManyAttempts:
            continue
