"""In which language somebody writes: its code, and its name as its own speakers write it."""

from functools import cache
from typing import Any

from django.conf.locale import LANG_INFO
from django.utils.translation import gettext_lazy as _

OTHER = "und"  # the code for “undetermined”
# Spoken in Europe's cities, and unknown to Django.
MORE = {
    "am": "አማርኛ",
    "fa-AF": "دری",
    "kmr": "Kurmancî",
    "mt": "Malti",
    "ps": "پښتو",
    "rom": "Romani čhib",
    "se": "Davvisámegiella",
    "so": "Soomaali",
    "ti": "ትግርኛ",
}


@cache
def names() -> dict[str, str]:
    """Code → name, in the order of names; variants of a language other than scripts left out."""
    known = {
        code: info["name_local"]
        for code, info in LANG_INFO.items()
        if "name_local" in info and ("-" not in code or code in ("zh-hans", "zh-hant", "sr-latn"))
    }
    both = {**known, **MORE}
    return dict(sorted(both.items(), key=lambda each: each[1].casefold()))


def choices() -> list[tuple[str, Any]]:
    return [("", _("Choose a language")), *names().items(), (OTHER, _("Another language"))]


def name_of(code: str) -> str:
    return names().get(code) or str(_("another language"))
