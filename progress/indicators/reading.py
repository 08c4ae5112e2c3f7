"""What a table of readings says that somebody brings: row by row, with a sentence for each fault.

A plain reader of text: it opens no other file and runs nothing. Nothing of the file is kept.
"""

import csv
import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from progress.cells import plain

from .columns import COLUMNS, EVERYBODY, FEW, HIDDEN, Column, column_of
from .figures import Unfit, check_people, number, period

MOST_BYTES = 1_000_000
MOST_ROWS = 2_000
MOST_FAULTS = 200  # that are told one by one
LONGEST = 300  # signs of a name or a source
LINES = ("code", "indicator", "unit", "source")
DELIMITERS = {
    ",": gettext_lazy("commas"),
    ";": gettext_lazy("semicolons"),
    "\t": gettext_lazy("tabs"),
}
SEPARATOR = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)  # as some programs begin a file
GLOBAL = re.compile(r"(\d{1,2}\.[0-9a-z]{1,2})\.\d{1,2}")  # a global SDG indicator: 11.3.2


class NotATable(Exception):
    """This cannot be read as a table of readings; says why in a sentence."""


@dataclass(frozen=True)
class Fault:
    """What is wrong, in which line and column, and what to do about it."""

    line: int
    column: str
    sentence: str

    def as_plain(self) -> dict[str, int | str]:
        return {"line": self.line, "column": self.column, "sentence": self.sentence}


@dataclass
class Row:
    """What one line says. What a column that is not there would say is None."""

    line: int
    code: str = ""
    name: str = ""
    unit: str = ""
    targets: list[str] = field(default_factory=list)
    requirements: list[str] = field(default_factory=list)
    on: date = date.min
    whole_year: bool = False
    group: str = ""
    value: Decimal | None = None
    people: int | None = None
    few: bool = False
    source: str | None = None
    hidden: bool = False


@dataclass
class Brought:
    """All that a file says; ``how`` it was read, in a sentence."""

    how: str
    columns: list[str]
    rows: list[Row] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def read(content: bytes, *, today: date) -> Brought:
    """The rows of the file that can be read, and a sentence for each that cannot. NotATable."""
    if len(content) > MOST_BYTES:
        raise NotATable(
            _("This file is larger than a table of readings can be (1 MB). Bring it in parts.")
        )
    text, how = _decoded(content)
    text, delimiter = _delimited(text)
    lines = _records(text, delimiter)
    try:
        _first, headings = next(lines)
    except StopIteration:
        raise NotATable(_("This file is empty.")) from None
    columns = _columns(headings)
    brought = Brought(
        how=_("%(signs)s Its columns are separated by %(delimiter)s.")
        % {"signs": how, "delimiter": DELIMITERS[delimiter]},
        columns=[column.name for column in columns if column],
    )
    for heading, column in zip(headings, columns, strict=True):
        if column is None and heading.strip():
            brought.faults.append(Fault(1, heading[:60], _("This column is not known here, and "
                                                           "was left out.")))  # fmt: skip
    _read_rows(lines, columns, brought, today)
    return brought


def _decoded(content: bytes) -> tuple[str, str]:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return content.decode("utf-16"), _("It was read as UTF-16.")
        except UnicodeDecodeError:
            raise NotATable(
                _("This file begins as UTF-16 and is not. Save it as CSV anew.")
            ) from None
    if b"\x00" in content:
        raise NotATable(
            _("This is no CSV file. In your spreadsheet program choose “Save as” and the format "
              "“CSV (UTF-8)”.")
        )  # fmt: skip
    try:
        return content.decode("utf-8-sig"), _("It was read as UTF-8.")
    except UnicodeDecodeError:
        how = _("It is not in UTF-8 and was read as Western European (Latin-1). Check letters with "
                "accents below; if they are wrong, save it as “CSV (UTF-8)”.")  # fmt: skip
        try:
            return content.decode("cp1252"), how
        except UnicodeDecodeError:
            return content.decode("latin-1"), how


def _delimited(text: str) -> tuple[str, str]:
    """The text without a line that only names its delimiter, and that delimiter."""
    if (said := SEPARATOR.match(text)) and said[1] in DELIMITERS:
        return text[said.end() :], said[1]
    first = text.lstrip("\r\n").partition("\n")[0]
    return text, max(DELIMITERS, key=first.count)


def _records(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """(number of its first line, cells) of each row that says something."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield line, [plain(cell) for cell in cells]
            line = reader.line_num + 1
    except csv.Error:
        raise NotATable(
            _("Line %(line)d cannot be read as CSV: a quotation mark may be missing. Mend it, and "
              "bring the file again.") % {"line": line}
        ) from None  # fmt: skip


def _columns(headings: list[str]) -> list[Column | None]:
    columns = [column_of(heading) for heading in headings]
    names = [column.name for column in columns if column]
    if twice := next((name for name in names if names.count(name) > 1), None):
        raise NotATable(_("Two columns are called “%(name)s”. Keep one of them.") % {"name": twice})
    lacking = [column.name for column in COLUMNS if column.needed and column.name not in names]
    if not {"code", "indicator"} & set(names):
        lacking.insert(0, "indicator")
    if lacking:
        raise NotATable(
            _("The first line has to name the columns, and these are missing: %(names)s. The "
              "example shows how.") % {"names": ", ".join(lacking)}
        )  # fmt: skip
    return columns


def _read_rows(
    lines: Iterator[tuple[int, list[str]]],
    columns: list[Column | None],
    brought: Brought,
    today: date,
) -> None:
    for count, (line, cells) in enumerate(lines):
        if count == MOST_ROWS:
            sentence = _("At most %(most)d rows are read at once. Bring those from this line on in "
                         "another file.") % {"most": MOST_ROWS}  # fmt: skip
            brought.faults.append(Fault(line, "", sentence))
            return
        said = {
            column.name: cell.strip()
            for column, cell in zip(columns, cells, strict=False)
            if column is not None
        }
        faults: list[Fault] = []
        row = _row(line, said, faults, today)
        if faults:
            brought.faults += faults
        else:
            brought.rows.append(row)


def _row(line: int, said: dict[str, str], faults: list[Fault], today: date) -> Row:
    row = Row(line)

    def fault(column: str, sentence: str) -> None:
        faults.append(Fault(line, column, sentence))

    row.code, row.name, row.unit, source = (
        " ".join(said.get(name, "").split()) for name in LINES
    )  # fmt: skip
    row.source = source if "source" in said else None
    for name, text in zip(LINES, (row.code, row.name, row.unit, source), strict=True):
        if len(text) > LONGEST:
            fault(name, _("This text has %(length)d characters, and can have %(most)d. Make it "
                          "shorter.") % {"length": len(text), "most": LONGEST})  # fmt: skip
    if not row.code and not row.name:
        fault("indicator", _("This row does not say what is measured, so it was left out."))
    row.targets = [_target(each) for each in _listed(said.get("targets", ""))]
    row.requirements = _listed(said.get("requirements", ""))
    row.group = " ".join(said.get("group", "").split())
    if row.group.casefold() in EVERYBODY:
        row.group = ""
    try:
        row.on, row.whole_year = period(said.get("period", ""), today)
    except Unfit as unfit:
        fault("period", str(unfit))
    _read_numbers(row, said, fault)
    return row


def _read_numbers(row: Row, said: dict[str, str], fault: Callable[[str, str], None]) -> None:
    text = said.get("value", "")
    row.few, row.hidden = text.casefold() == FEW, text.casefold() == HIDDEN
    if not text:
        fault("value", _("There is no value in this row, so it was left out."))
    elif not row.few and not row.hidden:
        try:
            row.value = number(text)
        except Unfit as unfit:
            fault("value", str(unfit))
    if (people := said.get("people", "")) and not row.few:
        try:
            found = number(people)
            if found != found.to_integral_value():
                raise Unfit(_("A number of people is a whole one."))
            row.people = check_people(int(found))
        except Unfit as unfit:
            fault("people", str(unfit))


def _listed(text: str) -> list[str]:
    return list(dict.fromkeys(each for each in re.split(r"[\s,;]+", text) if each))


def _target(code: str) -> str:
    found = GLOBAL.fullmatch(code.casefold())
    return found[1] if found else code
