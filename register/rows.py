"""How one city of the directory, or of the map, is said in a line."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accreditation.choices import LABEL_VALID, LabelState
from register.choices import Standing, country_name, kind_name
from register.directory import LONG_AGO, SHOWN_DECIDED
from register.labels import seal
from register.standing import stands_on

# What stands beside the level of a label that is valid all the same.
BESIDE: Mapping[str, Promise] = {
    LabelState.ON_HOLD: gettext_lazy("report late"),
    LabelState.SPECIAL_REVIEW: gettext_lazy("under special review"),
    LabelState.DOWNGRADE_NOTICE: gettext_lazy("downgrade notice given"),
}


@dataclass(frozen=True)
class Row:
    """``standing`` is the first of what holds, in the order of ``Standing``; ``said`` all of it."""

    slug: str
    name: str
    country: str
    kind: str
    invented: bool
    standing: str
    said: str
    seal: SafeString | str
    decided: str


def row_of(values: Sequence[Any], day: date) -> Row:
    """A line from a row of ``directory.SHOWN``, with or without a decision, as of ``day``."""
    city = dict(zip(SHOWN_DECIDED, values, strict=False))
    stands = stands_on(day, city)
    said = []
    if stands.label:
        said.append(_of_label(city, stands.label))
    if stands.is_self_declared:
        said.append(str(Standing.SELF_DECLARED.label))
    if stands.stage:
        said.append(_("Application: %(stage)s") % {"stage": stands.stage.label})
    decided = city.get("decided", LONG_AGO)
    return Row(
        slug=city["slug"],
        name=city["name"],
        country=country_name(city["country"]),
        kind=kind_name(city["kind"]),
        invented=city["invented"],
        standing=stands.first,
        said=" · ".join(said) or str(Standing.TAKES_PART.label),
        seal=_seal(city) if stands.is_accredited else "",
        decided="" if decided == LONG_AGO else date_format(decided),
    )


def _of_label(city: Mapping[str, Any], state: str) -> str:
    level = {
        "level": city["held__level__title"], "until": date_format(city["held__valid_until"])
    }  # fmt: skip
    if state in LABEL_VALID and city["held__renewal"]:
        said = _("%(level)s, renewal under way") % level
    else:
        said = _("%(level)s until %(until)s") % level
    if state in BESIDE:
        return f"{said} · {BESIDE[state]}"
    if state in LABEL_VALID:
        return said
    if state == LabelState.EXPIRED:
        return _("Label expired on %(until)s") % level
    return _("Label suspended")


def _seal(city: Mapping[str, Any]) -> SafeString:
    return seal(
        city["held__level__code"],
        city["held__level__title"],
        is_lowest=city["held__level__rank"] == 1,
    )
