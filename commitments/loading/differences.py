"""What changed between two editions, by code."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from .schema import TERMS

Content = Mapping[str, Any]  # an edition's document, as it was checked

# What an item says of itself; what it stands in and its steps are compared apart.
WORDS = {
    "edition": ("title", "purpose", "note"),
    "pillar": ("title", "question"),
    "commitment": ("title", "plain", "description", "why_it_helps", "not_enough",
                   "small_authority", "resident_question", "links", "fra_element", "drawn_from"),
    "requirement": ("text", "type", "core"),
    "evidence": ("text",),
    "indicator": ("name", "unit", "type", "sdg"),
    "level": ("title", "meaning", "demands"),
    "special_answer": ("label", "counts_as", "asks", "meaning"),
    "size_class": ("label", "min", "max"),
    "grave_concern": ("text",),
    "ground_rule": ("text",),
    "term": ("value",),
}  # fmt: skip
UNSAID = {"core": False}  # what a document means that does not say it
BY_CODE = {"pillar": "pillars", "level": "levels", "size_class": "size_classes",
           "grave_concern": "grave_concerns", "ground_rule": "ground_rules"}  # fmt: skip
WITHIN = {"requirement": "requirements", "evidence": "evidence", "indicator": "indicators"}


@dataclass(frozen=True)
class Part:
    """One part of an item that reads differently now."""

    name: str
    before: Any
    after: Any


@dataclass(frozen=True)
class Change:
    """One code that differs: its name then and now, and for rewording which parts differ."""

    kind: str
    code: str
    before: str = ""
    after: str = ""
    parts: tuple[Part, ...] = ()


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


Ladder = tuple[tuple[int, str, str], ...]  # value, label and meaning of each step


@dataclass(frozen=True)
class _Item:
    words: Mapping[str, Any]
    parent: str = ""
    steps: Ladder = ()

    @property
    def name(self) -> str:
        named = (self.words.get(key) for key in ("title", "text", "name", "label"))
        return next((str(name) for name in named if name), "")


def compare(old: Content, new: Content) -> Differences:
    """Everything with a code that differs between two editions' documents."""
    before, after = dict(_items(old)), dict(_items(new))
    found = Differences()
    for (kind, code), item in after.items():
        was = before.get((kind, code))
        if was is None:
            found.added.append(Change(kind, code, after=item.name))
            continue
        if parts := tuple(_parts(kind, was, item)):
            found.reworded.append(Change(kind, code, was.name, item.name, parts))
        if was.parent != item.parent:
            found.moved.append(Change(kind, code, was.parent, item.parent))
        if was.steps != item.steps:
            ladders = (Part("steps", was.steps, item.steps),)
            found.steps_changed.append(Change(kind, code, was.name, item.name, ladders))
    for (kind, code), item in before.items():
        if (kind, code) not in after:
            found.removed.append(Change(kind, code, before=item.name))
    return found


def _parts(kind: str, was: _Item, item: _Item) -> Iterator[Part]:
    for name in WORDS[kind]:
        unsaid = UNSAID.get(name)
        before, after = was.words.get(name, unsaid), item.words.get(name, unsaid)
        if before != after:
            yield Part(name, before, after)


def _items(content: Content) -> Iterator[tuple[tuple[str, str], _Item]]:
    yield ("edition", str(content["code"])), _Item(content)
    for commitment in content["commitments"]:
        yield ("commitment", commitment["code"]), _Item(commitment, commitment["pillar"])
        for kind, key in WITHIN.items():
            for one in commitment.get(key, []):
                ladder = _ladder(one, content) if kind == "requirement" else ()
                yield (kind, one["code"]), _Item(one, commitment["code"], ladder)
    for kind, key in BY_CODE.items():
        for one in content.get(key, []):
            yield (kind, one["code"]), _Item(one)
    for answer in content.get("special_answers", []):
        yield ("special_answer", answer["key"]), _Item(answer)
    for key in TERMS:
        if key in content and key != "ground_rules":
            yield ("term", key), _Item({"value": content[key]})


def _ladder(requirement: Content, content: Content) -> Ladder:
    """What each step of a requirement is called and means, lowest first."""
    scales = {scale["code"]: scale["steps"] for scale in content["scales"]}
    steps = scales[requirement.get("scale", content["scales"][0]["code"])]
    texts = requirement.get("steps") or [step.get("meaning", "") for step in steps]
    return tuple(
        (step["value"], step["label"], text) for step, text in zip(steps, texts, strict=True)
    )
