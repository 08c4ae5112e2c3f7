from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from commitments.levels import Assessed, GroupLine, Record, Rung, next_rung, reached

LABELS = {0: "Not there yet", 1: "Started", 2: "In place", 3: "Embedded"}
B = Rung(
    "B",
    "Level B",
    [
        {"kind": "every_requirement_answered"},
        {"kind": "core_at_least", "value": 1},
        {"kind": "no_grave_concern"},
    ],
)
A = Rung(
    "A",
    "Level A",
    [
        {"kind": "core_at_least", "value": 2},
        {"kind": "each_pillar_has", "value": 3},
        {"kind": "groups_with_results", "value": 1},
        {"kind": "reasoned_finding"},
    ],
)
SCALE = [B, A]
PILLARS = {"I": "Institutions", "P": "Process"}

assessed = st.builds(
    Assessed,
    code=st.integers(1, 10_000).map(str),
    commitment=st.sampled_from(["I1", "P1", "P2"]),
    pillar=st.sampled_from(sorted(PILLARS)),
    is_core=st.booleans(),
    step=st.none() | st.integers(0, 3),
    labels=st.just(LABELS),
    excluded=st.booleans(),
)
lists = st.lists(assessed, min_size=1, max_size=12, unique_by=lambda one: one.code)
settled = {
    "pillars": PILLARS,
    "groups": [GroupLine("women", complete=True, confirmed=True)],
    "grave_concerns": 0,
    "reasoned": ["A"],
}


def height(requirements):
    rung = reached(Record(requirements, **settled), SCALE)
    return 0 if rung is None else SCALE.index(rung) + 1


def strong(code, pillar="P"):
    return Assessed(code, "P1", pillar, is_core=True, step=3, labels=LABELS)


def test_the_highest_rung_that_lacks_nothing_is_reached():
    assert reached(Record([strong("1"), strong("2", "I")], **settled), SCALE) == A


def test_a_rung_above_one_that_lacks_something_is_not_reached():
    lower = Rung("B", "Level B", [{"kind": "core_at_least", "value": 3}])
    upper = Rung("A", "Level A", [{"kind": "core_at_least", "value": 1}])
    record = Record([replace(strong("1"), step=2)], **settled)

    assert reached(record, [lower, upper]) is None


def test_the_next_rung_is_the_lowest_that_asks_something_of_the_city():
    record = replace(Record([strong("1"), strong("2", "I")], **settled), groups=[])

    assert next_rung(record, SCALE) == A


def test_there_is_no_next_rung_when_only_a_review_can_say_more():
    record = replace(
        Record([strong("1"), strong("2", "I")], **settled), grave_concerns=None, reasoned=None
    )

    assert next_rung(record, SCALE) is None


def test_in_a_citys_own_view_no_level_is_reached_before_the_review():
    record = replace(Record([strong("1"), strong("2", "I")], **settled), grave_concerns=None)

    assert reached(record, SCALE) is None


@given(lists, st.data())
def test_raising_a_step_never_lowers_the_level(requirements, data):
    index = data.draw(st.integers(0, len(requirements) - 1))
    raised = list(requirements)
    step = requirements[index].step
    raised[index] = replace(
        requirements[index], step=data.draw(st.integers(0 if step is None else step, 3))
    )

    assert height(requirements) <= height(raised)


@given(lists, st.randoms(use_true_random=False))
def test_the_order_of_requirements_does_not_matter(requirements, chance):
    shuffled = list(requirements)
    chance.shuffle(shuffled)

    assert height(requirements) == height(shuffled)


@given(st.lists(st.integers(1, 10_000).map(str), max_size=12, unique=True))
def test_no_strength_pays_for_a_lack(codes):
    others = [strong(code, pillar) for code in codes for pillar in PILLARS]
    weak = replace(strong("weak"), step=0)

    assert height([*others, weak]) == 0


@given(lists)
def test_a_record_lacks_the_same_whatever_was_asked_before(requirements):
    record = Record(requirements, **settled)

    assert A.lacking(record) == A.lacking(record)
    assert [one for one in A.lacking(record) if one.requirement] == [
        one for one in A.lacking(replace(record, groups=())) if one.requirement
    ]
