"""Office documents: of the kind they say, without macros, hidden files, or anything they fetch."""

import io
import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from progress.files.reader import words
from progress.files.reader.markup import local, refuse_declarations, walk
from progress.files.reader.package import Package
from progress.files.reader.unfit import Unfit

MAIN = "application/vnd.openxmlformats-officedocument.%s.main+xml"
MAIN_TYPES = {"docx": MAIN % "wordprocessingml.document", "xlsx": MAIN % "spreadsheetml.sheet"}
OPEN_TYPES = {
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
}
MACRO_PARTS = re.compile(
    r"vba\w*\.(bin|xml)$|/macrosheets/|/activex/|/dialogsheets/|(^|/)scripts/|customui/"
    r"|(^|/)basic/(?!(.*/)?(script|dialog)-l[bc]\.xml$)",
    re.IGNORECASE,
)
MACRO_TYPES = re.compile(r"macro|vba|activex|intlmacrosheet", re.IGNORECASE)
HARMLESS_LINKS = ("/hyperlink", "/externalLinkPath")  # both wait until the reader asks
MARKED = (".xml", ".rels", ".rdf")
CONTAINED = (".docx", ".xlsx")  # the table behind a chart
DEEPEST = 2
HIDDEN_STARTS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"MZ", b"%PDF-", b"Rar!", b"7z\xbc\xaf")
RUNNING_FIELDS = {"DDE", "DDEAUTO"}
SCRIPTS = "urn:oasis:names:tc:opendocument:xmlns:script:1.0 "


def check(kind: str, file: BinaryIO, depth: int = 0) -> None:
    """Raises Unfit for another kind in disguise, or one that does more than be read."""
    package = Package(file)
    if any(MACRO_PARTS.search(name) for name in package.names):
        raise Unfit("macros")
    if kind in MAIN_TYPES:
        _is_of_microsoft(kind, package)
    else:
        _is_open(kind, package)
    for name, content in package.each():
        _look(name, content, depth)


def preview(kind: str, file: BinaryIO, _folder: str) -> Iterator[dict[str, Any]]:
    """The text alone: nothing here draws office documents."""
    yield from words.pages_of(kind, Package(file))


def _is_of_microsoft(kind: str, package: Package) -> None:
    if "[Content_Types].xml" not in package.names:
        raise Unfit("other_kind", extension=kind)
    types: list[str] = []

    def note(_name: str, values: dict[str, str]) -> None:
        types.append(values.get("ContentType", ""))

    walk(package.read("[Content_Types].xml"), note)
    if any(MACRO_TYPES.search(each) for each in types):
        raise Unfit("macros")
    if MAIN_TYPES[kind] not in types:
        raise Unfit("other_kind", extension=kind)


def _is_open(kind: str, package: Package) -> None:
    if not {"mimetype", "content.xml", "META-INF/manifest.xml"} <= package.names:
        raise Unfit("other_kind", extension=kind)
    if package.read("mimetype").decode("ascii", "replace").strip() != OPEN_TYPES[kind]:
        raise Unfit("other_kind", extension=kind)

    def ask(name: str, _values: dict[str, str]) -> None:
        if local(name) == "encryption-data":
            raise Unfit("password")

    walk(package.read("META-INF/manifest.xml"), ask)


def _look(name: str, content: bytes, depth: int) -> None:
    lower = name.lower()
    if lower.endswith(MARKED):
        walk(content, *_watch(lower))
    elif lower.endswith(CONTAINED) and content.startswith(b"PK"):
        if depth == DEEPEST:
            raise Unfit("embedded")
        check(lower[-4:], io.BytesIO(content), depth + 1)
    elif content.startswith(HIDDEN_STARTS):
        raise Unfit("embedded")
    elif content.lstrip()[:1] == b"<":
        refuse_declarations(content)


def _watch(name: str) -> tuple[Any, Any, Any]:
    """What to do at each element of a part: start, end, text."""
    if name.endswith(".rels"):
        return _refuse_fetching, None, None
    fields = _Fields()
    return fields.start, None, fields.text


def _refuse_fetching(_name: str, values: dict[str, str]) -> None:
    if values.get("TargetMode") == "External" and not values.get("Type", "").endswith(
        HARMLESS_LINKS
    ):
        raise Unfit("fetched")


class _Fields:
    """Instructions that start programs: fields of Word, links of Excel, events of OpenDocument."""

    def __init__(self) -> None:
        self.instruction: list[str] = []
        self.listens = False

    def start(self, name: str, values: dict[str, str]) -> None:
        short = local(name)
        self.listens = short == "instrText"
        if short == "fldChar":
            self.instruction = []
        if short in ("ddeLink", "dde-source", "dde-link"):
            raise Unfit("macros")
        if name.startswith(SCRIPTS) and short == "event-listener":
            raise Unfit("macros")
        for key, value in values.items():
            if local(key) == "instr":
                self._ask(value)
            if value.startswith(("vnd.sun.star.script:", "macro:")):
                raise Unfit("macros")

    def text(self, words: str) -> None:
        if self.listens:
            self.instruction.append(words)
            self._ask("".join(self.instruction))

    def _ask(self, instruction: str) -> None:
        if (instruction.split() or [""])[0].upper() in RUNNING_FIELDS:
            raise Unfit("macros")
