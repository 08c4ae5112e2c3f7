"""What changed between two editions, by code."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from .document import Edition

# What an item says of itself; what it stands in and its steps are compared apart.
WORDS = {
    "pillar": ("title", "question"),
    "commitment": ("title", "plain", "description", "why_it_helps", "not_enough",
                   "small_authority", "resident_question"),
    "requirement": ("text", "type", "core"),
    "level": ("title", "meaning", "demands"),
}  # fmt: skip


@dataclass(frozen=True)
class Change:
    """One code that differs; ``what`` names the parts that were reworded."""

    kind: str
    code: str
    before: str = ""
    after: str = ""
    what: tuple[str, ...] = ()


@dataclass(frozen=True)
class Differences:
    """Each list in the order of the document it comes from: the new one, or the old one if gone.

    A code stands in several lists when several things happened to it.
    """

    added: list[Change] = field(default_factory=list)
    removed: list[Change] = field(default_factory=list)
    reworded: list[Change] = field(default_factory=list)
    moved: list[Change] = field(default_factory=list)
    steps_changed: list[Change] = field(default_factory=list)

    def __bool__(self) -> bool:
        return any(vars(self).values())


@dataclass(frozen=True)
class _Item:
    words: Mapping[str, Any]
    parent: str = ""
    steps: tuple[Any, ...] = ()

    @property
    def name(self) -> str:
        return str(self.words.get("title") or self.words.get("text"))


def compare(old: Edition, new: Edition) -> Differences:
    """Pillars, commitments, requirements and levels that differ between two editions."""
    before, after = dict(_items(old.content)), dict(_items(new.content))
    found = Differences()
    for (kind, code), item in after.items():
        was = before.get((kind, code))
        if was is None:
            found.added.append(Change(kind, code, after=item.name))
            continue
        what = tuple(name for name in WORDS[kind] if was.words.get(name) != item.words.get(name))
        if what:
            found.reworded.append(Change(kind, code, was.name, item.name, what))
        if was.parent != item.parent:
            found.moved.append(Change(kind, code, was.parent, item.parent))
        if was.steps != item.steps:
            found.steps_changed.append(Change(kind, code, was.name, item.name))
    for (kind, code), item in before.items():
        if (kind, code) not in after:
            found.removed.append(Change(kind, code, before=item.name))
    return found


def _items(content: Mapping[str, Any]) -> Iterator[tuple[tuple[str, str], _Item]]:
    scales = {scale["code"]: scale["steps"] for scale in content["scales"]}
    first = content["scales"][0]["code"]
    for pillar in content["pillars"]:
        yield ("pillar", pillar["code"]), _Item(pillar)
    for commitment in content["commitments"]:
        yield ("commitment", commitment["code"]), _Item(commitment, commitment["pillar"])
        for requirement in commitment.get("requirements", []):
            steps = scales[requirement.get("scale", first)]
            texts = requirement.get("steps") or [step.get("meaning", "") for step in steps]
            ladder = tuple(
                (step["value"], step["label"], text)
                for step, text in zip(steps, texts, strict=True)
            )
            key = ("requirement", requirement["code"])
            yield key, _Item({"core": False, **requirement}, commitment["code"], ladder)
    for level in content["levels"]:
        yield ("level", level["code"]), _Item(level)
