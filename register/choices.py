"""What the directory can be narrowed and sorted by: the values, and the words for them."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from django.db import models
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django_countries import countries

from cities.choices import AuthorityKind
from commitments.models import Framework
from progress.edition import edition_of

KEPT = 60  # languages × editions
ASKED = ("country", "kind", "state", "level", "size", "commitment")


class Standing(models.TextChoices):
    """Where a city stands, as far as a stranger may know."""

    ACCREDITED = "accredited", gettext_lazy("Accredited")
    WITH_A_REMARK = "remark", gettext_lazy("Accredited, with a remark on the label")
    SUSPENDED = "suspended", gettext_lazy("Label suspended")
    UNDER_WAY = "under-way", gettext_lazy("Application under way")
    SELF_DECLARED = "self-declared", gettext_lazy("Self-declared, not accredited")
    TAKES_PART = "takes-part", gettext_lazy("Takes part")


class Sorting(models.TextChoices):
    """By name or by date; never by how a city stands."""

    NAME = "name", gettext_lazy("Name")
    DECISION = "decision", gettext_lazy("Date of the decision, newest first")


@dataclass(frozen=True)
class Offer:
    """One thing to narrow by: the name it has in the address, its label, value → words."""

    name: str
    label: str
    any: str
    values: Mapping[str, str]

    @cached_property
    def options(self) -> SafeString:
        """Its values in HTML: the lists are long, and change only with the edition."""
        return format_html_join("", '<option value="{}">{}</option>', self.values.items())


@dataclass(frozen=True)
class Offers:
    """Everything the directory can be narrowed by, and the limits of the size classes."""

    edition: tuple[int, str]  # names them all
    narrow: Mapping[str, Offer]
    sorting: Offer
    sizes: Mapping[str, tuple[int, int | None]]


def offers(framework: Framework | None) -> Offers:
    """What there is to choose under this edition, in the language that is active."""
    key = (framework.pk, framework.content_hash) if framework else (0, "")
    kept = _kept(get_language() or "")
    if key not in kept:
        if len(kept) >= KEPT:
            kept.clear()
        kept[key] = _read(framework, key)
    return kept[key]


def forget() -> None:
    """For tests, whose databases begin again with the same numbers."""
    _kept.cache_clear()


@lru_cache(maxsize=KEPT)
def _kept(language: str) -> dict[tuple[int, str], Offers]:
    return {}


@lru_cache(maxsize=KEPT)
def _kinds(language: str) -> dict[str, str]:
    return _words(AuthorityKind.choices)


@lru_cache(maxsize=KEPT)
def _country_names(language: str) -> dict[str, str]:
    return {code: str(name) for code, name in countries}


def country_names() -> Mapping[str, str]:
    """Code → name, in the order of the names, in the language that is active."""
    return _country_names(get_language() or "")


def kind_name(kind: str) -> str:
    """What kind of authority this is, in words."""
    return _kinds(get_language() or "").get(kind, kind)


def country_name(code: object) -> str:
    """The name of a country by its code, or by a city's ``country``."""
    return country_names().get(str(code), str(code))


def _read(framework: Framework | None, key: tuple[int, str]) -> Offers:
    edition = edition_of(framework) if framework else None
    levels = {rung.code: rung.title for rung in reversed(edition.rungs)} if edition else {}
    commitments = edition.commitments.values() if edition else ()
    sizes = edition.sizes if edition else ()
    said = [
        Offer("country", _("Country"), _("All countries"), country_names()),
        Offer("kind", _("Kind of authority"), _("All kinds"), _words(AuthorityKind.choices)),
        Offer("state", _("Where it stands"), _("All"), _words(Standing.choices)),
        Offer("level", _("Level of its label"), _("Any or none"), levels),
        Offer("size", _("Size"), _("All sizes"), {each.code: each.label for each in sizes}),
        Offer(
            "commitment",
            _("Found wholly embedded"),
            _("No particular commitment"),
            {each.code: f"{each.code} {each.title}" for each in commitments},
        ),
    ]
    return Offers(
        key,
        {offer.name: offer for offer in said if offer.values},
        Offer("sort", _("Sorted by"), "", _words(Sorting.choices)),
        {each.code: (each.min, each.max) for each in sizes},
    )


def _words(choices) -> dict[str, str]:
    return {value: str(label) for value, label in choices}
