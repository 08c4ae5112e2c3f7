"""A spreadsheet of an earlier edition proposes what was answered then, where it still fits."""

import pytest
from django.utils import timezone

from office.days import today
from progress.choices import CheckState
from progress.models import Answer, ProposedAnswer
from progress.sheets.writing import workbook_of
from tests.factories.commitments import six_2, sixteen
from tests.factories.progress import answered
from tests.factories.sheets import changed, returned_sheet

pytestmark = pytest.mark.django_db


def sentences(sheet):
    return [each["sentence"] for each in sheet.problems]


def proposed():
    return {each.requirement.code: each for each in ProposedAnswer.objects.open()}


def test_what_was_answered_then_is_proposed_with_its_source_and_never_as_ready(city, six):
    answered(city, six, evidence=False, agreed=True)

    sheet = returned_sheet(city, six_2(), workbook_of(city, six))

    found = proposed()
    assert sheet.state == CheckState.RELEASED
    assert found["R1.1"].text == "What we do about R1.1."
    assert found["R1.1"].requirement.framework == six_2()
    day = timezone.localtime(sheet.exported_at)
    assert found["R1.1"].source.startswith("Your answers under hrc-six 1, taken away on")
    assert str(day.year) in found["R1.1"].source
    assert not any(each.ready for each in found.values())


def test_a_requirement_that_is_gone_is_named(city, six):
    answered(city, six, evidence=False)

    sheet = returned_sheet(city, six_2(), workbook_of(city, six))

    assert "H1.2" not in proposed()
    assert "Today’s edition has no requirement H1.2, so this row was left out." in sentences(sheet)


def test_what_fits_nowhere_is_said_row_by_row(city, six):
    answered(city, six, evidence=False)

    sheet = returned_sheet(city, sixteen(), workbook_of(city, six))

    assert proposed() == {}
    assert len(sentences(sheet)) == 6


def test_a_step_of_another_name_is_left_out_and_said(city, six):
    older = six_2()
    step = older.scales.first().steps.get(value=2)
    step.label = "Working"
    step.save()

    sheet = returned_sheet(city, six, changed(city, older, {
        "R1.1": {"step": "Working", "text": "It works."}, "R1.2": {"step": "Started"},
    }))  # fmt: skip

    found = proposed()
    assert (found["R1.1"].step, found["R1.1"].text) == (None, "It works.")
    assert found["R1.2"].step == 1
    assert "“Working” is no step of R1.1 today, so the step was left out. Choose it anew." in (
        sentences(sheet)
    )


def test_empty_rows_and_what_is_said_already_propose_nothing(city, six):
    answered(city, six, evidence=False)
    content = workbook_of(city, six_2())

    sheet = returned_sheet(city, six, content)
    again = returned_sheet(
        city, six, changed(city, six_2(), {
            "R1.1": {"step": "In place", "text": "What we do about R1.1."},
        }),
    )  # fmt: skip

    assert (sheet.same, again.same) == (6, 6)
    assert proposed() == {}
    assert Answer.objects.count() == 6


def test_a_day_that_is_not_to_come_is_left_out_and_said(city, six):
    answered(city, six, evidence=False)
    Answer.objects.filter(requirement__code="R1.1").update(
        step=None, special="unknown", how="A survey.", until=today()
    )

    sheet = returned_sheet(city, six_2(), workbook_of(city, six))

    assert (proposed()["R1.1"].how, proposed()["R1.1"].until) == ("A survey.", None)
    assert any(each.startswith("This day is not to come.") for each in sentences(sheet))
