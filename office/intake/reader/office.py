"""Office documents: of the kind they say, without macros, hidden files, or anything they fetch."""

import io
import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any, BinaryIO

from office.intake.reader import words
from office.intake.reader.markup import local, plain_start, refuse_declarations, walk
from office.intake.reader.package import Package
from office.intake.reader.reaching import Content, Relations
from office.intake.reader.unfit import Unfit

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
MARKED = (".xml", ".rels", ".rdf")
CONTAINED = (".docx", ".xlsx")  # the table behind a chart
DEEPEST = 2
HIDDEN_STARTS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"MZ", b"%PDF-", b"Rar!", b"7z\xbc\xaf")
XML_TYPE = re.compile(r"[+/]xml$", re.IGNORECASE)
LOOSE = re.compile(rb"\bsrc\s*=\s*[\"']?\s*(?:[a-z][a-z0-9+.-]+:|//|\\\\)", re.IGNORECASE)


def check(kind: str, file: BinaryIO, depth: int = 0) -> None:
    """Raises Unfit for another kind in disguise, or one that does more than be read."""
    package = Package(file)
    if any(MACRO_PARTS.search(name) for name in package.names):
        raise Unfit("macros")
    is_open = kind not in MAIN_TYPES
    if is_open:
        _is_open(kind, package)
        marked = set()
    else:
        marked = _is_of_microsoft(kind, package)
    for name, content in package.each():
        if _is_markup(name, content, marked):
            _read(name, content, is_open=is_open, marked=marked)
        else:
            _refuse_hidden(name, content, depth)


def preview(kind: str, file: BinaryIO, _folder: str) -> Iterator[dict[str, Any]]:
    """The text alone: nothing here draws office documents."""
    yield from words.pages_of(kind, Package(file))


def _is_of_microsoft(kind: str, package: Package) -> set[str]:
    """What it says is markup: names of parts, and endings of names. Raises Unfit for others."""
    if "[Content_Types].xml" not in package.names:
        raise Unfit("other_kind", extension=kind)
    types: list[str] = []
    marked: set[str] = set()

    def note(_name: str, values: dict[str, str]) -> None:
        said = values.get("ContentType", "")
        types.append(said)
        if XML_TYPE.search(said):
            marked.add(values.get("PartName", "").lower().lstrip("/"))
            marked.add(f".{values.get('Extension', '').lower()}")

    walk(package.read("[Content_Types].xml"), note)
    if any(MACRO_TYPES.search(each) for each in types):
        raise Unfit("macros")
    if MAIN_TYPES[kind] not in types:
        raise Unfit("other_kind", extension=kind)
    return marked - {"", "."}


def _is_open(kind: str, package: Package) -> None:
    if not {"mimetype", "content.xml", "META-INF/manifest.xml"} <= package.names:
        raise Unfit("other_kind", extension=kind)
    if package.read("mimetype").decode("ascii", "replace").strip() != OPEN_TYPES[kind]:
        raise Unfit("other_kind", extension=kind)

    def ask(name: str, _values: dict[str, str]) -> None:
        if local(name) == "encryption-data":
            raise Unfit("password")

    walk(package.read("META-INF/manifest.xml"), ask)


def _is_markup(name: str, content: bytes, marked: set[str]) -> bool:
    """By name, by what the document says of it, or by how it begins: programs go by any of them."""
    return _must_be_whole(name, marked) or plain_start(content).startswith(b"<")


def _must_be_whole(name: str, marked: set[str]) -> bool:
    lower = name.lower()
    return lower.endswith(MARKED) or lower in marked or PurePosixPath(lower).suffix in marked


def _read(name: str, content: bytes, *, is_open: bool, marked: set[str]) -> None:
    says_where = name.lower().endswith(".rels")
    watch = Relations() if says_where else Content(name, is_open=is_open)
    try:
        walk(content, watch.start, watch.end, watch.text)
    except Unfit as unfit:
        # Drawings of older programs are not always well-formed, and are read all the same.
        if unfit.code != "damaged" or _must_be_whole(name, marked):
            raise
        refuse_declarations(content)
        if LOOSE.search(content):
            raise Unfit("fetched") from None


def _refuse_hidden(name: str, content: bytes, depth: int) -> None:
    if name.lower().endswith(CONTAINED) and content.startswith(b"PK"):
        if depth == DEEPEST:
            raise Unfit("embedded")
        check(name.lower()[-4:], io.BytesIO(content), depth + 1)
    elif content.startswith(HIDDEN_STARTS):
        raise Unfit("embedded")
