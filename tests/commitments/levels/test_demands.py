from dataclasses import replace

import pytest

from commitments.choices import DemandKind
from commitments.levels import Assessed, Earlier, GroupLine, Lack, Record, Rung, lacking_for
from commitments.levels.demands import DEMANDS

LABELS = {0: "Not there yet", 1: "Started", 2: "In place", 3: "Embedded"}
I1 = Assessed("I1.1", "I1", "I", is_core=True, step=3, labels=LABELS)
P1 = Assessed("P1.1", "P1", "P", is_core=True, step=2, labels=LABELS)
OTHER = Assessed("P2.1", "P2", "P", is_core=False, step=0, labels=LABELS)
PILLARS = {"I": "Institutions", "P": "Process"}
RECORD = Record([I1, P1, OTHER], PILLARS)


def asking(kind, **terms):
    return Rung("A", "Level A", [{"kind": kind, **terms}])


def texts(rung, record):
    return [line.text for line in rung.lacking(record)]


def test_every_kind_of_demand_is_worked_out():
    assert set(DEMANDS) == set(DemandKind)


def test_a_requirement_without_an_answer_is_named():
    record = replace(RECORD, requirements=[I1, replace(P1, step=None, answered=False)])

    lacking = asking("every_requirement_answered").lacking(record)

    assert lacking == [Lack("P1.1 has no answer yet.", "P1.1")]


def test_a_core_requirement_below_is_named_with_what_is_found_and_what_is_asked():
    lacking = asking("core_at_least", value=3).lacking(RECORD)

    assert lacking == [Lack("P1.1 is “In place”; “Embedded” is asked.", "P1.1", asked=3)]


def test_a_requirement_not_known_yet_lacks_whatever_is_asked():
    record = replace(RECORD, requirements=[I1, replace(P1, step=None)])

    assert texts(asking("core_at_least", value=0), record) == [
        "P1.1 is not known yet; “Not there yet” is asked."
    ]


def test_a_requirement_without_answer_is_said_once_with_the_step_asked():
    record = replace(RECORD, requirements=[replace(P1, step=None, answered=False)])
    rung = Rung(
        "B",
        "Level B",
        [{"kind": "every_requirement_answered"}, {"kind": "core_at_least", "value": 1},
         {"kind": "core_at_least", "value": 2, "commitments": ["P1"]}],
    )  # fmt: skip

    assert texts(rung, record) == ["P1.1 has no answer yet; “In place” is asked."]


def test_demands_on_named_commitments_leave_the_others_alone():
    assert texts(asking("core_at_least", value=3, commitments=["I1"]), RECORD) == []
    assert texts(asking("every_at_least", value=1, commitments=["P2"]), RECORD) == [
        "P2.1 is “Not there yet”; “Started” is asked."
    ]


def test_every_requirement_is_asked_whether_core_or_not():
    assert texts(asking("every_at_least", value=2), RECORD) == [
        "P2.1 is “Not there yet”; “In place” is asked."
    ]


def test_what_does_not_apply_is_left_out():
    record = replace(
        RECORD,
        requirements=[I1, replace(P1, step=None, excluded=True, answered=False)],
    )

    assert texts(asking("core_at_least", value=3), record) == []
    assert texts(asking("every_at_least", value=3), record) == []
    assert texts(asking("every_requirement_answered"), record) == []


def test_a_pillar_with_nothing_at_the_step_is_named_by_its_title():
    assert texts(asking("each_pillar_has", value=3), RECORD) == [
        "Nothing in “Process” is “Embedded” yet."
    ]


def test_a_pillar_in_which_nothing_applies_has_nothing_to_show():
    record = replace(RECORD, requirements=[I1, replace(P1, step=3, excluded=True)])

    assert texts(asking("each_pillar_has", value=3), record) == [
        "Nothing in “Process” is “Embedded” yet."
    ]


def test_groups_asked_for_follow_the_size_of_the_authority():
    rung = asking("groups_with_results", by_size={"S": 1, "L": 3})
    record = replace(RECORD, groups=[GroupLine("women", complete=True)])

    assert texts(rung, replace(record, size="S")) == []
    assert texts(rung, replace(record, size="L")) == [
        "Results are asked for 3 groups at risk; they are shown for 1."
    ]


def test_an_unknown_size_is_asked_the_largest_number():
    rung = asking("groups_with_results", by_size={"S": 1, "L": 3})

    assert texts(rung, replace(RECORD, size="")) == [
        "Results are asked for 3 groups at risk; they are shown for 0."
    ]


@pytest.mark.parametrize(
    ("complete", "confirmed", "grave_concerns", "counted"),
    [
        (False, None, None, False),
        (True, None, None, True),
        (True, False, None, False),
        (True, None, 0, False),
        (True, False, 0, False),
        (True, True, 0, True),
    ],
)
def test_a_city_counts_complete_lines_and_a_panel_those_it_confirms(
    complete, confirmed, grave_concerns, counted
):
    line = GroupLine("women", complete=complete, confirmed=confirmed)
    record = replace(RECORD, groups=[line], grave_concerns=grave_concerns)

    assert (texts(asking("groups_with_results", value=1), record) == []) is counted


def test_one_group_counts_once_however_many_lines_it_has():
    lines = [GroupLine("women", complete=True), GroupLine("women", complete=True)]
    record = replace(RECORD, groups=lines)

    assert texts(asking("groups_with_results", value=2), record) == [
        "Results are asked for 2 groups at risk; they are shown for 1."
    ]


def test_an_earlier_recommendation_without_an_answer_is_named():
    record = replace(RECORD, earlier=[Earlier("R1", answered=True), Earlier("R2", answered=False)])

    assert texts(asking("earlier_recommendations_answered"), record) == [
        "The earlier recommendation R2 is not answered yet."
    ]


def test_a_first_cycle_has_no_earlier_recommendations_to_answer():
    assert texts(asking("earlier_recommendations_answered"), RECORD) == []


@pytest.mark.parametrize("kind", ["no_grave_concern", "reasoned_finding"])
def test_a_city_reads_apart_what_only_a_review_can_settle(kind):
    (line,) = asking(kind).lacking(RECORD)

    assert line.by_review
    assert "decided in the review" in line.text


def test_a_panel_sees_open_concerns_and_missing_reasons():
    record = replace(RECORD, grave_concerns=1, reasoned=["B"])

    assert texts(asking("no_grave_concern"), record) == ["A grave concern is open."]
    assert texts(asking("reasoned_finding"), record) == [
        "The panel has not given its reasons for this level yet."
    ]


def test_a_panel_that_found_no_concern_and_gave_reasons_lacks_nothing():
    record = replace(RECORD, grave_concerns=0, reasoned=["A"])

    assert texts(asking("no_grave_concern"), record) == []
    assert texts(asking("reasoned_finding"), record) == []


def test_what_is_lacking_is_given_level_by_level():
    low, high = asking("core_at_least", value=1), asking("core_at_least", value=3)

    (_, nothing), (rung, lacking) = lacking_for(RECORD, [low, high])

    assert nothing == []
    assert rung == high
    assert [line.requirement for line in lacking] == ["P1.1"]
