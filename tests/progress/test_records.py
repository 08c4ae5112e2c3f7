"""What a record shows, and what is lacking."""

import pytest

from commitments.choices import CountsAs
from progress import records
from progress.actions import (
    add_measures_from,
    agree,
    answer_requirement,
    record_group_result,
)
from progress.lacking import lacking
from progress.models import Measure
from tests.factories import commitments
from tests.factories.progress import answered, evidence_of, lead_for, special_of


def codes(requirements):
    return [requirement.code for requirement in requirements]


def test_an_empty_record_lacks_everything(city, six):
    assert codes(records.unanswered(city, six)) == ["R1.1", "R1.2", "R2.1", "H1.1", "H1.2", "H2.1"]
    assert records.not_agreed(records.sheet_of(city, six)) == []
    assert records.core_without_evidence(city, six) == []


def test_half_an_answer_is_none(city, six, requirement):
    answer_requirement(
        city=city, requirement=requirement(), by=lead_for(city), version=0,
        special=special_of(six, CountsAs.LACKING).key,
    )  # fmt: skip

    assert "R1.1" in codes(records.unanswered(city, six))


def test_what_is_answered_and_not_agreed_is_told_apart_from_what_is_not_answered(city, six):
    first, *_others = answered(city, six, evidence=False, except_for=["R1.1", "H2.1"])
    agree(answers=[first], by=lead_for(city))

    sheet = records.sheet_of(city, six)

    assert codes(sheet.unanswered()) == ["R1.1", "H2.1"]
    assert codes(records.not_agreed(sheet)) == ["R2.1", "H1.1", "H1.2"]


def test_a_core_claim_wants_evidence_and_a_modest_answer_none(city, six):
    answered(city, six, step=1, evidence=False, except_for=["R1.1"])
    core = {one.code for one in six.requirements.filter(is_core=True)}

    bare = records.core_without_evidence(city, six)

    assert set(codes(bare)) == core - {"R1.1"}


def test_not_there_yet_claims_nothing(city, six):
    answered(city, six, step=0, evidence=False)

    assert records.core_without_evidence(city, six) == []
    assert records.unanswered(city, six) == []


def test_what_is_unknown_has_no_step_and_what_does_not_apply_is_left_out(city, db):
    edition = commitments.sixteen()
    first = edition.requirements.select_related("framework").order_by("position").first()
    answer_requirement(
        city=city, requirement=first, by=lead_for(city), version=0,
        special=special_of(edition, CountsAs.EXCLUDED).key, text="There is no coast.",
    )  # fmt: skip

    record = records.record_of(city, edition)

    assert record.requirements[0].excluded
    assert len(record.applicable) == 15


def test_a_city_is_told_in_words_what_is_lacking_and_where(city, six):
    answered(city, six, step=1)

    level_b, level_a = lacking(city, six)

    assert level_b.to_do == []
    assert [line.by_review for line in level_b.lines] == [True]
    assert level_a.is_next
    assert not level_b.is_next
    first = level_a.to_do[0]
    assert first.text == "R1.1 is “Started”; “In place” is asked."
    assert first.url == f"/record/{city.slug}/r/R1.1/"


def test_each_requirement_lacks_once_a_level_with_what_it_asks(city, six):
    for level in lacking(city, six):
        named = [line for line in level.to_do if line.about]

        assert named
        assert len({line.url for line in named}) == len(named)
        assert {line.about for line in named} <= {one.text for one in six.requirements.all()}


def test_groups_and_recommendations_lead_to_their_pages(city, six):
    add_measures_from(city=city, recommendations=[("F-1", "Do it.", None)])

    _level_b, level_a = lacking(city, six)

    urls = {line.url for line in level_a.to_do}
    assert {f"/record/{city.slug}/groups/", f"/record/{city.slug}/measures/"} <= urls


def test_what_only_a_review_settles_is_never_lacking(city, six):
    answered(city, six, step=3)
    commitments.full()
    record_group_result(
        city=city, group="roma", by=lead_for(city), version=0, change="Fewer are turned away.",
        agreed="With their association.", evidence=evidence_of(city), locator="p. 1",
    )  # fmt: skip

    level_b, level_a = lacking(city, six)

    assert level_b.to_do == level_a.to_do == []
    assert {line.text for line in level_a.by_review} == {
        "Whether a grave concern is open is decided in the review.",
        "Whether the level is borne out is decided in the review.",
    }


def test_progress_counts_requirements_and_adds_no_steps(city, six):
    answered(city, six, except_for=["H2.1"], agreed=True)

    rights, work = records.progress_of(city, six)

    assert (rights.requirements, rights.answered, rights.agreed, rights.evidence) == (3, 3, 3, 3)
    assert (work.requirements, work.answered) == (3, 2)
    assert [part.code for part in work.parts] == ["H1", "H2"]


@pytest.mark.parametrize("edition", ["six", "ninety", "full"])
def test_reading_a_record_costs_the_same_for_every_edition(
    city, edition, django_assert_num_queries
):
    framework = getattr(commitments, edition)()
    answered(city, framework)

    with django_assert_num_queries(3):  # answers, groups, measures
        record = records.record_of(city, framework)
    with django_assert_num_queries(1):
        records.progress_of(city, framework)

    assert all(each.answered for each in record.requirements)


def test_recommendations_become_measures_once(city, requirement):
    recommended = [("F-1", "Do  this\nand that. " + "x" * 400, requirement()), ("F-2", "Do.", None)]

    first = add_measures_from(city=city, recommendations=recommended)
    second = add_measures_from(city=city, recommendations=recommended)

    assert (len(first), second) == (2, [])
    assert Measure.objects.get(origin="F-1").title.startswith("Do this and that.")
