"""What a spreadsheet says that came back: row by row, with a sentence for each cell at fault."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from progress.choices import AnswerState

from .escaping import unescaped
from .layout import CHOICES, LONG, MEMORY, MOST, Memory, remembered

DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?")
DAY_FIRST = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
LISTED = 8  # choices named in a sentence
ROWS_MAX = 5_000


class NotOurs(Exception):
    """This is no spreadsheet of ours, or not any more; says so in a sentence."""


class _Fault(Exception):
    """A cell cannot be taken; says why and what to do."""


@dataclass(frozen=True)
class Problem:
    """What is wrong with a cell, where, and what to do about it."""

    cell: str
    code: str
    sentence: str

    def as_plain(self) -> dict[str, str]:
        return {"cell": self.cell, "code": self.code, "sentence": self.sentence}


@dataclass
class Row:
    """What one row says; a field whose cell is at fault is not among its words."""

    number: int
    code: str
    version: int  # of the answer it was made from
    words: dict[str, Any] = field(default_factory=dict)
    state: str = ""
    places: dict[str, str] = field(default_factory=dict)  # field → cell


@dataclass
class Brought:
    memory: Memory
    rows: list[Row]
    problems: list[Problem]


@dataclass(frozen=True)
class _Cell:
    kind: str
    text: str


def read(found: Iterable[Mapping[str, Any]]) -> Brought:
    """What the limited reader told of each cell, as rows. Raises NotOurs."""
    cells: dict[str, dict[int, dict[int, _Cell]]] = defaultdict(lambda: defaultdict(dict))
    from_1904 = False
    for each in found:
        if "from_1904" in each:
            from_1904 = each["from_1904"]
        elif "sheet" in each:
            text = unescaped(each["text"])
            cells[each["sheet"]][each["row"]][each["column"]] = _Cell(each["kind"], text)
    memory = _memory(cells.get(MEMORY, {}))
    if memory.sheet not in cells:
        raise NotOurs(
            _(
                "The sheet “%(sheet)s” is not in this file any more. Give it its name back, or "
                "download the spreadsheet again and copy your texts into it."
            )
            % {"sheet": memory.sheet}
        )
    brought = Brought(memory, [], [])
    _Table(memory, brought, from_1904).read(cells[memory.sheet])
    return brought


def _memory(rows: Mapping[int, Mapping[int, _Cell]]) -> Memory:
    plain = [
        [row[place].text if place in row else "" for place in range(1, max(row) + 1)]
        for _number, row in sorted(rows.items())
    ]
    memory = remembered(plain)
    if memory is None:
        raise NotOurs(
            _(
                "This is no spreadsheet of answers from here, or its hidden sheet is lost. "
                "Download the spreadsheet again and copy your texts into it."
            )
        )
    return memory


class _Table:
    """The sheet of answers, by the columns it had when it was taken away."""

    def __init__(self, memory: Memory, brought: Brought, from_1904: bool):
        self.memory, self.brought = memory, brought
        self.origin = date(1904, 1, 1) if from_1904 else date(1899, 12, 30)
        self.places: dict[str, list[int]] = defaultdict(list)
        for place, (name, _part) in enumerate(memory.columns, 1):
            self.places[name].append(place)

    def read(self, rows: Mapping[int, Mapping[int, _Cell]]) -> None:
        met: dict[str, int] = {}
        for number in sorted(rows)[:ROWS_MAX]:
            if number == 1 or not any(cell.text.strip() for cell in rows[number].values()):
                continue
            code = self._text(rows[number], "code").strip()
            if code not in self.memory.versions:
                self._note(number, "code", code, _(
                    "This row has no code of a requirement, so it was left out. Put the code back "
                    "into its first column."
                ) if not code else _(
                    "There was no requirement %(code)s in the spreadsheet, so this row was left "
                    "out. Put the right code into its first column."
                ) % {"code": code[:20]})  # fmt: skip
            elif code in met:
                self._note(number, "code", code, _(
                    "%(code)s stands in row %(row)d already, so this row was left out. Keep one "
                    "row for each requirement."
                ) % {"code": code, "row": met[code]})  # fmt: skip
            else:
                met[code] = number
                self.brought.rows.append(self._row(number, code, rows[number]))

    def _row(self, number: int, code: str, cells: Mapping[int, _Cell]) -> Row:
        row = Row(number, code, self.memory.versions[code])
        for name in (*LONG, "law", "body", *CHOICES, "until"):
            row.places[name] = self._place(number, name)
            try:
                value = self._value(name, code, cells)
            except _Fault as fault:
                self._note(number, name, code, str(fault))
                continue
            if name == "state":
                row.state = value
            else:
                row.words[name] = value
        return row

    def _value(self, name: str, code: str, cells: Mapping[int, _Cell]) -> Any:
        for place in self.places[name]:
            if place in cells:
                _refuse_what_is_worked_out(cells[place])
        if name == "until":
            return self._day(cells)
        text = self._text(cells, name)
        if name in CHOICES:
            return self._chosen(name, code, text)
        return _bounded(name, text)

    def _text(self, cells: Mapping[int, _Cell], name: str) -> str:
        return "".join(_shown(cells[place]) for place in self.places[name] if place in cells)

    def _chosen(self, name: str, code: str, text: str) -> Any:
        of = self.memory.scales[code] if name == "step" else name
        known = {label: value for (each, label), value in self.memory.words.items() if each == of}
        wanted = " ".join(text.split()).casefold()
        if not wanted:
            return None if name == "step" else ""
        for label, value in known.items():
            if " ".join(label.split()).casefold() == wanted:
                return int(value) if name == "step" else value
        labels = [each for each, value in known.items() if value != AnswerState.AGREED]
        raise _Fault(
            _("“%(text)s” is not in the list. Choose one of: %(labels)s.")
            % {"text": text.strip()[:60], "labels": "; ".join(labels[:LISTED])}
        )

    def _day(self, cells: Mapping[int, _Cell]) -> date | None:
        cell = next((cells[place] for place in self.places["until"] if place in cells), None)
        if cell is None or not cell.text.strip():
            return None
        try:
            if cell.kind == "number":
                return self.origin + timedelta(days=int(float(cell.text)))
            text = cell.text.strip()
            if found := DAY.fullmatch(text):
                return date(int(found[1]), int(found[2]), int(found[3]))
            if found := DAY_FIRST.fullmatch(text):
                return date(int(found[3]), int(found[2]), int(found[1]))
        except (ValueError, OverflowError):
            pass
        raise _Fault(
            _("“%(text)s” is no day that can be read. Type it as year-month-day: 2027-05-31.")
            % {"text": cell.text.strip()[:30]}
        )

    def _note(self, number: int, name: str, code: str, sentence: str) -> None:
        self.brought.problems.append(Problem(self._place(number, name), code[:20], sentence))

    def _place(self, number: int, name: str) -> str:
        places = self.places[name]
        return f"{_letters(places[0])}{number}" if places else str(number)


def _refuse_what_is_worked_out(cell: _Cell) -> None:
    if cell.kind == "formula":
        raise _Fault(
            _("This cell holds a formula, and formulas are not taken. Type what it shows instead.")
        )
    if cell.kind == "error":
        raise _Fault(
            _(
                "This cell shows an error of the spreadsheet program (%(text)s). Type your text "
                "anew."
            )
            % {"text": cell.text[:20]}
        )


def _shown(cell: _Cell) -> str:
    """What the cell says as a text: programs take some texts for numbers."""
    if cell.kind == "number":
        try:
            number = float(cell.text)
        except ValueError:
            return cell.text
        return str(int(number)) if number.is_integer() and abs(number) < 1e15 else cell.text
    if cell.kind == "truth":
        return _("yes") if cell.text == "1" else _("no")
    return cell.text


def _bounded(name: str, text: str) -> str:
    if "\x00" in text:
        raise _Fault(_("This cell holds a character that cannot be kept (NUL). Type it anew."))
    if name in LONG:
        text = text.replace("\r\n", "\n").replace("\r", "\n") if text.strip() else ""
    else:
        text = text.strip()
    if len(text) > MOST[name]:
        raise _Fault(
            _("This text has %(length)d characters, and can have %(most)d. Make it shorter.")
            % {"length": len(text), "most": MOST[name]}
        )
    return text


def _letters(place: int) -> str:
    letters = ""
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
