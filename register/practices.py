"""What worked elsewhere, on what, and where has a decision found it embedded?"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.db.models import CharField, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Cast
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from accreditation.models import Settlement
from commitments.models import Requirement, Step
from progress.models import Practice, PracticeLink
from register import published
from register.choices import Offer, Offers, country_name, kind_name
from register.keyset import Key, Part, a_day, a_number, part_of

SHOWN = (
    "pk", "number", "title", "problem", "language", "published_on", "city__slug", "city__name",
    "city__kind", "city__country", "city__invented",
)  # fmt: skip
TEXTS = ("done", "cost", "result", "office", "email")
LINK = ("practice_id", "requirement", "text", "said_on", "step")
NEWEST_FIRST = [
    Key("published_on", a_day, descending=True),
    Key("pk", a_number, descending=True),
]
ASKED = ("commitment", "kind", "size", "country", "found")
CODES = ("requirement", "commitment")  # of whatever edition
LINKED = ("city", *CODES)  # asked for by links
NAME = re.compile(r"[A-Za-z0-9._-]{1,80}")
BEGINNING = 40  # words of the problem


@dataclass(frozen=True)
class Bearing:
    """A requirement that a practice bears on, and what a decision has found there."""

    requirement: str
    text: str  # of the requirement, in the latest edition that has it
    said_on: date | None  # when the latest decision on its authority was published
    step: str  # the highest one, where that decision found it; else empty


@dataclass(frozen=True)
class Told:
    """One practice, as it is listed."""

    slug: str
    number: int
    title: str
    beginning: str
    language: str
    published_on: date
    city: str
    kind: str
    country: str
    invented: bool
    bearings: tuple[Bearing, ...]


@dataclass(frozen=True)
class Chosen:
    """What a reader asked for, as it stands in the address; what is not offered is left out."""

    narrow: tuple[tuple[str, str], ...]
    after: str
    before: str

    def __bool__(self) -> bool:
        return bool(self.narrow)

    def query(self, **part: str) -> str:
        """The address of a part of the same list."""
        asked = dict(self.narrow) | part
        return "?" + urlencode({key: value for key, value in asked.items() if value})


def narrowing(offered: Offers) -> dict[str, Offer]:
    """What the list can be narrowed by: name in the address → what there is to choose."""
    commitment = offered.narrow.get("commitment")
    own = {
        "commitment": Offer("commitment", _("Commitment"), _("All commitments"), commitment.values)
        if commitment
        else None,
        "found": Offer(
            "found",
            _("Found by a review"),
            _("Whatever was found"),
            {"top": _("Found at the highest step in a published decision")},
        ),
    }
    every = {name: own.get(name) or offered.narrow.get(name) for name in ASKED}
    return {name: offer for name, offer in every.items() if offer is not None}


def chosen_from(asked: Mapping[str, str], offers: Mapping[str, Offer]) -> Chosen:
    """``asked`` as it came in the address; nothing in it can break the page."""
    narrow = []
    for name in (*LINKED, *offers):
        value = asked.get(name, "")
        is_offered = name in offers and value in offers[name].values
        if value and (is_offered or (name in LINKED and NAME.fullmatch(value))):
            narrow.append((name, value))
    return Chosen(
        tuple(dict.fromkeys(narrow)), after=asked.get("after", ""), before=asked.get("before", "")
    )


def in_words(chosen: Chosen, offers: Mapping[str, Offer]) -> str:
    """A sentence that says what the list shows; a code of another edition stands for itself."""
    labels = {
        "city": _("authority"), "requirement": _("requirement"), "commitment": _("commitment")
    }  # fmt: skip
    said = []
    for name, value in chosen.narrow:
        offer = offers.get(name)
        label = offer.label.lower() if offer else labels[name]
        said.append(f"{label}: {offer.values.get(value, value) if offer else value}")
    return "; ".join(said)


def listed(chosen: Chosen, offered: Offers) -> tuple[Part, tuple[tuple[Any, ...], ...]]:
    """The part that was asked for, and the links of its practices; two statements."""
    rows = _narrowed(chosen, offered).values_list(*SHOWN)
    part = part_of(rows, SHOWN, NEWEST_FIRST, after=chosen.after, before=chosen.before)
    return part, _links([row[0] for row in part.rows])


def practice_of(slug: str, number: int) -> tuple[tuple[Any, ...], tuple[Any, ...]] | None:
    """Everything one practice says, and its links; None where there is none to be read."""
    rows = published.practices().filter(city__slug=slug, number=number)
    row = rows.values_list(*SHOWN, *TEXTS).first()
    return (row, _links([row[0]])) if row else None


def told(rows: Iterable[Sequence[Any]], links: Iterable[Sequence[Any]]) -> list[Told]:
    """Lines from rows of ``SHOWN`` and of ``LINK``."""
    bearings: dict[int, list[Bearing]] = {}
    for practice, requirement, text, said_on, step in links:
        bearing = Bearing(requirement, text or "", said_on, step or "")
        bearings.setdefault(practice, []).append(bearing)
    return [_told(row, bearings.get(row[0], [])) for row in rows]


def _told(row: Sequence[Any], bearings: Sequence[Bearing]) -> Told:
    said = dict(zip(SHOWN, row, strict=False))
    return Told(
        slug=said["city__slug"],
        number=said["number"],
        title=said["title"],
        beginning=Truncator(said["problem"]).words(BEGINNING),
        language=said["language"],
        published_on=said["published_on"],
        city=said["city__name"],
        kind=kind_name(said["city__kind"]),
        country=country_name(said["city__country"]),
        invented=said["city__invented"],
        bearings=tuple(bearings),
    )


def _narrowed(chosen: Chosen, offered: Offers) -> QuerySet[Practice]:
    narrow, rows = dict(chosen.narrow), published.practices()
    if slug := narrow.get("city"):
        rows = rows.filter(city__slug=slug)
    for field in ("country", "kind"):
        if value := narrow.get(field):
            rows = rows.filter(**{f"city__{field}": value})
    if size := narrow.get("size"):
        least, most = offered.sizes[size]
        rows = rows.filter(city__population__gte=least)
        rows = rows.filter(city__population__lte=most) if most is not None else rows
    links = PracticeLink.objects.filter(practice=OuterRef("pk"))
    about = Q(**{name: narrow[name] for name in CODES if name in narrow})
    if "found" in narrow:
        links, about = with_decisions(links), about & Q(step__isnull=False)
    return rows.filter(Exists(links.filter(about))) if about else rows


def _links(practices: Sequence[int]) -> tuple[tuple[Any, ...], ...]:
    if not practices:
        return ()
    links = PracticeLink.objects.filter(practice__in=practices).order_by("pk")
    asked = Requirement.objects.filter(
        framework__code=OuterRef("framework"), code=OuterRef("requirement")
    )
    with_text = links.annotate(text=Subquery(asked.order_by("-framework").values("text")[:1]))
    return tuple(with_decisions(with_text).values_list(*LINK))


def with_decisions(links: QuerySet[PracticeLink]) -> QuerySet[PracticeLink]:
    """Each with the highest step, where the latest published decision on its authority found it."""
    decisions = published.decisions().filter(application__city=OuterRef("practice__city"))
    latest = decisions.order_by("-decided_on", "-pk")
    steps = Step.objects.filter(scale=OuterRef("requirement__scale")).order_by("-value")
    found = (
        Settlement.objects.filter(
            application=OuterRef("application"),
            requirement__framework__code=OuterRef("framework"),
            requirement__code=OuterRef("requirement"),
        )
        .annotate(top=Cast(Subquery(steps.values("value")[:1]), CharField()))
        .filter(found=F("top"))
        .annotate(label=Subquery(steps.values("label")[:1]))
    )
    return links.annotate(
        application=Subquery(latest.values("application")[:1]),
        said_on=Subquery(latest.values("published_on")[:1]),
        step=Subquery(found.values("label")[:1]),
    )
