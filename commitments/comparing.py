"""What changed between two editions, in words: for the page that compares them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commitments.changes import Piece, changes_between
from commitments.choices import Catalogue, CountsAs, RequirementType
from commitments.levels.words import asked
from commitments.loading.differences import (
    WITHIN,
    Change,
    Differences,
    Ladder,
    Part,
    compare,
)
from commitments.models import Framework
from commitments.reading import LINKED, catalogue_labels

KINDS = {
    "edition": gettext_lazy("The edition itself"),
    "pillar": gettext_lazy("Pillar"),
    "commitment": gettext_lazy("Commitment"),
    "requirement": gettext_lazy("Requirement"),
    "evidence": gettext_lazy("Example of evidence"),
    "indicator": gettext_lazy("Sign that can be measured"),
    "level": gettext_lazy("Level"),
    "special_answer": gettext_lazy("Special answer"),
    "size_class": gettext_lazy("Size class"),
    "grave_concern": gettext_lazy("Grave concern"),
    "ground_rule": gettext_lazy("Ground rule"),
    "term": gettext_lazy("Term of the procedure"),
}
PARTS = {
    "title": gettext_lazy("Title"),
    "purpose": gettext_lazy("Purpose"),
    "note": gettext_lazy("Note"),
    "question": gettext_lazy("Question"),
    "plain": gettext_lazy("In plain words"),
    "description": gettext_lazy("Description"),
    "why_it_helps": gettext_lazy("Why it helps"),
    "not_enough": gettext_lazy("What is not enough"),
    "small_authority": gettext_lazy("What a small authority can do"),
    "resident_question": gettext_lazy("A question to residents"),
    "links": gettext_lazy("What it touches"),
    "fra_element": gettext_lazy("In FRA's framework"),
    "drawn_from": gettext_lazy("Drawn from"),
    "text": gettext_lazy("Text"),
    "type": gettext_lazy("Type"),
    "core": gettext_lazy("Core"),
    "name": gettext_lazy("Name"),
    "unit": gettext_lazy("Unit"),
    "sdg": gettext_lazy("SDG target"),
    "meaning": gettext_lazy("Meaning"),
    "demands": gettext_lazy("What it asks"),
    "label": gettext_lazy("Word"),
    "counts_as": gettext_lazy("Counts as"),
    "asks": gettext_lazy("Asks for"),
    "min": gettext_lazy("From"),
    "max": gettext_lazy("To"),
    "steps": gettext_lazy("Steps"),
    "value": gettext_lazy("What it says"),
}
CHOICES: Mapping[str, Any] = {"type": RequirementType, "counts_as": CountsAs}


@dataclass(frozen=True)
class Reading:
    """One part of an item with what was taken out of it and put in."""

    title: str
    pieces: Sequence[Piece]


@dataclass(frozen=True)
class Line:
    """One item that differs, and where to read it: in the newer edition, or the older if gone."""

    kind: str
    code: str
    name: str
    url: str = ""
    moved: str = ""  # from where to where, as a sentence
    readings: Sequence[Reading] = ()


@dataclass(frozen=True)
class Section:
    """What happened to these items."""

    key: str
    title: str
    explains: str
    lines: Sequence[Line]


def compared(older: Framework, newer: Framework) -> list[Section]:
    """What happened between two editions of one framework; each read with its ``text``."""
    found = compare(older.text.document, newer.text.document)
    return list(_Words(older, newer).sections(found))


def comparisons(framework: Framework) -> list[tuple[Framework, str]]:
    """The other editions of this framework, newest first, each with the page that compares."""
    here = (framework.published_on or date.max, framework.pk)
    found = []
    for other in framework.others():
        is_newer = (other.published_on or date.max, other.pk) > here
        newer, older = (other, framework) if is_newer else (framework, other)
        names = [newer.code, newer.edition, older.edition]
        found.append((other, reverse("commitments:compare", args=names)))
    return found


class _Words:
    """The words of two editions: what their codes, links and steps are called."""

    def __init__(self, older: Framework, newer: Framework):
        self.older, self.newer = older, newer
        self.labels = catalogue_labels(*LINKED.values(), Catalogue.SOURCES)
        self.names: dict[str, str] = {}
        self.pages: dict[tuple[str, str], str] = {}
        for framework in (older, newer):
            content = framework.text.document
            self.names |= {one["code"]: one["title"] for one in content["pillars"]}
            self.names |= dict(_names(content["commitments"]))
            self.pages |= dict(_pages(framework))

    def sections(self, found: Differences) -> Iterator[Section]:
        if found.added:
            yield Section("added", _("New"), _("Not asked before."), self._lines(found.added))
        if found.removed:
            explains = _("No longer part of the newer edition. The older one still says it.")
            yield Section("removed", _("Left out"), explains, self._lines(found.removed))
        if found.reworded:
            explains = _("The same code in other words. What was put in and taken out is marked.")
            yield Section("reworded", _("Reworded"), explains, self._lines(found.reworded))
        if found.steps_changed:
            explains = _("The same question, with other steps towards its answer.")
            lines = self._lines(found.steps_changed)
            yield Section("steps", _("Steps changed"), explains, lines)
        if found.moved:
            explains = _("The same code at another place.")
            yield Section("moved", _("Moved"), explains, self._moved(found.moved))

    def _lines(self, changes: Iterable[Change]) -> list[Line]:
        return [
            Line(
                kind=str(KINDS[change.kind]),
                code=change.code if change.kind not in ("edition", "term") else "",
                name=self._name(change),
                url=self.pages.get((change.kind, change.code), ""),
                readings=[self._reading(change, part) for part in change.parts],
            )
            for change in changes
        ]

    def _moved(self, changes: Iterable[Change]) -> list[Line]:
        return [
            Line(
                kind=str(KINDS[change.kind]),
                code=change.code,
                name=self.names[change.code],
                url=self.pages.get((change.kind, change.code), ""),
                moved=_("From “%(before)s” to “%(after)s”.")
                % {
                    "before": self._place(change.before),
                    "after": self._place(change.after),
                },
            )
            for change in changes
        ]

    def _place(self, code: str) -> str:
        return f"{code} {self.names[code]}"

    def _name(self, change: Change) -> str:
        if change.kind == "term":
            return _spaced(change.code)
        return change.after or change.before

    def _reading(self, change: Change, part: Part) -> Reading:
        before = self._said(part.name, part.before, self.older)
        after = self._said(part.name, part.after, self.newer)
        return Reading(str(PARTS[part.name]), changes_between(before, after))

    def _said(self, name: str, value: Any, framework: Framework) -> str:
        """The value of a part as a reader would say it, a line for each thing."""
        if value is None:
            return ""
        if name in CHOICES:
            return str(CHOICES[name](value).label)
        if name == "demands":
            labels = _step_labels(framework)
            return "\n".join(asked(demand, labels) for demand in value)
        if name == "steps":
            return _ladder(value)
        if name == "links":
            return "\n".join(
                self.labels[LINKED[kind]].get(code, code)
                for kind, codes in value.items()
                for code in codes
            )
        if name == "drawn_from":
            return "\n".join(self.labels[Catalogue.SOURCES].get(code, code) for code in value)
        return "\n".join(_flat(value))


def _names(commitments: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    """What a commitment and everything that stands in it is called, by code."""
    for commitment in commitments:
        yield commitment["code"], commitment["title"]
        for key in WITHIN.values():
            for one in commitment.get(key, []):
                yield one["code"], one.get("text") or one["name"]


def _pages(framework: Framework) -> Iterator[tuple[tuple[str, str], str]]:
    """Where each commitment and requirement of an edition is read."""
    for commitment in framework.text.document["commitments"]:
        names = [framework.code, framework.edition, commitment["code"]]
        url = reverse("commitments:commitment", args=names)
        yield ("commitment", commitment["code"]), url
        for requirement in commitment.get("requirements", []):
            yield ("requirement", requirement["code"]), f"{url}#{requirement['code']}"


def _step_labels(framework: Framework) -> dict[int, str]:
    """What the steps are called, by value; the edition's first scale has the last word."""
    scales = reversed(framework.text.document["scales"])
    return {step["value"]: step["label"] for scale in scales for step in scale["steps"]}


def _ladder(steps: Ladder) -> str:
    return "\n".join(
        f"{label}: {meaning}" if meaning else label for _value, label, meaning in steps
    )


def _flat(value: Any, name: str = "") -> Iterator[str]:
    """A value of a document, a line for each thing it says."""
    if isinstance(value, Mapping):
        for key, part in value.items():
            yield from _flat(part, f"{name}, {_spaced(key)}" if name else _spaced(key))
        return
    if isinstance(value, list):
        for part in value:
            yield from _flat(part, name)
        return
    said = (_("Yes") if value else _("No")) if isinstance(value, bool) else str(value)
    yield f"{name}: {said}" if name else said


def _spaced(key: str) -> str:
    return key.replace("_", " ")
