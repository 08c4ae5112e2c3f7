"""What a spreadsheet would change, and what is said of each cell that cannot be taken."""

import io
from datetime import timedelta

import openpyxl
import pytest

from office.days import today
from office.intake.reader.sheets import cells_of
from progress.actions import answer_requirement
from progress.choices import AnswerState
from progress.models import Answer
from progress.sheets.comparing import changes_in
from progress.sheets.layout import MEMORY
from progress.sheets.reading import NotOurs, read
from progress.sheets.writing import workbook_of
from tests.factories.progress import answered, lead_for, special_of
from tests.factories.sheets import changed, opened, saved

pytestmark = pytest.mark.django_db


@pytest.fixture
def bring(city, six):
    """A function: what a spreadsheet would change, with these values in its cells."""

    def brought(cells=None, content=None):
        content = content or changed(city, six, cells)
        return changes_in(read(cells_of(io.BytesIO(content))), city=city, framework=six)

    return brought


def sentences(changes):
    return [f"{each.cell} {each.sentence}" for each in changes.problems]


def test_a_workbook_from_elsewhere_is_refused_with_a_sentence():
    with pytest.raises(NotOurs, match="This is no spreadsheet of answers from here"):
        read(cells_of(io.BytesIO(saved(openpyxl.Workbook()))))


@pytest.mark.parametrize("row", [["column", "text"], ["answer", "R1.1", "two"], ["edition", "x"]])
def test_a_hidden_sheet_that_was_tampered_with_is_refused(city, six, row):
    book, _table, _places = opened(workbook_of(city, six))
    book[MEMORY].append(row)

    with pytest.raises(NotOurs):
        read(cells_of(io.BytesIO(saved(book))))


def test_a_table_under_another_name_is_asked_for(city, six):
    book, table, _places = opened(workbook_of(city, six))
    table.title = "Renamed"

    with pytest.raises(NotOurs, match="The sheet “Answers” is not in this file any more"):
        read(cells_of(io.BytesIO(saved(book))))


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"step": "Nearly"}, "F2 “Nearly” is not in the list. Choose one of: Not there yet;"),
        ({"text": "=SUM(A1:A2)"}, "H2 This cell holds a formula, and formulas are not taken."),
        ({"until": "soon"}, "L2 “soon” is no day that can be read. Type it as year-month-day"),
        ({"until": 1e12}, "L2 “1000000000000” is no day that can be read."),
        ({"law": "§" * 501}, "I2 This text has 501 characters, and can have 500."),
        ({"body": "_x0000_"}, "J2 This cell holds a character that cannot be kept (NUL)."),
        ({"state": "Agreed by the lead"}, "N2 Only the lead agrees answers, on the platform."),
        ({"code": "R9.9"}, "A2 There was no requirement R9.9 in the spreadsheet"),
        ({"code": None}, "A2 This row has no code of a requirement, so it was left out."),
        ({"code": "R1.2"}, "A3 R1.2 stands in row 2 already, so this row was left out."),
        ({"state": "Ready"}, "F2 Choose the step you have reached. Until then this answer is a"),
    ],
)
def test_a_cell_at_fault_is_named_and_all_others_are_read(bring, cells, said):
    changes = bring({"R1.1": {**cells}, "H1.1": {"text": "Read all the same."}})

    assert [each for each in sentences(changes) if each.startswith(said)]
    assert "Read all the same." in [each.words["text"] for each in changes.proposals]


def test_the_rest_of_a_row_with_a_fault_is_kept(city, six, bring):
    answered(city, six, evidence=False)

    changes = bring({"R1.1": {"step": "Nearly", "text": "Mine."}})

    (proposed,) = changes.proposals
    assert (proposed.words["text"], proposed.words["step"]) == ("Mine.", 2)


def test_a_special_answer_that_stands_instead_of_a_step_leaves_the_step_out(city, six, bring):
    answered(city, six, evidence=False)
    special = special_of(six, "lacking")

    changes = bring({"R1.1": {"special": special.label}})

    (proposed,) = changes.proposals
    assert (proposed.words["special"], proposed.words["step"]) == (special.key, None)
    assert any("The step was left out." in each for each in sentences(changes))


def test_an_agreed_answer_that_was_changed_is_ready_and_never_agreed(city, six, bring):
    answered(city, six, evidence=False, agreed=True)

    changes = bring({"R1.1": {"text": "Better now."}})

    (proposed,) = changes.proposals
    assert proposed.ready
    assert changes.same == 5


def test_what_was_said_on_the_platform_since_then_is_seen_as_it_was(city, six, requirement):
    answered(city, six, evidence=False)
    content = changed(city, six, {"R1.1": {"text": "Mine, offline."}})
    for code, text in (("R1.1", "Theirs."), ("R1.2", "Changed here alone.")):
        answer_requirement(city=city, requirement=requirement(code), by=lead_for(city), version=1,
                           step=2, text=text)  # fmt: skip

    changes = changes_in(read(cells_of(io.BytesIO(content))), city=city, framework=six)

    (proposed,) = changes.proposals
    assert (proposed.requirement.code, proposed.seen) == ("R1.1", 1)
    assert changes.same == 5


def test_the_same_text_on_both_sides_is_no_conflict(city, six, requirement):
    answered(city, six, evidence=False)
    content = changed(city, six, {"R1.1": {"text": "The same."}})
    answer_requirement(city=city, requirement=requirement(), by=lead_for(city), version=1,
                       step=2, text="The same.", state=AnswerState.READY)  # fmt: skip

    changes = changes_in(read(cells_of(io.BytesIO(content))), city=city, framework=six)

    assert changes.proposals == []


@pytest.mark.parametrize(
    ("typed", "day"),
    [("2027-05-31", "2027-05-31"), ("31.5.2027", "2027-05-31"), (46538, "2027-05-31")],
)
def test_days_are_read_as_programs_write_them(bring, typed, day):
    changes = bring({"R1.1": {"until": typed}})

    assert str(changes.proposals[0].words["until"]) == day


def test_numbers_and_truths_typed_into_a_text_become_text(bring):
    changes = bring({"R1.1": {"text": 2027, "law": 3.5, "body": True}})

    words = changes.proposals[0].words
    assert (words["text"], words["law"], words["body"]) == ("2027", "3.5", "yes")


def test_choices_are_found_whatever_their_blanks_and_capitals(bring):
    changes = bring({"R1.1": {"step": " not  there YET "}})

    assert changes.proposals[0].words["step"] == 0


def test_an_emptied_cell_empties_the_text(city, six, bring):
    answered(city, six, evidence=False)

    changes = bring({"R1.1": {"text": None}})

    assert changes.proposals[0].words["text"] == ""


def test_rows_and_columns_cost_no_more_statements(city, six, django_assert_num_queries):
    answered(city, six, evidence=False)

    with django_assert_num_queries(2):  # is this a demonstration, and the answers
        content = workbook_of(city, six)
    with django_assert_num_queries(1):
        changes_in(read(cells_of(io.BytesIO(content))), city=city, framework=six)

    assert Answer.objects.count() == 6


# --- by when it will be known ---------------------------------------------------------------------


def unknown(six, until, **cells):
    """The cells of an answer that is not known yet."""
    label = six.special_answers.get(key="unknown").label
    return {"special": label, "how": "A survey.", "until": until.isoformat(), **cells}


@pytest.mark.parametrize("state", ["Draft", "Ready"])
@pytest.mark.parametrize("ago", [0, 30])
def test_a_day_that_is_not_to_come_is_left_out_and_said(six, bring, state, ago):
    changes = bring({"R1.1": unknown(six, today() - timedelta(days=ago), state=state)})

    (proposed,) = changes.proposals
    assert (proposed.words["how"], proposed.words["until"]) == ("A survey.", None)
    assert not proposed.ready
    assert any(each.startswith("L2 This day is not to come.") for each in sentences(changes))


def test_a_day_to_come_stays_where_one_that_has_passed_was_typed_over_it(city, six, bring):
    answered(city, six, evidence=False)
    day = today() + timedelta(days=60)
    keep_unknown(city, day)

    changes = bring({"R1.1": {"until": (today() - timedelta(days=1)).isoformat(), "how": "Anew."}})

    (proposed,) = changes.proposals
    assert (proposed.words["how"], proposed.words["until"]) == ("Anew.", day)
    assert sum("The day was left out." in each for each in sentences(changes)) == 1


def test_nothing_is_said_of_a_day_that_passed_in_a_row_nobody_changed(city, six, bring):
    answered(city, six, evidence=False)
    keep_unknown(city, today() - timedelta(days=1))

    changes = bring({})

    assert (changes.proposals, changes.problems) == ([], [])


def keep_unknown(city, until):
    """R1.1 is not known yet, by an answer that is saved."""
    Answer.objects.filter(city=city, requirement__code="R1.1").update(
        step=None, special="unknown", how="A survey.", until=until
    )
