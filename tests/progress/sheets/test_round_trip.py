"""Whatever was typed comes back exactly as typed, also through another program's hands."""

import io
from datetime import date

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from office.intake.reader.sheets import cells_of
from progress.models import Answer
from progress.sheets.comparing import changes_in
from progress.sheets.escaping import LONGEST, escaped, in_cells, unescaped
from progress.sheets.reading import read
from progress.sheets.writing import workbook_of
from tests.factories.progress import answered
from tests.factories.sheets import opened, saved

SIGNS = st.characters(exclude_categories=["Cs"], exclude_characters="\x00")
HOSTILE = st.sampled_from([
    "=1+1", "+49 30", "-x", "@SUM(A1)", "'quoted", "''", "=cmd|' /C calc'!A0", "_x000D_",
    "_x005F_x000D_", "_x0041_x0042_", "_x0041\x01", "_\x01", "__x0009_", "_xD83D_", "\x0b\x0c\x1f",
    "\ufffe\uffff", "\tTab", "line\nbreak\n",
    " blanks ", "שלום 123 \u202eabc", "👩‍👩‍👧‍👦", "#N/A", "TRUE",
    "1E5", "00123", "<b>&amp;</b>", "]]>", "%s %(x)s {0}",
])  # fmt: skip
TEXTS = st.lists(HOSTILE | st.text(SIGNS, max_size=40), max_size=6).map("".join)


@given(TEXTS)
def test_a_text_is_itself_after_it_stood_in_cells(text):
    cells = in_cells(text)

    assert "".join(map(unescaped, cells)) == text


@given(st.sampled_from(["👩", "_", "\x01", "_x0041_", "ab c"]), st.integers(15_000, 50_000))
@settings(max_examples=10, deadline=None)
def test_a_text_that_fits_no_cell_stands_in_several(piece, length):
    text = (piece * length)[:50_000]

    cells = in_cells(text)

    assert "".join(map(unescaped, cells)) == text
    assert all(len(cell.encode("utf-16-le")) // 2 <= LONGEST for cell in cells)


def test_half_a_sign_stays_as_it_is_written():
    assert unescaped("_xD83D_") == "_xD83D_"
    assert escaped("plain_text") == "plain_text"


@pytest.fixture
def brought(city, six):
    """A function: the rows of a spreadsheet, and what they would change."""

    def bring(content):
        found = read(cells_of(io.BytesIO(content)))
        return found, changes_in(found, city=city, framework=six)

    return bring


def keep(city, six, **words):
    """One answer of the record says this."""
    Answer.objects.filter(city=city, requirement__code="R1.1").update(**words)


@pytest.mark.django_db
@given(text=TEXTS, how=TEXTS, law=TEXTS)
@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_a_spreadsheet_brought_back_untouched_changes_nothing(city, six, brought, text, how, law):
    if not Answer.objects.filter(city=city).exists():
        answered(city, six, evidence=False)
    text, how = (each.replace("\r", "") if each.strip() else "" for each in (text, how))
    keep(city, six, text=text, how=how, law=law.strip()[:500].strip(), until=date(2027, 5, 31))

    rows, changes = brought(workbook_of(city, six))

    assert next(row for row in rows.rows if row.code == "R1.1").words["text"] == text
    assert (changes.proposals, changes.problems, changes.same) == ([], [], 6)


@pytest.mark.parametrize("sign", ["x", "👩", "\x01", "_", "=", "ש"])
def test_twenty_thousand_signs_come_back(city, six, brought, sign):
    answered(city, six, evidence=False)
    keep(city, six, text=sign * 20_000)

    _rows, changes = brought(workbook_of(city, six))

    assert (changes.proposals, changes.problems) == ([], [])


def test_nothing_in_a_spreadsheet_is_a_formula(city, six):
    answered(city, six, evidence=False)
    keep(city, six, text="=1+1", law='=HYPERLINK("https://example.org")', body="#REF!")

    book = openpyxl.load_workbook(io.BytesIO(workbook_of(city, six)))

    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
    assert kinds <= {"s", "n", "d"}


def test_another_program_may_save_it_and_change_nothing(city, six, brought):
    answered(city, six, evidence=False)
    keep(city, six, text="=1+1\nשלום 👩", how="'quoted", until=date(2027, 5, 31))
    book, _table, _places = opened(workbook_of(city, six))
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str):
                    cell.data_type = "s"

    _rows, changes = brought(saved(book))

    assert (changes.proposals, changes.problems, changes.same) == ([], [], 6)
