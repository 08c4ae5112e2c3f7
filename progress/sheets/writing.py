"""The record as a workbook: one row a requirement, and a page that explains."""

import io
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill, Protection
from openpyxl.utils import get_column_letter
from openpyxl.workbook.protection import WorkbookProtection
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from cities.models import City
from commitments.models import Framework, Requirement
from office.days import is_demonstration, now
from progress.choices import AnswerState
from progress.edition import Edition, edition_of
from progress.models import Answer

from .escaping import escaped, in_cells
from .layout import CHOICES, LISTS, LONG, MAY_BRING, MEMORY, Column, Memory, columns

HEAD, LOCKED = PatternFill("solid", fgColor="1B1F3B"), PatternFill("solid", fgColor="F1EFE8")
TOP = Alignment(wrap_text=True, vertical="top")


def workbook_of(city: City, framework: Framework, answers: Iterable[Answer] | None = None) -> bytes:
    """All questions of the edition with the city's answers, in the language that is active.

    Or with other ``answers`` to them, which need not be saved. A handful of statements however
    long the record is. Every cell that holds words holds them as text: nothing in it is ever a
    formula.
    """
    edition = edition_of(framework)
    if answers is None:
        answers = Answer.objects.of(city, framework).order_by()
    said = {each.requirement_id: each for each in answers}
    book = Workbook()
    explained = book.active
    table = book.create_sheet(_("Answers"))
    lists, hidden = book.create_sheet(LISTS), book.create_sheet(MEMORY)
    lists.sheet_state, hidden.sheet_state = "hidden", "veryHidden"
    memory = Memory(
        city=city.slug,
        framework=framework.code,
        edition=framework.edition,
        content_hash=framework.content_hash,
        exported_at=now().isoformat(timespec="seconds"),
        sheet=table.title,
    )
    ranges = _write_lists(lists, memory, edition, framework)
    _write_table(table, memory, edition, said, ranges)
    _explain(explained, city, framework)
    for number, row in enumerate(memory.rows(), 1):
        for place, value in enumerate(row, 1):
            _put(hidden, number, place, str(value))
    for sheet in (explained, table, lists, hidden):
        sheet.protection.sheet = True  # without a password: it keeps from slips, not from people
        sheet.protection.formatColumns = sheet.protection.formatRows = False
    book.security = WorkbookProtection(lockStructure=True)
    book.active = 1
    explained.sheet_view.tabSelected = False
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _put(sheet: Worksheet, row: int, column: int, text: str) -> Any:
    """A cell that holds this text as text, whatever it begins with."""
    cell = sheet.cell(row, column)
    cell.value = escaped(text) or None
    if text:
        cell.data_type = "s"
    cell.number_format = "@"
    return cell


def _write_lists(
    sheet: Worksheet, memory: Memory, edition: Edition, framework: Framework
) -> dict[str, str]:
    """What can be chosen, list by list; where each list stands."""
    lists: dict[str, list[tuple[str, str]]] = {
        "state": [(state.value, str(state.label)) for state in MAY_BRING],
        "special": [(key, each.label) for key, each in edition.specials.items()],
        "confidence": [
            (each["key"], each["label"])
            for each in framework.terms.get("confidence", [])
            if each.get("set_by", "city") == "city"
        ],
    }
    for requirement in edition.requirements.values():
        name = f"step:{requirement.scale.code}"
        lists[name] = [(str(value), label) for value, label in requirement.labels.items()]
    ranges = {}
    for column, (name, choices) in enumerate(lists.items(), 1):
        for row, (value, label) in enumerate(choices, 1):
            _put(sheet, row, column, memory.add(name, value, label))
        if choices:
            letter = get_column_letter(column)
            ranges[name] = f"'{LISTS}'!${letter}$1:${letter}${len(choices)}"
    memory.add("state", AnswerState.AGREED.value, str(AnswerState.AGREED.label))
    return ranges


def _write_table(
    sheet: Worksheet,
    memory: Memory,
    edition: Edition,
    answers: dict[int, Answer],
    ranges: dict[str, str],
) -> None:
    cells = {
        pk: {name: in_cells(getattr(answer, name)) for name in LONG}
        for pk, answer in answers.items()
    }
    parts = {name: max((len(each[name]) for each in cells.values()), default=1) for name in LONG}
    table = columns(parts)
    memory.columns = [(column.name, column.part) for column in table]
    _write_headings(sheet, table)
    validations = _Validations(sheet, ranges)
    for row, requirement in enumerate(edition.requirements.values(), 2):
        answer = answers.get(requirement.pk) or Answer(requirement=requirement)
        memory.versions[requirement.code] = answer.version
        memory.scales[requirement.code] = f"step:{requirement.scale.code}"
        said = _said(requirement, answer, memory)
        for place, column in enumerate(table, 1):
            if column.name in LONG:
                written = cells.get(requirement.pk, {}).get(column.name, [])
                cell = sheet.cell(row, place)
                if column.part <= len(written) and written[column.part - 1]:
                    cell.value, cell.data_type = written[column.part - 1], "s"
                cell.number_format = "@"
            elif column.name == "until":
                cell = sheet.cell(row, place)
                cell.value, cell.number_format = answer.until, "yyyy-mm-dd"
            else:
                cell = _put(sheet, row, place, said[column.name])
            cell.alignment = TOP
            cell.protection = Protection(locked=not column.may_change)
            if not column.may_change:
                cell.fill = LOCKED
            validations.add(column.name, requirement, cell.coordinate)


def _write_headings(sheet: Worksheet, table: list[Column]) -> None:
    for place, column in enumerate(table, 1):
        cell = _put(sheet, 1, place, column.heading)
        cell.font, cell.fill, cell.alignment = Font(bold=True, color="FFFFFF"), HEAD, TOP
        sheet.column_dimensions[get_column_letter(place)].width = column.width
    sheet.freeze_panes = "D2"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", "8"  # A3
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def _said(requirement: Requirement, answer: Answer, memory: Memory) -> dict[str, str]:
    """What stands in the cells of one row, the long texts apart."""
    step = "" if answer.step is None else str(answer.step)
    return {
        "code": requirement.code,
        "commitment": f"{requirement.commitment.code} {requirement.commitment.title}",
        "question": requirement.text,
        "core": _("core") if requirement.is_core else "",
        "steps": "\n".join(
            f"{one.label}: {one.meaning}" if one.meaning else one.label
            for one in requirement.steps()
        ),
        "step": memory.label(memory.scales[requirement.code], step),
        "special": memory.label("special", answer.special),
        "law": answer.law,
        "body": answer.body,
        "confidence": memory.label("confidence", answer.confidence),
        "state": memory.label("state", answer.state if answer.version else ""),
    }


class _Validations:
    """What may be chosen in a column; one rule for all its cells that have the same list."""

    def __init__(self, sheet: Worksheet, ranges: dict[str, str]):
        self.sheet, self.ranges = sheet, ranges
        self.made: dict[str, DataValidation] = {}

    def add(self, name: str, requirement: Requirement, coordinate: str) -> None:
        if name == "until":
            self._rule("until", type="date", operator="greaterThan", formula1="36526").add(
                coordinate
            )
        elif name in CHOICES:
            of = f"step:{requirement.scale.code}" if name == "step" else name
            if of in self.ranges:
                self._rule(of, type="list", formula1=self.ranges[of]).add(coordinate)

    def _rule(self, key: str, **terms: Any) -> DataValidation:
        if key not in self.made:
            rule = DataValidation(allow_blank=True, showErrorMessage=True, **terms)
            rule.errorTitle = _("This cannot be brought back")
            rule.error = (
                _("Type a day, such as 2027-05-31.")
                if key == "until"
                else _("Choose one of the list, or leave the cell empty.")
            )
            self.sheet.add_data_validation(rule)
            self.made[key] = rule
        return self.made[key]


def _explain(sheet: Worksheet, city: City, framework: Framework) -> None:
    sheet.title = _("Read me")
    sheet.column_dimensions["A"].width = 100
    for row, (text, bold) in enumerate(_explanation(city, framework), 1):
        cell = _put(sheet, row, 1, text)
        cell.alignment, cell.font = TOP, Font(bold=bold, size=14 if row == 1 else 11)


def _explanation(city: City, framework: Framework) -> Iterable[tuple[str, bool]]:
    yield str(city), True
    yield str(framework), False
    if is_demonstration():
        yield _("Demonstration: the authority and everything said of it are invented."), True
    if framework.is_pilot:
        yield _("Pilot: this edition is still in consultation."), True
    yield "", False
    yield _("How to work with this spreadsheet"), True
    yield (
        _("The sheet “%(sheet)s” has one row a requirement. Grey columns are protected.")
        % {"sheet": _("Answers")},
        False,
    )
    yield _("Choose step, special answer, state and how sure it is from the lists."), False
    yield _("Whatever you type is taken as text, also what begins with =, +, - or @."), False
    yield _("A longer text than fits in a cell goes on in the column beside it."), False
    yield _("“Agreed by the lead” cannot be chosen: only the lead agrees answers, online."), False
    yield _("Do not delete or rename sheets: a hidden one says which answers these are."), False
    yield "", False
    yield _("How to bring it back"), True
    yield (
        _(
            "Save it as xlsx and upload it where you downloaded it. You then see each change and "
            "choose; nothing is written into the record before. Where somebody changed an answer "
            "on the platform since, you see both texts."
        ),
        False,
    )
    yield _("It holds what your team says among itself. Keep it as you keep such papers."), False
