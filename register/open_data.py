"""The whole directory as data: what each column says, a row for each city, in two formats.

Read and sent in pieces, so that it takes as little memory for all cities as for a few.
"""

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from itertools import chain
from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from progress.cells import harmless
from register.directory import BY_NAME, SHOWN, with_standing
from register.keyset import sliced
from register.standing import is_being_renewed, stands_on

PIECE = 500
READ = (*SHOWN, "population", "held__number")
PLACES = [READ.index(key.field) for key in BY_NAME]
COLUMNS: Mapping[str, Promise] = {
    "slug": _("Names the city or region for good: its name may change, this does not."),
    "name": _("Its name."),
    "kind": _(
        "What kind of authority it is: municipality, city_special (with special status, or a "
        "capital), district, intermunicipal, county, region or joint (small authorities together)."
    ),
    "country": _("Its country, in the two letters of ISO 3166-1."),
    "population": _("How many people live there."),
    "latitude": _("Where it lies (WGS 84), in degrees; empty where nobody has said so."),
    "longitude": _("The same, to the east."),
    "standing": _(
        "The first of what holds on the day: accredited, suspended, under-way (an application is "
        "open), self-declared (and not accredited) or takes-part."
    ),
    "application_stage": _(
        "How far an open application is: preparing, open (for contributions), review or committee. "
        "Empty without one."
    ),
    "label_number": _("The number of the label it holds, be it valid or not; empty without one."),
    "label_valid": _("True only if that label is valid on the day."),
    "level": _("The code of the level it holds. Empty unless the label is valid on the day."),
    "label_state": _(
        "How the label stands on the day: valid, on_hold (report late), special_review or "
        "downgrade_notice, which are all valid; suspended or expired, which are not."
    ),
    "label_valid_until": _("The last day of the label, as YYYY-MM-DD."),
    "label_renewal_filed": _(
        "True while a renewal that was filed in time is not decided: the label stays valid beyond "
        "its last day."
    ),
    "self_declared": _("True if it calls itself a human rights city; this certifies nothing."),
    "invented": _("True if it does not exist and is part of a demonstration."),
    "demonstration": _(
        "True in each row if this platform is a demonstration: a label certifies nothing then."
    ),
    "as_of": _("The day for which the row holds, as YYYY-MM-DD."),
    "page": _("The address of its page."),
    "label_page": _("The address at which its label can be verified; empty without one."),
}

Entry = dict[str, Any]
Entries = Iterator[list[Entry]]


def entries(day: date, *, is_demonstration: bool) -> Entries:
    """Every city of the directory, in its order, as of ``day``: a statement for each piece.

    The first piece is read at once: what fails there can still be answered with a page.
    """
    pieces = ([entry_of(row, day, is_demonstration) for row in piece] for piece in _pieces())
    return chain([next(pieces)], pieces)


def as_csv(pieces: Entries, **_about: Any) -> Iterator[bytes]:
    """For spreadsheets too: no cell is run as a formula, and letters come out right."""
    yield b"\xef\xbb\xbf" + _lines([COLUMNS])
    for piece in pieces:
        yield _lines([_cell(value) for value in entry.values()] for entry in piece)


def as_geojson(pieces: Entries, **about: Any) -> Iterator[bytes]:
    """RFC 7946. Whoever has no coordinates is there too, without a geometry."""
    head = _json({"type": "FeatureCollection", **about, "features": []})
    yield head.removesuffix("]}").encode()
    apart = "\n"
    for piece in pieces:
        for feature in map(_feature, piece):
            yield (apart + _json(feature)).encode()
            apart = ",\n"
    yield b"\n]}\n"


FORMATS: Mapping[str, tuple[str, Callable[..., Iterator[bytes]]]] = {
    "csv": ("text/csv; charset=utf-8", as_csv),
    "geojson": ("application/geo+json", as_geojson),
}


def _pieces() -> Iterator[list[Any]]:
    start = None
    while True:
        found = list(sliced(rows(), BY_NAME, start, back=False, size=PIECE))
        yield found[:PIECE]
        if len(found) <= PIECE:
            return
        start = [found[PIECE - 1][place] for place in PLACES]


@cache
def rows() -> QuerySet[Any, Any]:
    return with_standing().values_list(*READ)


def entry_of(values: Sequence[Any], day: date, is_demonstration: bool) -> Entry:
    city = dict(zip(READ, values, strict=True))
    stands = stands_on(day, city)
    number = city["held__number"]
    return {
        "slug": city["slug"],
        "name": city["name"],
        "kind": city["kind"],
        "country": str(city["country"]),
        "population": city["population"],
        "latitude": city["latitude"],
        "longitude": city["longitude"],
        "standing": str(stands.first),
        "application_stage": str(stands.stage) if stands.stage else None,
        "label_number": number,
        "label_valid": stands.is_accredited,
        "level": city["held__level__code"] if stands.is_accredited else None,
        "label_state": str(stands.label) or None,
        "label_valid_until": city["held__valid_until"],
        "label_renewal_filed": is_being_renewed(city),
        "self_declared": city["self_declared"],
        "invented": city["invented"],
        "demonstration": is_demonstration,
        "as_of": day,
        "page": settings.PUBLIC_ADDRESS + reverse("register:city", args=[city["slug"]]),
        "label_page": settings.PUBLIC_ADDRESS + reverse("register:label", args=[number])
        if number
        else None,
    }


def _lines(rows: Iterable[Iterable[Any]]) -> bytes:
    file = io.StringIO()
    csv.writer(file).writerows(rows)
    return file.getvalue().encode()


def _cell(value: Any) -> Any:
    return str(value).lower() if isinstance(value, bool) else harmless(value)


def _feature(entry: Entry) -> dict[str, Any]:
    said = {name: value for name, value in entry.items() if name not in ("latitude", "longitude")}
    return {"type": "Feature", "geometry": _point(entry), "properties": said}


def _point(entry: Entry) -> dict[str, Any] | None:
    if entry["latitude"] is None:
        return None
    place = [float(entry["longitude"]), float(entry["latitude"])]
    return {"type": "Point", "coordinates": place}


def _json(value: dict[str, Any]) -> str:
    return json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False)
