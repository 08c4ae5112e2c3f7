"""The directory and the map: who is there, and where."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from office.days import today
from register.choices import Offers
from register.directory import Chosen, chosen_from, in_words, listed, offers_now
from register.drawing import drawn
from register.http import page
from register.keyset import Part
from register.maps import MOST, SLUG, Places, dots_of, everybody
from register.rows import row_of


@dataclass(frozen=True)
class Directory:
    """Offers are named by their edition: the same edition offers the same."""

    day: date
    edition: tuple[int, str]
    chosen: Chosen
    part: Part


@page
def cities(request: HttpRequest) -> HttpResponse:
    """Cities and regions, narrowed and sorted by what stands in the address; three statements."""
    offered, day = offers_now(), today()
    chosen = chosen_from(request.GET.dict(), offered)
    facts = Directory(day, offered.edition, chosen, listed(chosen, offered, day))
    return drawn(request, "register/cities.html", facts, lambda facts: _directory(facts, offered))


@page
def whole_map(request: HttpRequest) -> HttpResponse:
    """Every public city on the map, and the same as a table."""
    day = today()
    return drawn(request, "register/map.html", (day, everybody(day)), _map)


def _directory(facts: Directory, offered: Offers) -> dict[str, Any]:
    chosen, part = facts.chosen, facts.part
    narrow = dict(chosen.narrow)
    return {
        "chosen": chosen,
        "offers": [(offer, narrow.get(name, "")) for name, offer in offered.narrow.items()],
        "sorting": offered.sorting,
        "in_words": in_words(chosen, offered),
        "rows": [row_of(values, facts.day) for values in part.rows],
        "before_url": chosen.query(before=part.before) if part.before else "",
        "after_url": chosen.query(after=part.after) if part.after else "",
        "is_further_on": bool(chosen.after or chosen.before),
        "first_url": reverse("register:cities") + chosen.query(),
    }


def _map(facts: tuple[date, Places]) -> dict[str, Any]:
    day, places = facts
    dots = dots_of(places, day)
    shown = {dot.row.slug: dot.row for dot in dots}
    rows = [shown[values[SLUG]] for values in places.cities if values[SLUG] in shown]
    return {"dots": dots, "rows": rows, "leaves_out": places.leaves_out, "most": MOST}
