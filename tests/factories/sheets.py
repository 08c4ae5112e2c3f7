"""Spreadsheets that were taken away, worked on in another program, and brought back."""

import io

import openpyxl
from django.core.files.uploadedfile import SimpleUploadedFile

from office.intake.kinds import TYPES
from progress.actions import bring_sheet
from progress.sheets import bringing
from progress.sheets.layout import MEMORY
from progress.sheets.writing import workbook_of
from tests.factories.progress import lead_for


def opened(content):
    """A workbook as another program opens it: the table, and the place of each column."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    rows = [[cell.value for cell in row] for row in book[MEMORY].iter_rows()]
    table = book[next(row[1] for row in rows if row[0] == "table")]
    names = [(row[1], int(row[2])) for row in rows if row[0] == "column"]
    return book, table, {name: place for place, (name, part) in enumerate(names, 1) if part == 1}


def saved(book):
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def changed(city, framework, cells):
    """The city's spreadsheet with other values in some cells: code → column → value."""
    book, table, places = opened(workbook_of(city, framework))
    for row in table.iter_rows(min_row=2):
        for name, value in cells.get(row[0].value, {}).items():
            row[places[name] - 1].value = value
            if isinstance(value, str) and not value.startswith("=SUM("):
                row[places[name] - 1].data_type = "s"
    return saved(book)


def upload(content, name="answers.xlsx"):
    return SimpleUploadedFile(name, content, TYPES["xlsx"])


def returned_sheet(city, framework, content=None, *, by=None):
    """A spreadsheet brought back and read by the worker; as it was taken away, if nothing else."""
    content = workbook_of(city, framework) if content is None else content
    sheet = bring_sheet(
        city=city, framework=framework, by=by or lead_for(city), file=upload(content)
    )
    bringing.read_waiting()
    sheet.refresh_from_db()
    return sheet
