"""The cells of a spreadsheet as the limited reader tells them, within its bounds."""

import io
import zipfile

import pytest

from office.intake.reader import sheets
from office.intake.reader.sheets import cells_of
from office.intake.reader.unfit import Unfit

BOOK = (
    '<workbook xmlns:r="urn:r"><workbookPr date1904="1"/><sheets>'
    '<sheet name="One" sheetId="1" r:id="a"/><sheet name="Lost" sheetId="2" r:id="b"/>'
    "</sheets></workbook>"
)
LINKS = '<Relationships><Relationship Id="a" Target="/xl/one.xml"/></Relationships>'
SHARED = (
    "<sst><si><t>plain</t></si><si><r><t>in </t></r><r><t>pieces</t></r>"
    "<rPh><t>read aloud</t></rPh></si></sst>"
)


def package(rows, shared=SHARED, without=()):
    parts = {
        "xl/workbook.xml": BOOK,
        "xl/_rels/workbook.xml.rels": LINKS,
        "xl/sharedStrings.xml": shared,
        "xl/one.xml": f"<worksheet><sheetData>{rows}</sheetData></worksheet>",
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as written:
        for name, content in parts.items():
            if name not in without:
                written.writestr(name, content)
    return file


def told(rows, **options):
    _days, *cells = cells_of(package(rows, **options))
    return [(each["row"], each["column"], each["kind"], each["text"]) for each in cells]


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/_rels/workbook.xml.rels"])
def test_a_workbook_without_its_parts_is_damaged(part):
    with pytest.raises(Unfit) as unfit:
        list(cells_of(package("", without=[part])))

    assert unfit.value.code == "damaged"


@pytest.mark.parametrize(
    "rows",
    [
        "<row>" + "<c><v>1</v></c>" * (sheets.CELLS_MAX + 1) + "</row>",
        f'<row><c t="str"><v>{"x" * (sheets.LONGEST + 1)}</v></c></row>',
    ],
)
def test_more_than_anybody_types_is_too_much(rows):
    with pytest.raises(Unfit) as unfit:
        list(cells_of(package(rows)))

    assert unfit.value.code == "too_much"


def test_markup_that_declares_things_is_refused():
    with pytest.raises(Unfit) as unfit:
        told("", shared='<!DOCTYPE a [<!ENTITY b "c">]><sst/>')

    assert unfit.value.code == "declared"


def test_a_cell_is_told_as_it_is_written():
    rows = (
        '<row r="2"><c r="B2" t="s"><v>1</v></c><c r="AA2"><v>3.5</v></c>'
        '<c t="inlineStr"><is><t>here</t></is></c></row>'
        '<row><c t="b"><v>1</v></c><c t="e"><v>#N/A</v></c><c><f>1+1</f><v>2</v></c><c/></row>'
    )

    assert told(rows) == [
        (2, 2, "text", "in pieces"),
        (2, 27, "number", "3.5"),
        (2, 28, "text", "here"),
        (3, 1, "truth", "1"),
        (3, 2, "error", "#N/A"),
        (3, 3, "formula", "2"),
    ]


def test_texts_that_are_not_there_are_no_cells():
    assert told('<row><c t="s"><v>7</v></c><c t="s"><v>x</v></c></row>') == []


def test_it_is_said_how_days_are_counted():
    assert next(cells_of(package(""))) == {"from_1904": True}
