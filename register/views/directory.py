"""The directory and the map: who is there, and where."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from office.days import today
from register.choices import Sorting, Standing
from register.directory import chosen_from, in_words, listed, offers_now, with_standing
from register.http import page
from register.maps import drawn
from register.rows import row_of


@page
def cities(request: HttpRequest) -> HttpResponse:
    """Cities and regions, narrowed and sorted by what stands in the address; three statements."""
    offered, day = offers_now(), today()
    chosen = chosen_from(request.GET.dict(), offered)
    part = listed(chosen, offered, day)
    context = {
        "chosen": chosen,
        "offers": [(offer, chosen.narrow.get(name, "")) for name, offer in offered.narrow.items()],
        "sortings": {value: str(label) for value, label in Sorting.choices},
        "in_words": in_words(chosen, offered),
        "rows": [row_of(city, day) for city in part.rows],
        "before_url": chosen.query(before=part.before) if part.before else "",
        "after_url": chosen.query(after=part.after) if part.after else "",
        "is_further_on": bool(chosen.after or chosen.before),
        "first_url": chosen.query() if chosen else request.path,
    }
    return render(request, "register/cities.html", context)


@page
def whole_map(request: HttpRequest) -> HttpResponse:
    """Every public city on the map, and the same as a table."""
    dots = drawn(with_standing(), today())
    context = {
        "dots": dots,
        "rows": sorted((dot.row for dot in dots), key=lambda row: row.name.casefold()),
        "standings": Standing,
    }
    return render(request, "register/map.html", context)
