"""How a name is found and ordered whatever its letters and whatever the database."""

import unicodedata

PLAIN = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe", "ħ": "h",
     "ı": "i", "ŋ": "n"}
)  # fmt: skip


def searchable(name: str) -> str:
    """``name`` in small plain letters: “Ängelholm” is found by “angel”, “Łódź” sorts by “lodz”."""
    folded = name.casefold().translate(PLAIN)
    decomposed = unicodedata.normalize("NFKD", folded)
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign))
