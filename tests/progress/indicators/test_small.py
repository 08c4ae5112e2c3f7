"""What is told of few people, and what would give it away."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from progress.indicators.small import SMALL, Held, is_small, kept_back


@pytest.mark.parametrize(
    ("unit", "value", "people", "small"),
    [
        ("percent", 50, SMALL - 1, True),
        ("percent", 50, SMALL, False),
        ("percent", 3, 4_000, False),
        ("percent", 3, None, False),
        ("count", 3, 4_000, True),
        ("count", 0, 4_000, False),
        ("count", 3, None, False),
        ("count", SMALL, 4_000, False),
    ],
)
def test_a_value_is_small_where_it_tells_of_few_people(unit, value, people, small):
    assert is_small(unit, Decimal(value), people) is small


def of(group, people, few=False):
    return Held(group, None if few else Decimal(people), None if few else people, few)


def test_without_a_total_nothing_can_be_subtracted():
    assert kept_back("count", None, [of("roma", 0, few=True), of("women", 40)]) == set()


def test_the_one_group_left_out_of_a_total_takes_the_smallest_other_with_it():
    groups = [of("roma", 0, few=True), of("women", 40), of("older", 30)]

    assert kept_back("count", of("", 75), groups) == {"older"}


def test_a_group_of_which_it_is_nobody_covers_no_other():
    groups = [
        of("roma", 0, few=True), of("women", 200), of("older", 100),
        Held("refugees", Decimal(0), 12),
    ]  # fmt: skip
    nobody = Held("older", Decimal(0), 12)

    assert kept_back("count", of("", 400), groups) == {"older"}
    assert kept_back("count", of("", 400), [groups[0], nobody]) == {"older"}


def test_two_of_which_little_is_known_may_still_be_too_few_together():
    groups = [of("roma", 0, few=True), of("health", 0, few=True), of("women", 40)]

    assert kept_back("count", of("", 47), groups) == {"women"}


def test_a_group_that_is_nearly_everybody_tells_of_the_few_others():
    assert kept_back("percent", of("", 100), [of("women", 95)]) == {"women"}


def test_a_count_gives_the_others_away_by_its_value_too():
    total, group = Held("", Decimal(100), None), Held("women", Decimal(94), 2_000)

    assert kept_back("count", total, [group]) == {"women"}
    assert kept_back("percent", total, [group]) == set()


def test_a_group_that_is_everybody_hides_nobody():
    assert kept_back("count", of("", 40), [of("migrants", 40)]) == set()


@given(
    counts=st.lists(st.integers(1, 60), min_size=1, max_size=7),
)
def test_whatever_is_subtracted_from_a_total_rests_on_enough_people(counts):
    """Groups that make up everybody between them: the hardest case."""
    total = of("", sum(counts))
    groups = [of(str(number), count, count < SMALL) for number, count in enumerate(counts)]

    hidden = kept_back("count", total, groups)

    missing = sum(
        count for each, count in zip(groups, counts, strict=True)
        if each.few or each.group in hidden
    )  # fmt: skip
    shown = sum(counts) - missing
    assert missing == 0 or missing >= SMALL or shown == 0 or total.people < SMALL
    for each, count in zip(groups, counts, strict=True):
        if not each.few and each.group not in hidden:
            assert count == total.people or total.people - count >= SMALL
