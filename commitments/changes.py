"""What changed between two states of a text, as pieces that were kept, taken out or put in."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

WORDS = re.compile(r"\S+\s*|\s+")
LINES = re.compile(r"[^\n]*\n|[^\n]+")
MANY = 3000  # words; beyond that whole lines are compared


@dataclass(frozen=True)
class Piece:
    kind: str  # kept, out, in
    text: str


def changes_between(old: str, new: str) -> list[Piece]:
    """The pieces in reading order; those kept and put in make up ``new`` exactly."""
    pattern = WORDS if len(old) + len(new) < MANY * 6 else LINES
    return list(_pieces(pattern.findall(old), pattern.findall(new)))


def _pieces(old: list[str], new: list[str]) -> Iterator[Piece]:
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for kind, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        if kind == "equal":
            yield Piece("kept", "".join(new[new_from:new_to]))
            continue
        if old_to > old_from:
            yield Piece("out", "".join(old[old_from:old_to]))
        if new_to > new_from:
            yield Piece("in", "".join(new[new_from:new_to]))
