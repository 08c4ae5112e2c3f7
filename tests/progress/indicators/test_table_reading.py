"""What a table of readings says: encodings, marks, and a sentence for each fault."""

from datetime import date
from decimal import Decimal

import pytest

from progress.indicators import reading
from progress.indicators.reading import MOST_BYTES, NotATable, read

TODAY = date(2026, 11, 27)
HEAD = "indicator,unit,period,group,value,people\n"


def brought(text, encoding="utf-8"):
    return read(text if isinstance(text, bytes) else text.encode(encoding), today=TODAY)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "is empty"),
        (b"\n\n  \n", "is empty"),
        (b"PK\x03\x04\x00\x00", "no CSV file"),
        (b"\xff\xfe\x00", "begins as UTF-16"),
        (b"x" * (MOST_BYTES + 1), "larger than"),
        (b"a,b,c\n1,2,3\n", "are missing: indicator, period, value"),
        (b"code,period,value,year\nA,1,2,3\n", "Two columns are called"),
        (b'indicator,period,value\n"' + b"x" * 200_000, "Line 2 cannot be read"),
    ],
)
def test_what_is_no_table_is_refused_with_a_sentence(content, sentence):
    with pytest.raises(NotATable, match=sentence):
        brought(content)


@pytest.mark.parametrize(
    ("encoding", "sentence"),
    [
        ("utf-8", "read as UTF-8"),
        ("utf-8-sig", "read as UTF-8"),
        ("latin-1", "read as Western European"),
        ("cp1252", "read as Western European"),
        ("utf-16", "read as UTF-16"),
    ],
)
def test_accents_are_read_and_it_is_said_how(encoding, sentence):
    found = brought(HEAD + "Plätze für Ältere,percent,2025,,48,\n", encoding)

    assert found.rows[0].name == "Plätze für Ältere"
    assert sentence in found.how


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("indicator;period;value\nA;2025;48,5\n", "semicolons"),
        ("indicator\tperiod\tvalue\nA\t2025\t48,5\n", "tabs"),
        ('indicator,period,value\nA,2025,"48,5"\n', "commas"),
        ("sep=;\nindicator;period;value\nA;2025;48,5\n", "semicolons"),
        ("\r\nIndicator Name ; Time_Period ; VALUE \r\nA;2025;48,5\r\n", "semicolons"),
    ],
)
def test_marks_between_columns_and_names_of_columns_are_found(text, said):
    found = brought(text)

    (row,) = found.rows
    assert (row.name, row.value, row.on, row.whole_year) == (
        "A", Decimal("48.5"), date(2025, 12, 31), True,
    )  # fmt: skip
    assert said in found.how


@pytest.mark.parametrize(
    ("line", "column", "sentence"),
    [
        ("A,percent,2025,,,", "value", "no value"),
        ("A,percent,2025,,many,", "value", "no number"),
        ('A,percent,2025,,"1,234",', "value", "in thousands"),
        ("A,percent,2025,,48,half", "people", "no number"),
        ("A,percent,2025,,48,3.5", "people", "a whole one"),
        ("A,percent,2025,,48,-3", "people", "no number of people"),
        ("A,percent,2030,,48,", "period", "lies ahead"),
        ("A,percent,soon,,48,", "period", "can be read"),
        (",percent,2025,,48,", "indicator", "does not say what is measured"),
        ("A" * 301 + ",percent,2025,,48,", "indicator", "301 characters"),
    ],
)
def test_a_row_at_fault_is_left_out_with_its_line_and_column(line, column, sentence):
    found = brought(f'{HEAD}"B\nB",percent,2024,,40,\n{line}\nC,percent,2025,,41,\n')

    assert [row.name for row in found.rows] == ["B B", "C"]
    (fault,) = found.faults
    assert (fault.line, fault.column) == (4, column)
    assert sentence in fault.sentence


def test_a_column_nobody_knows_is_said_once():
    found = brought("indicator,period,value,mood\nA,2025,48,good\n")

    assert [(each.line, each.column) for each in found.faults] == [(1, "mood")]
    assert len(found.rows) == 1


def test_words_stand_in_place_of_numbers_and_of_everybody():
    found = brought(HEAD + "A,percent,2025,roma,FEW,7\nA,percent,2025,Total,hidden,\n")

    few, hidden = found.rows
    assert (few.few, few.value, few.people) == (True, None, None)
    assert (hidden.hidden, hidden.value, hidden.group) == (True, None, "")


def test_a_global_sdg_indicator_counts_as_its_target():
    (row,) = brought("indicator,sdg,period,value\nA,11.3.2 16.b 16.A.1,2025,1\n").rows

    assert row.targets == ["11.3", "16.b", "16.a"]


def test_rows_beyond_the_most_are_said_and_not_read(monkeypatch):
    monkeypatch.setattr(reading, "MOST_ROWS", 2)

    found = brought(HEAD + "A,percent,2025,,1,\nB,percent,2025,,1,\nC,percent,2025,,1,\n")

    assert [row.name for row in found.rows] == ["A", "B"]
    assert [(each.line, "At most 2 rows" in each.sentence) for each in found.faults] == [(4, True)]
