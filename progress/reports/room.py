"""How much fits on a page: lines are estimated, and what does not fit is counted instead.

A summary of two pages has two pages whatever the record holds (design §4).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from unicodedata import east_asian_width

from commitments.words import Words

LINE = 88.0  # ordinary signs that surely stand on one line of a list
BROAD = 1.8  # how much more room a capital or an ideograph takes


@dataclass(frozen=True)
class Fitted:
    """The first lines of a list that fit, and how many more there are."""

    texts: list[Any]
    more: int


def width(text: str) -> float:
    """The room a text takes, in ordinary signs; rather too much than too little."""
    return sum(BROAD if sign.isupper() or east_asian_width(sign) in "WF" else 1.0 for sign in text)


def lines_of(text: str, line: float = LINE) -> int:
    """How many lines a text takes, broken between words; a word too long for one is broken."""
    lines, left = 1, line
    for word in text.split():
        room = width(word)
        if room > left and left < line:
            lines, left = lines + 1, line
        while room > line:
            lines, room = lines + 1, room - line
        left -= room + 1
    return lines


def shortened(text: str, most: int) -> str:
    """The text in one line, cut where it would take the room of more than ``most`` signs.

    At a word, unless the last word is so long that little would be left. A sentence that says its
    language still says it.
    """
    short = _cut(" ".join(text.split()), most)
    return text.cut(short) if isinstance(text, Words) else short


def _cut(plain: str, most: int) -> str:
    if width(plain) <= most:
        return plain
    end, room = 0, most - 1.0
    while room >= width(plain[end]):
        room -= width(plain[end])
        end += 1
    cut = plain[:end]
    words = cut.rsplit(" ", 1)[0]
    return f"{(words if len(words) > end // 2 else cut).rstrip(' ,;:.')}…"


def fitted(texts: Sequence[str], *, lines: int, longest: int) -> Fitted:
    """As many of ``texts`` as surely fit into ``lines``, each shortened to ``longest`` signs."""
    kept: list[str] = []
    room = lines
    for text in texts:
        short = shortened(text, longest)
        room -= lines_of(short)
        if room < 0:
            break
        kept.append(short)
    return Fitted(kept, len(texts) - len(kept))
