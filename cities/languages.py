"""The languages a city's documents may be in, and people of its procedure may work in."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

LANGUAGES = [
    ("sq", _("Albanian")),
    ("hy", _("Armenian")),
    ("az", _("Azerbaijani")),
    ("eu", _("Basque")),
    ("bs", _("Bosnian")),
    ("bg", _("Bulgarian")),
    ("ca", _("Catalan")),
    ("hr", _("Croatian")),
    ("cs", _("Czech")),
    ("da", _("Danish")),
    ("nl", _("Dutch")),
    ("en", _("English")),
    ("et", _("Estonian")),
    ("fi", _("Finnish")),
    ("fr", _("French")),
    ("gl", _("Galician")),
    ("ka", _("Georgian")),
    ("de", _("German")),
    ("el", _("Greek")),
    ("hu", _("Hungarian")),
    ("is", _("Icelandic")),
    ("ga", _("Irish")),
    ("it", _("Italian")),
    ("lv", _("Latvian")),
    ("lt", _("Lithuanian")),
    ("lb", _("Luxembourgish")),
    ("mk", _("Macedonian")),
    ("mt", _("Maltese")),
    ("no", _("Norwegian")),
    ("pl", _("Polish")),
    ("pt", _("Portuguese")),
    ("ro", _("Romanian")),
    ("se", _("Northern Sami")),
    ("sr", _("Serbian")),
    ("sk", _("Slovak")),
    ("sl", _("Slovene")),
    ("es", _("Spanish")),
    ("sv", _("Swedish")),
    ("tr", _("Turkish")),
    ("uk", _("Ukrainian")),
    ("cy", _("Welsh")),
]
# Of the European Union: what most people look for.
OFFICIAL = frozenset(
    {"bg", "cs", "da", "de", "el", "en", "es", "et", "fi", "fr", "ga", "hr",
     "hu", "it", "lt", "lv", "mt", "nl", "pl", "pt", "ro", "sk", "sl", "sv"}
)  # fmt: skip
# Of a country as a whole: what its authorities most often write in.
WRITTEN_IN = {
    "AL": "sq", "AD": "ca", "AM": "hy", "AT": "de", "AZ": "az", "BE": "nl fr de", "BA": "bs hr sr",
    "BG": "bg", "HR": "hr", "CY": "el tr", "CZ": "cs", "DK": "da", "EE": "et", "FI": "fi sv",
    "FR": "fr", "GE": "ka", "DE": "de", "GR": "el", "HU": "hu", "IS": "is", "IE": "en ga",
    "IT": "it", "LV": "lv", "LI": "de", "LT": "lt", "LU": "fr de lb", "MT": "mt en", "MD": "ro",
    "MC": "fr", "ME": "sr", "NL": "nl", "MK": "mk sq", "NO": "no", "PL": "pl", "PT": "pt",
    "RO": "ro", "SM": "it", "RS": "sr", "SK": "sk", "SI": "sl", "ES": "es ca eu gl", "SE": "sv",
    "CH": "de fr it", "TR": "tr", "UA": "uk", "GB": "en cy", "XK": "sq sr",
}  # fmt: skip


def offered(kept: Iterable[str] = ()) -> list[tuple[str, Any]]:
    """What a form offers: every language known here, and what was kept before and is none of them.

    A form that did not offer a kept one would take it away the next time it is saved.
    """
    known = dict(LANGUAGES)
    return [*LANGUAGES, *((code, name_of(code)) for code in kept if code and code not in known)]


def name_of(code: str) -> str:
    """A language in words; the code itself where it is none of ours."""
    return str(dict(LANGUAGES).get(code, code))
