"""How a text stands in a cell, so that it comes back exactly as it was typed.

A spreadsheet holds no control characters; programs write them as ``_xHHHH_``, and an underscore
that begins such a sign by chance as ``_x005F_``. A cell holds 32,767 signs of UTF-16.
"""

import re

LONGEST = 32_000  # in a cell, as it is written; a little less than there is room for
LITERAL = re.compile(r"_(?=x[0-9A-Fa-f]{4})")
UNHELD = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]")
ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


def escaped(text: str) -> str:
    """The text as it is written into a cell."""
    return UNHELD.sub(lambda sign: f"_x{ord(sign[0]):04X}_", LITERAL.sub("_x005F_", text))


def unescaped(cell: str) -> str:
    """What a cell says."""
    return ESCAPED.sub(_sign, cell)


def _sign(found: re.Match[str]) -> str:
    number = int(found[1], 16)
    return found[0] if 0xD800 <= number <= 0xDFFF else chr(number)  # half a sign is none


def in_cells(text: str) -> list[str]:
    """The text as it is written into one cell, or into as many as it needs; joined it is itself."""
    whole = escaped(text)
    if _room(whole) <= LONGEST:
        return [whole]
    cells: list[str] = []
    cell: list[str] = []
    room = 0
    for sign in text:
        # Alone an underscore may need no escape, and begin one together with what follows.
        written = "_x005F_" if sign == "_" else escaped(sign)
        needed = _room(written)
        if room + needed > LONGEST:
            cells.append("".join(cell))
            cell, room = [], 0
        cell.append(written)
        room += needed
    return [*cells, "".join(cell)]


def _room(text: str) -> int:
    return len(text) + sum(sign > "\uffff" for sign in text)
