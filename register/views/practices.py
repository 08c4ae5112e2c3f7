"""What worked, told by those who did it."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from register.choices import Offers
from register.directory import offers_now
from register.drawing import drawn
from register.http import page
from register.keyset import Part
from register.practices import (
    SHOWN,
    TEXTS,
    Chosen,
    chosen_from,
    in_words,
    listed,
    narrowing,
    practice_of,
    told,
)

Links = tuple[tuple[Any, ...], ...]


@page
def practices(request: HttpRequest) -> HttpResponse:
    """Published practices, the newest first, narrowed by the address; three statements."""
    offered = offers_now()
    chosen = chosen_from(request.GET.dict(), narrowing(offered))
    facts = (offered.edition, chosen, *listed(chosen, offered))
    return drawn(request, "register/practices.html", facts, lambda facts: _list(facts, offered))


@page
def practice(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One practice; a draft, and one that was taken back, is not found."""
    found = practice_of(slug, number)
    if found is None:
        raise Http404
    return drawn(request, "register/practice.html", found, _one)


def _list(facts: tuple[tuple[int, str], Chosen, Part, Links], offered: Offers) -> dict[str, Any]:
    _edition, chosen, part, links = facts
    offers, narrow = narrowing(offered), dict(chosen.narrow)
    return {
        "chosen": chosen,
        "offers": [(offer, narrow.get(name, "")) for name, offer in offers.items()],
        "in_words": in_words(chosen, offers),
        "practices": told(part.rows, links),
        "newer_url": chosen.query(before=part.before) if part.before else "",
        "older_url": chosen.query(after=part.after) if part.after else "",
        "is_further_on": bool(chosen.after or chosen.before),
        "first_url": reverse("register:practices") + chosen.query(),
    }


def _one(facts: tuple[tuple[Any, ...], Links]) -> dict[str, Any]:
    row, links = facts
    return {
        "practice": dict(zip((*SHOWN, *TEXTS), row, strict=True)),
        "told": told([row], links)[0],
    }
