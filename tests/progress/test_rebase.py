"""A record moves to a newer edition: nothing anybody wrote is lost, and nobody is overwritten."""

from datetime import date

import pytest

from office.models import TrailEntry
from office.workflow import Refused
from progress.actions import (
    ChangedMeanwhile,
    Proposed,
    add_measure,
    answer_requirement,
    propose_answers,
    rebase,
)
from progress.choices import AnswerState
from progress.kept import kept_for
from progress.models import Answer, Carried, ProposedAnswer, RecordEdition, ReturnedSheet
from progress.rebasing import plan_for
from progress.records import sheet_of
from tests.factories import commitments
from tests.factories.cities import CityFactory
from tests.factories.progress import answered, lead_for

SHORT = """- code: short
  steps:
  - {value: 0, label: Not there yet}
  - {value: 1, label: Started}
  - {value: 2, label: In place}
"""


def answer(city, framework, code):
    return Answer.objects.of(city, framework).get(requirement__code=code)


def test_a_record_stays_under_its_edition_when_a_newer_one_is_published(city, six, newer):
    answered(city, six, evidence=False)

    kept = kept_for(city)

    assert (kept.framework, kept.newer) == (six, "2")


def test_a_record_without_answers_is_under_the_newest_edition(city, six, newer):
    kept = kept_for(city)

    assert (kept.framework, kept.newer) == (newer, "")


def test_an_edition_in_consultation_is_not_offered(city, six):
    answered(city, six, evidence=False)
    commitments.six_2()

    assert kept_for(city).newer == ""


def test_a_pilot_is_offered_the_edition_that_was_published_after_it(city):
    pilot = commitments.six_2()
    answered(city, pilot, evidence=False)
    published = commitments.six()

    assert kept_for(city).newer == published.edition


def test_the_plan_says_what_would_become_of_each_answer(city, six, newer):
    answered(city, six, evidence=False)

    plan = plan_for(city, six, newer)

    assert [each.requirement.code for each in plan.unchanged] == ["R1.1", "H1.1", "H2.1"]
    assert [each.requirement.code for each in plan.changed] == ["R1.2", "R2.1"]
    assert [each.requirement.code for each in plan.archived] == ["H1.2"]
    assert [one.code for one in plan.new] == ["H1.3"]


def test_unchanged_answers_go_on_with_their_evidence_and_state(city, six, newer, move):
    answered(city, six, agreed=True)
    before = answer(city, six, "R1.1")

    move()

    after = answer(city, newer, "R1.1")
    assert (after.step, after.text, after.state) == (before.step, before.text, AnswerState.AGREED)
    assert after.changed_by == before.changed_by
    assert after.citations.get().locator == before.citations.get().locator


def test_an_answer_whose_question_changed_is_a_marked_draft(city, six, newer, move):
    answered(city, six, agreed=True)

    move()

    assert answer(city, newer, "R1.2").state == AnswerState.DRAFT
    assert [one.code for one in sheet_of(city, newer).marked()] == ["R1.2", "R2.1"]


def test_saving_a_marked_answer_takes_the_mark_away(city, six, newer, move):
    answered(city, six, evidence=False)
    move()
    held = answer(city, newer, "R1.2")

    answer_requirement(city=city, requirement=held.requirement, by=lead_for(city),
                       version=held.version, step=held.step, text=held.text)  # fmt: skip

    assert [one.code for one in sheet_of(city, newer).marked()] == ["R2.1"]
    assert [each.answer.requirement.code for each in Carried.objects.to_look_at()] == ["R2.1"]


def test_what_is_no_longer_asked_stays_in_the_archive(city, six, newer, move):
    answered(city, six)
    before = answer(city, six, "H1.2")

    move()

    after = answer(city, six, "H1.2")
    assert (after.text, after.step) == (before.text, before.step)
    assert after.citations.count() == 1
    assert not Answer.objects.of(city, newer).filter(requirement__code="H1.2").exists()


def test_a_step_that_is_gone_is_left_open_and_kept_in_the_archive(city, six, next_edition):
    newer = next_edition(
        ("special_answers:\n", SHORT + "special_answers:\n"),
        ("code: H2.1, text:", "code: H2.1, scale: short, text:"),
    )
    answered(city, six, step=3, evidence=False)

    (carrying,) = [c for c in plan_for(city, six, newer).changed if c.requirement.code == "H2.1"]
    rebase(city=city, older=six, newer=newer, by=lead_for(city))

    assert carrying.dropped == {"step": "There is no step “Embedded” here any more."}
    assert answer(city, newer, "H2.1").step is None
    assert answer(city, six, "H2.1").step == 3


def test_a_special_answer_that_is_gone_is_said(city, six, next_edition, requirement):
    newer = next_edition(("key: unknown", "key: open"))
    answer_requirement(city=city, requirement=requirement(), by=lead_for(city), version=0,
                       special="unknown", how="We ask.", until=date(2030, 1, 1),
                       confidence="documented")  # fmt: skip

    (carrying,) = plan_for(city, six, newer).changed

    assert carrying.dropped == {"special": "There is no answer “We do not know yet” here any more."}


def test_a_word_for_confidence_that_is_gone_is_said(city, six, next_edition, requirement):
    newer = next_edition(("key: documented, label: Documented", "key: written, label: Written"))
    answer_requirement(city=city, requirement=requirement(), by=lead_for(city), version=0,
                       step=1, confidence="documented")  # fmt: skip

    (carrying,) = plan_for(city, six, newer).changed

    assert carrying.dropped == {
        "confidence": "“Documented” is no longer one of the words for how sure it is."
    }


def test_a_special_answer_that_means_something_else_is_marked(city, six, next_edition, requirement):
    newer = next_edition(("beside a step, never instead of it", "instead of a step"))
    answer_requirement(city=city, requirement=requirement(), by=lead_for(city), version=0,
                       step=1, special="other_level", law="Law 1", body="The state",
                       text="Ours.")  # fmt: skip

    (carrying,) = plan_for(city, six, newer).changed

    assert carrying.readings[0].title == "What “Task of another level of government” means"


def test_measures_and_open_proposals_go_along(city, six, newer, move, requirement):
    answered(city, six, evidence=False)
    measure = add_measure(
        city=city, by=lead_for(city), title="Ask them", requirements=[requirement("R1.2")]
    )
    (proposal,) = propose_answers(
        city=city, source="A sheet", proposals=[Proposed(requirement("R1.2"), {"step": 1}, seen=1)]
    )

    move()

    measure.refresh_from_db()
    proposal.refresh_from_db()
    assert [each.framework for each in measure.requirements.all()] == [newer]
    assert proposal.requirement.framework == newer
    assert ProposedAnswer.objects.without_conflict().get() == proposal


def test_it_happens_once_and_the_trail_says_so(city, six, newer, move):
    answered(city, six, evidence=False)
    move()

    with pytest.raises(Refused):
        move()

    entry = TrailEntry.objects.get(step="rebase")
    assert entry.words.note == "hrc-six 1 → 2"
    assert RecordEdition.objects.get().framework == newer
    assert Answer.objects.of(city, newer).count() == 5


def test_a_spreadsheet_that_is_being_read_comes_first(city, six, newer, move):
    answered(city, six, evidence=False)
    ReturnedSheet.objects.create(city=city, framework=six, filename="a.xlsx", sha256="0" * 64)

    with pytest.raises(Refused) as refused:
        move()

    assert "still being read" in refused.value.reasons[0]


@pytest.mark.parametrize("target", ["retired", "other framework"])
def test_there_is_no_moving_to_an_edition_that_is_not_offered(city, six, newer, target):
    answered(city, six, evidence=False)
    edition = commitments.ninety() if target == "other framework" else newer
    if target == "retired":
        type(newer).objects.filter(pk=newer.pk).update(state="retired", retired_on="2030-01-01")

    with pytest.raises(Refused):
        rebase(city=city, older=six, newer=edition, by=lead_for(city))

    assert RecordEdition.objects.get().framework == six


def test_who_saves_under_the_older_edition_after_the_move_is_told(city, six, newer, move):
    answered(city, six, evidence=False)
    seen = answer(city, six, "R1.1")
    move()

    with pytest.raises(ChangedMeanwhile):
        answer_requirement(city=city, requirement=seen.requirement, by=lead_for(city),
                           version=seen.version, text="Typed meanwhile.")  # fmt: skip


def test_a_first_answer_under_an_edition_the_record_has_left_is_refused(
    city, six, newer, move, requirement
):
    answered(city, six, evidence=False, except_for=("R1.1",))
    move()

    with pytest.raises(Refused) as refused:
        answer_requirement(city=city, requirement=requirement(), by=lead_for(city), version=0,
                           text="Typed meanwhile.")  # fmt: skip

    assert "under edition 2 now" in refused.value.reasons[0]


def test_an_answer_given_under_the_newer_edition_already_stays(city, six, newer, move):
    answered(city, six, evidence=False)
    there = newer.requirements.get(code="R1.1")
    Answer.objects.create(city=city, requirement=there, text="Ours already.", version=1)

    move()

    assert answer(city, newer, "R1.1").text == "Ours already."
    assert answer(city, six, "R1.1").text == "What we do about R1.1."


def test_moving_costs_the_same_however_many_answers(city, six, newer, django_assert_num_queries):
    other = CityFactory(name="Kleinstadt")
    answered(city, six, evidence=False)
    answered(other, six, evidence=False, except_for=("R1.2", "R2.1", "H1.2", "H2.1"))
    rebase(city=other, older=six, newer=newer, by=lead_for(other))
    lead = lead_for(city)

    with django_assert_num_queries(29):
        rebase(city=city, older=six, newer=newer, by=lead)
