"""Which cities and regions are there, and where does each stand? Narrowed, sorted, in parts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any
from urllib.parse import urlencode

from django.db.models import (
    BigAutoField,
    CharField,
    DateField,
    Exists,
    F,
    FilteredRelation,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Cast, Coalesce
from django.utils.translation import gettext as _

from accounts.worded import worded_once
from accreditation.choices import LABEL_HELD, LABEL_VALID, LabelState
from accreditation.models import Settlement
from cities.models import City
from cities.names import searchable
from commitments.models import Framework, Step
from register import published
from register.choices import ASKED, Offers, Sorting, Standing, offers
from register.keyset import Key, Part, a_day, a_number, a_text, part_by, part_of, sliced

LONG_AGO = date(1, 1, 1)
BESIDES = [state for state in LABEL_VALID if state != LabelState.VALID]  # valid, with a remark
LONGEST = 80  # of what is searched for
BY_NAME = [Key("name_sort", a_text), Key("pk", a_number)]
BY_DECISION = [Key("decided", a_day, descending=True), *BY_NAME]
SHOWN = (
    "pk", "slug", "name", "name_sort", "country", "kind", "invented", "self_declared",
    "confirmed_on", "latitude", "longitude", "held__state", "held__valid_until",
    "held__renewal", "held__level__code", "held__level__title", "held__level__rank",
    "under_way__state",
)  # fmt: skip
SHOWN_DECIDED = (*SHOWN, "decided")


@dataclass(frozen=True)
class Chosen:
    """What a reader asked for, as it stands in the address; what is not offered is left out."""

    words: str
    narrow: tuple[tuple[str, str], ...]
    sort: str
    after: str
    before: str

    def __bool__(self) -> bool:
        return bool(self.words or self.narrow)

    def query(self, **part: str) -> str:
        """The address of a part of the same list."""
        asked = {"q": self.words, **dict(self.narrow)}
        if self.sort != Sorting.NAME:
            asked["sort"] = self.sort
        return "?" + urlencode({key: value for key, value in (asked | part).items() if value})


def chosen_from(asked: Mapping[str, str], offered: Offers) -> Chosen:
    """``asked`` as it came in the address; nothing in it can break the page."""
    narrow = {name: asked.get(name, "") for name in ASKED if name in offered.narrow}
    sort = asked.get("sort", "")
    return Chosen(
        words=asked.get("q", "").replace("\x00", "").strip()[:LONGEST],
        narrow=tuple(
            (name, value) for name, value in narrow.items() if value in offered.narrow[name].values
        ),
        sort=sort if sort in Sorting.values else Sorting.NAME,
        after=asked.get("after", ""),
        before=asked.get("before", ""),
    )


def as_shown(cities: QuerySet[City]) -> QuerySet[Any, Any]:
    """Rows of ``SHOWN``."""
    return cities.values_list(*SHOWN)


@cache
def _as_shown() -> QuerySet[Any, Any]:
    """Kept, since putting so long a query together costs more than asking it."""
    return as_shown(with_standing())


@cache
def _with_decision() -> QuerySet[Any, Any]:
    decided = Coalesce(_last_decision(), Value(LONG_AGO, DateField()))
    return with_standing().annotate(decided=decided).values_list(*SHOWN_DECIDED)


def with_standing() -> QuerySet[City]:
    """Public cities, each with the label it holds and the application that is open, if any."""
    return published.cities().annotate(
        held=FilteredRelation("labels", condition=Q(labels__state__in=LABEL_HELD)),
        under_way=FilteredRelation(
            "applications", condition=Q(applications__state__in=published.OPEN)
        ),
    )


def is_accredited(day: date) -> Q:
    """Holds a label that is valid on ``day``."""
    in_time = Q(held__valid_until__gte=day) | Q(held__renewal__isnull=False)
    return Q(held__state__in=LABEL_VALID) & in_time


def stands_at(day: date) -> dict[str, Q]:
    """What each value of ``Standing`` asks of ``with_standing()``."""
    confirmed = Q(confirmed_on__isnull=False)
    return {
        Standing.ACCREDITED: is_accredited(day),
        Standing.WITH_A_REMARK: is_accredited(day) & Q(held__state__in=BESIDES),
        Standing.SUSPENDED: Q(held__state=LabelState.SUSPENDED),
        Standing.UNDER_WAY: confirmed & Q(under_way__state__isnull=False),
        Standing.SELF_DECLARED: Q(self_declared=True)
        & (
            Q(held__state__isnull=True)
            | Q(held__state=LabelState.SUSPENDED)
            | Q(held__valid_until__lt=day, held__renewal__isnull=True)
        ),
        Standing.TAKES_PART: confirmed & Q(takes_part=True),
    }


def listed(chosen: Chosen, offered: Offers, day: date) -> Part:
    """The part of the directory that was asked for; one statement."""
    by_decision = chosen.sort == Sorting.DECISION
    if not chosen and not by_decision:
        return part_by(_everybody, SHOWN, BY_NAME, after=chosen.after, before=chosen.before)
    rows = narrowed(_with_decision() if by_decision else _as_shown(), chosen, offered, day)
    fields, keys = (SHOWN_DECIDED, BY_DECISION) if by_decision else (SHOWN, BY_NAME)
    return part_of(rows, fields, keys, after=chosen.after, before=chosen.before)


def _everybody(start: Sequence[Any] | None, back: bool) -> list[Any]:
    """As most readers ask for it."""
    name, key = start or ("", 0)
    return _by_name(start is not None, back, name=name, key=key)


@worded_once(name=CharField(), key=BigAutoField())
def _by_name(is_further: bool, back: bool, name: str, key: int) -> QuerySet[Any, Any]:
    return sliced(_as_shown(), BY_NAME, [name, key] if is_further else None, back=back)


def narrowed(rows: QuerySet[City], chosen: Chosen, offered: Offers, day: date) -> QuerySet[City]:
    """Cities that are all that was asked for."""
    narrow = dict(chosen.narrow)
    if chosen.words:
        rows = rows.filter(name_search__contains=searchable(chosen.words))
    for field in ("country", "kind"):
        if value := narrow.get(field):
            rows = rows.filter(**{field: value})
    if standing := narrow.get("state"):
        rows = rows.filter(stands_at(day)[standing])
    if level := narrow.get("level"):
        rows = rows.filter(is_accredited(day) & Q(held__level__code=level))
    if size := narrow.get("size"):
        least, most = offered.sizes[size]
        rows = rows.filter(population__gte=least)
        rows = rows.filter(population__lte=most) if most is not None else rows
    if commitment := narrow.get("commitment"):
        rows = rows.filter(Exists(_wholly_embedded(commitment)))
    return rows


def in_words(chosen: Chosen, offered: Offers) -> str:
    """A sentence that says what the list shows."""
    said = [
        f"{offered.narrow[name].label.lower()}: {offered.narrow[name].values[value]}"
        for name, value in chosen.narrow
    ]
    if chosen.words:
        said.insert(0, _("name with “%(words)s”") % {"words": chosen.words})
    return "; ".join(said)


def offers_now() -> Offers:
    """What the current edition lets one narrow by; one statement."""
    return offers(next(iter(_current()), None))


@worded_once()
def _current() -> QuerySet[Framework]:
    """Its text is long, and only what names it is needed once it has been read."""
    editions = Framework.objects.readable().only("code", "content_hash")
    return editions.can_be_used().order_by(*Framework.MOST_CURRENT_FIRST)[:1]


def _decisions_of_the_city():
    return published.decisions().filter(application__city=OuterRef("pk"))


def _last_decision() -> Subquery:
    days = _decisions_of_the_city().order_by("-decided_on").values("decided_on")
    return Subquery(days[:1])


def _wholly_embedded(commitment: str) -> QuerySet[Any]:
    """Decisions, the last of their city, that found all of this commitment at the top step."""
    top = Step.objects.filter(scale=OuterRef("requirement__scale")).order_by("-value")
    found = Settlement.objects.filter(
        application=OuterRef("application"), requirement__commitment__code=commitment
    )
    below = found.annotate(top=Cast(Subquery(top.values("value")[:1]), CharField())).exclude(
        found=F("top")
    )
    later = published.decisions().filter(
        application__city=OuterRef("application__city"), decided_on__gt=OuterRef("decided_on")
    )
    return _decisions_of_the_city().filter(Exists(found), ~Exists(below), ~Exists(later))
