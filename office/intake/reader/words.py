"""The text of an office document, without its look: paragraphs, and tables row by row."""

from collections.abc import Callable, Iterator
from typing import Any

from office.intake.reader.markup import local, walk
from office.intake.reader.package import Package
from office.intake.reader.texts import in_pages

LONGEST = 100_000  # signs
ROW_MAX = 50  # cells
NUMBERED = "xl/worksheets/sheet"


def pages_of(kind: str, package: Package) -> Iterator[dict[str, Any]]:
    reader: Callable[[Package], str] = {"docx": _docx, "xlsx": _xlsx}.get(kind, _open_document)
    yield from in_pages(reader(package).strip())


class _Lines:
    """Gathers text: within which elements, and what ends a line or parts cells."""

    def __init__(self, within: set[str], ends: dict[str, str], begins: dict[str, str]):
        self.within, self.ends, self.begins = within, ends, begins
        self.inside = 0
        self.pieces: list[str] = []
        self.length = 0

    def start(self, name: str, _values: dict[str, str]) -> None:
        short = local(name)
        self.inside += short in self.within
        self.add(self.begins.get(short, ""))

    def end(self, name: str) -> None:
        short = local(name)
        self.inside -= short in self.within
        self.add(self.ends.get(short, ""))

    def text(self, words: str) -> None:
        if self.inside:
            self.add(words)

    def add(self, words: str) -> None:
        if words and self.length < LONGEST:
            self.pieces.append(words)
            self.length += len(words)

    def read(self, content: bytes) -> str:
        walk(content, self.start, self.end, self.text)
        return "".join(self.pieces)


def _docx(package: Package) -> str:
    lines = _Lines({"t"}, {"p": "\n", "tc": "\t"}, {"tab": "\t", "br": "\n"})
    return lines.read(package.read("word/document.xml")) if _has(package, "word/") else ""


def _has(package: Package, folder: str) -> bool:
    return f"{folder}document.xml" in package.names


def _open_document(package: Package) -> str:
    ends = {"p": "\n", "h": "\n", "table-cell": "\t", "table-row": "\n"}
    begins = {"tab": "\t", "line-break": "\n", "s": " "}
    lines = _Lines({"p", "h"}, ends, begins)
    return lines.read(package.read("content.xml"))


def _xlsx(package: Package) -> str:
    shared = _shared(package)
    sheets = sorted(
        (name for name in package.names if name.startswith(NUMBERED) and name.endswith(".xml")),
        key=lambda name: (len(name), name),
    )
    return "\n\n".join(_Sheet(shared).read(package.read(name)) for name in sheets)


def _shared(package: Package) -> list[str]:
    if "xl/sharedStrings.xml" not in package.names:
        return []
    lines = _Lines({"t"}, {"si": "\x00"}, {})
    return lines.read(package.read("xl/sharedStrings.xml")).split("\x00")


class _Sheet:
    """The rows of one sheet, with what each cell shows."""

    def __init__(self, shared: list[str]):
        self.shared = shared
        self.rows: list[str] = []
        self.cells: list[str] = []
        self.kind, self.value, self.listens = "", "", False

    def start(self, name: str, values: dict[str, str]) -> None:
        short = local(name)
        if short == "c":
            self.kind, self.value = values.get("t", ""), ""
        self.listens = short in ("v", "t")

    def end(self, name: str) -> None:
        short = local(name)
        self.listens = False
        if short == "c" and len(self.cells) < ROW_MAX:
            self.cells.append(self._shown())
        elif short == "row":
            self.rows.append("\t".join(self.cells).rstrip())
            self.cells = []

    def text(self, words: str) -> None:
        if self.listens:
            self.value += words

    def _shown(self) -> str:
        if self.kind != "s":
            return self.value
        place = int(self.value) if self.value.isascii() and self.value.isdigit() else -1
        return self.shared[place] if 0 <= place < len(self.shared) else ""

    def read(self, content: bytes) -> str:
        walk(content, self.start, self.end, self.text)
        return "\n".join(self.rows)[:LONGEST]
