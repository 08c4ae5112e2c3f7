"""Whether everything a document names is there, once, and fits: codes, scales, demands, links."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from commitments.choices import Catalogue
from commitments.terms import PanelTerms

from .demands import check_demands
from .nodes import Items, Table
from .problems import Problems
from .tables import mentioned, parts, scale_of, within

Entries = Mapping[str, Mapping[str, Mapping[str, Any]]]

LINKS = {
    "charter": Catalogue.CHARTER_ARTICLES.value,
    "sdg": Catalogue.SDG_TARGETS.value,
    "areas": Catalogue.MUNICIPAL_AREAS.value,
    "instruments": Catalogue.INSTRUMENTS.value,
}
CODED = ("scales", "levels", "pillars", "commitments", "size_classes", "grave_concerns",
         "ground_rules")  # fmt: skip
KEYED = ("special_answers", "confidence", "indicator_types", "monitoring")


def check_edition(table: Table, entries: Entries, problems: Problems) -> None:
    """Adds a problem for each name that is used twice, is not there, or does not fit."""
    for key in CODED:
        _once(parts(table, key), "code", problems)
    for key in KEYED:
        _once(parts(table, key), "key", problems)
    for key in ("requirements", "evidence", "indicators"):
        _once(within(table, key), "code", problems)
    if not list(within(table, "requirements")):
        problems.add(table.line, _("The edition has no requirement."))
    _check_scales(table, problems)
    _check_sizes(table, problems)
    _check_commitments(table, problems)
    _check_bodies(table, problems)
    _once(parts(table, "quick_scan"), "requirement", problems)
    known = {one.get("code") for one in within(table, "requirements")}
    for question in parts(table, "quick_scan"):
        _known(question, "requirement", known, _("There is no requirement “%(code)s”."), problems)
    check_demands(table, problems)
    for catalogue, code, line in _mentions(table):
        if code not in entries.get(catalogue, {}):
            sentence = _("“%(code)s” does not stand in the catalogue “%(catalogue)s”.")
            problems.add(line, sentence % {"code": code, "catalogue": catalogue})


def check_catalogues(table: Table, problems: Problems) -> None:
    """Adds a problem for each code used twice and each article that is not there."""
    for part in table.values():
        if isinstance(part, Items):
            _once(part, "code", problems)
    articles = table.get("charter_articles", {})
    for title in parts(table, "charter_titles"):
        for code, line in mentioned(title, "articles"):
            if code not in articles:
                problems.add(line, _("There is no article “%(code)s”.") % {"code": code})


def used_entries(table: Table, entries: Entries) -> dict[str, dict[str, Any]]:
    """The catalogue entries a checked document refers to."""
    used: dict[str, dict[str, Any]] = {}
    for catalogue, code, _line in _mentions(table):
        used.setdefault(catalogue, {})[code] = dict(entries[catalogue][code])
    return used


def _once(items: Any, key: str, problems: Problems) -> None:
    seen: dict[str, int] = {}
    for item in items:
        if (name := item.get(key)) is None:
            continue
        if name in seen:
            sentence = _("“%(name)s” stands in line %(line)d already.")
            problems.add(item.lines[key], sentence % {"name": name, "line": seen[name]})
        seen.setdefault(name, item.lines[key])


def _known(table: Table, key: str, known: Any, sentence: str, problems: Problems) -> None:
    if key in table and table[key] not in known:
        problems.add(table.lines[key], sentence % {"code": table[key]})


def _check_scales(table: Table, problems: Problems) -> None:
    for scale in parts(table, "scales"):
        steps = parts(scale, "steps")
        _once(steps, "key", problems)
        below = -1
        for step in steps:
            value = step.get("value", below + 1)
            if value <= below:
                sentence = _("“value” must be larger than that of the step before.")
                problems.add(step.lines["value"], sentence)
            below = max(below, value)


def _check_sizes(table: Table, problems: Problems) -> None:
    below: int | None = -1
    for size in parts(table, "size_classes"):
        if "min" not in size:
            continue
        most = size.get("max")
        if below is None or size["min"] <= below:
            sentence = _("The size classes overlap: each begins above the one before.")
            problems.add(size.lines["min"], sentence)
        elif most is not None and most < size["min"]:
            problems.add(size.lines["max"], _("“max” is smaller than “min”."))
        below = most


def _check_commitments(table: Table, problems: Problems) -> None:
    pillars = {pillar.get("code") for pillar in parts(table, "pillars")}
    scales = {scale.get("code") for scale in parts(table, "scales")}
    for commitment in parts(table, "commitments"):
        _known(commitment, "pillar", pillars, _("There is no pillar “%(code)s”."), problems)
    for requirement in within(table, "requirements"):
        _known(requirement, "scale", scales, _("There is no scale “%(code)s”."), problems)
        scale = scale_of(requirement, table)
        asked = len(parts(scale, "steps")) if scale is not None else 0
        texts = requirement.get("steps")
        if texts is not None and asked and len(texts) != asked:
            sentence = _("%(found)d texts for the steps, but the scale has %(asked)d steps.")
            problems.add(
                requirement.lines["steps"], sentence % {"found": len(texts), "asked": asked}
            )
    if "units" in table:
        for indicator in within(table, "indicators"):
            _known(indicator, "unit", table["units"], _("There is no unit “%(code)s”."), problems)


def _check_bodies(table: Table, problems: Problems) -> None:
    for name in ("committee", "board"):
        body = table.get(name, {})
        if "seats" in body and "quorum" in body and body["quorum"] > body["seats"]:
            problems.add(body.lines["quorum"], _("“quorum” is larger than “seats”."))
    if "panel" not in table:
        return
    panel, line = PanelTerms.of(table["panel"]), table["panel"].line
    peers = panel.seats.get("peer", 0)
    if not panel.seats.get(panel.chair):
        problems.add(
            line, _("The panel has no seat for its chair, “%(role)s”.") % {"role": panel.chair}
        )
    for name in ("peer_countries_min", "similar_peer_min"):
        if getattr(panel, name) > peers:
            sentence = _("“%(name)s” is larger than the number of peers on the panel.")
            problems.add(line, sentence % {"name": name})
    for number in (panel.assess_core, panel.assess_other):
        if number != "all" and number > panel.size:
            problems.add(line, _("“assess” asks for more members than the panel has."))


def _mentions(table: Table) -> Iterator[tuple[str, str, int]]:
    """Catalogue, code and line of each entry the document refers to."""
    for commitment in parts(table, "commitments"):
        links = commitment.get("links", Table(commitment.line))
        for key, catalogue in LINKS.items():
            for code, line in mentioned(links, key):
                yield catalogue, code, line
        for code, line in mentioned(commitment, "drawn_from"):
            yield Catalogue.SOURCES.value, code, line
        for indicator in parts(commitment, "indicators"):
            if "sdg" in indicator:
                yield Catalogue.SDG_TARGETS.value, indicator["sdg"], indicator.lines["sdg"]
