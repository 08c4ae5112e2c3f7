"""The cells of a spreadsheet, one by one, as they are written."""

import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from office.intake.reader.markup import local, walk
from office.intake.reader.package import Package
from office.intake.reader.unfit import Unfit

CELLS_MAX = 50_000
LONGEST = 140_000  # signs of a cell; a full one in which each is escaped has fewer
BOOK, LINKS, SHARED = "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/sharedStrings.xml"
PLACE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
Cell = dict[str, Any]


def cells_of(file: BinaryIO) -> Iterator[dict[str, Any]]:
    """First how days are counted, then each cell that holds something, sheet by sheet.

    A cell has a kind: text, number, truth, error, formula or day.
    """
    package = Package(file)
    book = _Book()
    walk(_part(package, BOOK), book.start)
    links = _Links()
    walk(_part(package, LINKS), links.start)
    shared = _Shared()
    if SHARED in package.names:
        walk(package.read(SHARED), shared.start, shared.end, shared.text)
    yield {"from_1904": book.from_1904}
    count = 0
    for name, key in book.sheets:
        part = _whole(links.targets.get(key, ""))
        if part not in package.names:
            continue
        sheet = _Sheet(shared.strings)
        walk(package.read(part), sheet.start, sheet.end, sheet.text)
        count += len(sheet.cells)
        if count > CELLS_MAX:
            raise Unfit("too_much")
        for cell in sheet.cells:
            yield {"sheet": name, **cell}


def _part(package: Package, name: str) -> bytes:
    if name not in package.names:
        raise Unfit("damaged")
    return package.read(name)


def _whole(target: str) -> str:
    return target.removeprefix("/") if target.startswith("/") else f"xl/{target}"


class _Book:
    def __init__(self) -> None:
        self.sheets: list[tuple[str, str]] = []
        self.from_1904 = False

    def start(self, name: str, values: dict[str, str]) -> None:
        if local(name) == "sheet":
            found = {local(key): value for key, value in values.items()}
            self.sheets.append((found.get("name", "")[:100], found.get("id", "")))
        elif local(name) == "workbookPr":
            self.from_1904 = values.get("date1904") in ("1", "true")


class _Links:
    def __init__(self) -> None:
        self.targets: dict[str, str] = {}

    def start(self, name: str, values: dict[str, str]) -> None:
        if local(name) == "Relationship":
            self.targets[values.get("Id", "")] = values.get("Target", "")


class _Shared:
    """The texts that cells point at, without the readings of signs beside them."""

    def __init__(self) -> None:
        self.strings: list[str] = []
        self.pieces: list[str] = []
        self.aside, self.listens = 0, False

    def start(self, name: str, _values: dict[str, str]) -> None:
        short = local(name)
        if short == "si":
            self.pieces = []
        self.aside += short == "rPh"
        self.listens = short == "t" and not self.aside

    def end(self, name: str) -> None:
        short = local(name)
        self.aside -= short == "rPh"
        self.listens = False
        if short == "si":
            self.strings.append("".join(self.pieces))

    def text(self, words: str) -> None:
        if self.listens:
            self.pieces.append(words)


class _Sheet:
    KINDS = {
        "b": "truth",
        "e": "error",
        "d": "day",
        "s": "text",
        "str": "text",
        "inlineStr": "text",
    }

    def __init__(self, shared: list[str]):
        self.shared = shared
        self.cells: list[Cell] = []
        self.row = self.column = 0
        self.kind, self.pieces = "", list[str]()
        self.listens, self.is_formula, self.aside = False, False, 0

    def start(self, name: str, values: dict[str, str]) -> None:
        short = local(name)
        if short == "row":
            number = values.get("r", "")
            self.row = int(number) if number.isdecimal() and len(number) < 8 else self.row + 1
            self.column = 0
        elif short == "c":
            self._move(values.get("r", ""))
            self.kind, self.pieces, self.is_formula = values.get("t", "n"), [], False
        self.is_formula = self.is_formula or short == "f"
        self.aside += short == "rPh"
        self.listens = short in ("v", "t") and not self.aside

    def end(self, name: str) -> None:
        short = local(name)
        self.aside -= short == "rPh"
        self.listens = False
        if short == "c":
            self._keep()

    def text(self, words: str) -> None:
        if self.listens:
            self.pieces.append(words)

    def _move(self, place: str) -> None:
        if found := PLACE.fullmatch(place):
            self.column = 0
            for letter in found[1]:
                self.column = self.column * 26 + ord(letter) - 64
            self.row = int(found[2])
        else:
            self.column += 1

    def _keep(self) -> None:
        text = "".join(self.pieces)
        if self.kind == "s":
            number = int(text) if text.isdecimal() and len(text) < 8 else -1
            text = self.shared[number] if 0 <= number < len(self.shared) else ""
        if not text and not self.is_formula:
            return
        if len(text) > LONGEST or len(self.cells) >= CELLS_MAX:
            raise Unfit("too_much")
        kind = "formula" if self.is_formula else self.KINDS.get(self.kind, "number")
        self.cells.append({"row": self.row, "column": self.column, "kind": kind, "text": text})
