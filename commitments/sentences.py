"""Which sentences does an edition's document say, and what is each of them called?

A sentence has a place, such as ``commitments/S1/title`` or ``requirements/S1.1/steps/2``. Places
are made of codes, so that they stay while the words change. Plain Python: no database.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

Content = Mapping[str, Any]  # an edition's document, as it was checked
Texts = dict[str, Any]  # kind → code → the sentence, or a table or a list of sentences

EDITION = ("title", "purpose", "note", "licence_note")
# What names an item, and what is said of it; of one that says a single thing, its code is enough.
LISTS = {
    "ground_rules": ("code", ("text",)),
    "special_answers": ("key", ("label", "meaning")),
    "confidence": ("key", ("label",)),
    "indicator_types": ("key", ("label", "meaning")),
    "size_classes": ("code", ("label",)),
    "levels": ("code", ("title", "meaning")),
    "grave_concerns": ("code", ("text",)),
    "monitoring": ("key", ("label", "owner", "asks_for", "effort_note")),
    "quick_scan": ("requirement", ("ask",)),
    "pillars": ("code", ("title", "question")),
    "commitments": ("code", ("title", "plain", "description", "why_it_helps", "not_enough",
                             "small_authority", "resident_question", "fra_element")),
}  # fmt: skip
WITHIN = {
    "requirements": ("code", ("text", "steps")),
    "evidence": ("code", ("text",)),
    "indicators": ("code", ("name",)),
}
STEP = ("label", "meaning")


def sentences_of(document: Content) -> dict[str, str]:
    """Place → sentence, in the order of ``texts_of``."""
    return dict(placed(texts_of(document)))


def texts_of(document: Content) -> Texts:
    """All that an edition says in words, by kind and code: the shape of a translation's texts."""
    texts: Texts = {"edition": _said(document, EDITION)}
    texts["scales"] = {
        scale["code"]: {
            **_said(scale, ("title",)),
            "steps": [_said(step, STEP) for step in scale["steps"]],
        }
        for scale in document["scales"]
    }
    for kind, (key, names) in LISTS.items():
        texts[kind] = _by_code(document.get(kind, []), key, names)
    for kind, (key, names) in WITHIN.items():
        items = [one for each in document["commitments"] for one in each.get(kind, [])]
        texts[kind] = _by_code(items, key, names)
    return {kind: said for kind, said in texts.items() if said}


def placed(texts: Any, place: str = "") -> Iterator[tuple[str, str]]:
    """Each sentence with its place."""
    if isinstance(texts, str):
        yield place, texts
        return
    items = texts.items() if isinstance(texts, Mapping) else enumerate(texts)
    for key, part in items:
        yield from placed(part, f"{place}/{key}" if place else str(key))


def _by_code(items: Sequence[Content], key: str, names: tuple[str, ...]) -> Texts:
    if len(names) == 1:
        return {one[key]: one[names[0]] for one in items}
    return {one[key]: _said(one, names) for one in items}


def _said(item: Content, names: tuple[str, ...]) -> Texts:
    return {name: item[name] for name in names if item.get(name)}
