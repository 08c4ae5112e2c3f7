"""What is told of few people, and what would give it away."""

from decimal import Decimal
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from progress.indicators import small
from progress.indicators.small import SMALL, Held, Span, is_small, kept_back, worked_out


@pytest.mark.parametrize(
    ("unit", "value", "people", "expected"),
    [
        ("percent", "50", SMALL - 1, True),
        ("percent", "25", 12, True),  # three of twelve
        ("percent", "75", 12, True),  # all but three
        ("percent", "97.5", 40, True),  # all but one
        ("percent", "33.3", 24, True),  # eight
        ("percent", "33.3", 30, False),  # ten, rounded before it was typed
        ("percent", "2", 500, True),  # eight to twelve, as it was rounded
        ("percent", "2.0001", 500, False),  # ten
        ("percent", "98", 500, True),  # all but eight to twelve
        ("percent", "3", 500, False),  # thirteen to seventeen
        ("per_1000", "1", 10_000, True),  # five to fifteen
        ("percent", "0.01", 4_000, True),  # more than nobody
        ("percent", "0", 12, False),
        ("percent", "100", 12, False),
        ("percent", "-25", 12, False),  # a change
        ("percent", "50", SMALL * 2, False),
        ("percent", "3", 4_000, False),
        ("percent", "3", None, False),
        ("ratio", "0.25", 12, True),
        ("ratio", "1.8", 12, False),  # nearly twice as many is no number of people
        ("per_1000", "2", 1_200, True),
        ("per_1000", "2", 12_000, False),
        ("per_100000", "20", 40_000, True),
        ("days", "3", 12, False),
        ("count", "3", 4_000, True),
        ("count", "3_997", 4_000, True),
        ("count", "0", 4_000, False),
        ("count", "4_000", 4_000, False),
        ("count", "3", None, False),
        ("count", "10", 4_000, False),
    ],
)
def test_a_value_is_small_where_it_tells_of_few_people(unit, value, people, expected):
    assert is_small(unit, Decimal(value), people) is expected


def test_a_number_known_to_be_of_people_is_small_without_saying_of_how_many():
    assert is_small("count", Decimal(3), None, of_people=True)
    assert not is_small("percent", Decimal(3), None, of_people=True)


@given(
    st.integers(1, 5_000).flatmap(
        lambda people: st.tuples(st.integers(0, people), st.just(people))
    ),
    st.sampled_from(["1", "0.1", "0.01"]),
)
def test_nothing_is_told_that_few_could_be_behind_however_it_was_rounded(counted, place):
    true, people = counted
    value = _rounded(100 * true, people, place)

    if 0 < value < 100 and not is_small("percent", value, people):
        assert min(true, people - true) >= SMALL


def of(group, people, few=False):
    return Held(group, None if few else Decimal(people), None if few else people, few)


def share(group, percent, people):
    return Held(group, Decimal(percent), people)


def hidden(unit, *together):
    return {each.group for each in kept_back(unit, together)}


FEW = of("roma", 0, few=True)


def test_a_share_of_which_one_would_know_the_few_others_is_kept_back():
    """Of 100, 60 have a place; of 88 women, 57 have: three of all others have."""
    assert hidden("percent", share("", 60, 100), share("women", "64.8", 88), FEW) == {"women"}


def test_a_share_of_which_one_would_know_the_few_it_is_untrue_of_is_kept_back():
    """Of 400 all but 40, of 300 all but 36: of all others but four."""
    together = share("", 90, 400), share("women", 88, 300), FEW

    assert hidden("percent", *together) == {"women"}


def test_a_total_that_does_not_say_of_how_many_it_is_keeps_its_groups_back():
    together = Held("", Decimal(60), None), share("women", 50, 200), share("older", 40, 100)

    assert hidden("percent", *together) == {"women", "older"}
    assert hidden("days", *together) == {"women", "older"}


def test_two_groups_of_a_level_are_not_shown_beside_a_third_that_overlaps_with_them():
    """Women and men leave four; that migrants are kept back would not change it."""
    together = of("", 100), of("women", 50), of("men", 46), of("migrants", 30), FEW

    assert hidden("days", *together) == {"men"}


def test_a_year_and_its_last_day_are_looked_at_together():
    year = Held("", Decimal(5), 100, whole_year=True)
    day = Held("women", Decimal(5), 95)

    assert kept_back("days", [year, day]) == {day}


def test_a_group_without_a_number_of_people_is_not_told_beside_a_total():
    assert hidden("count", of("", 100), Held("women", Decimal(50))) == {"women"}


def test_without_a_total_nothing_can_be_subtracted():
    assert hidden("count", FEW, of("women", 40)) == set()
    assert hidden("count", of("", 0, few=True), of("women", 40)) == set()


def test_what_a_rounded_share_leaves_counts_as_few_where_it_may_be():
    """610 or 611 of all, less 12, 12 and 577: nine or ten, and nine they are."""
    total, twelve, nobody = share("", "34.3", 1_780), share("older", 100, 12), share("roma", 0, 666)
    some, many = share("women", "33.3", 36), share("migrants", "85.7", 673)

    assert hidden("percent", total, FEW, some, twelve, nobody, many) == {"older"}


@pytest.mark.parametrize(
    ("span", "expected"),
    [
        ((9, 10, 11), True),
        ((8, 10, 12), True),
        ((-3, 0, 3), True),
        ((0, 0, 0), False),
        ((-3, -1, 0), False),
        ((10, 12, 14), False),
    ],
)
def test_what_is_left_may_be_few_wherever_it_can_lie_below_the_bound(span, expected):
    assert Span(*span).may_be_few is expected


def test_the_one_group_left_out_of_a_total_takes_the_smallest_other_with_it():
    assert hidden("count", of("", 75), FEW, of("women", 40), of("older", 30)) == {"older"}


def test_a_group_of_which_it_is_nobody_covers_no_other():
    total, nobody = of("", 308), Held("refugees", Decimal(0), 12)

    assert hidden("count", total, of("women", 200), of("older", 100), nobody, FEW) == {"older"}


def test_two_of_which_little_is_known_may_still_be_too_few_together():
    together = of("", 47), FEW, of("health", 0, few=True), of("women", 40)

    assert hidden("count", *together) == {"women"}


def test_a_group_that_is_nearly_everybody_tells_of_the_few_others():
    assert hidden("days", of("", 100), of("women", 95)) == {"women"}


def test_a_count_gives_the_others_away_by_its_value_too():
    total, group = Held("", Decimal(100), None), Held("women", Decimal(94), 2_000)

    assert hidden("count", total, group) == {"women"}


def test_a_group_that_is_everybody_hides_nobody():
    assert hidden("count", of("", 40), of("migrants", 40)) == set()


def test_groups_that_leave_enough_people_are_told_beside_one_that_is_not():
    assert hidden("count", of("", 400), of("women", 200), of("older", 100), FEW) == set()


def test_where_there_are_too_many_sums_to_look_through_groups_are_kept_back(monkeypatch):
    monkeypatch.setattr(small, "MOST_SUMS", 1)
    groups = [of(str(number), 100) for number in range(8)]

    assert hidden("days", of("", 405), *groups) != set()


# What somebody can work out who knows the total, the groups that are told, and that some of them
# make up everybody with those that are not told.

LEVEL = st.lists(
    st.integers(0, 60).flatmap(lambda people: st.tuples(st.just(people), st.integers(0, people))),
    min_size=2,
    max_size=6,
)
VALUES = {
    "count": lambda true, people: Decimal(true),
    "percent": lambda true, people: _rounded(100 * true, people, "0.1"),
    "per_1000": lambda true, people: _rounded(1_000 * true, people, "1"),
    "days": lambda true, people: Decimal(7),
}


def _rounded(number, people, place):
    return (Decimal(number) / people if people else Decimal(0)).quantize(Decimal(place))


def _as_kept(group, unit, true, people):
    value = VALUES[unit](true, people)
    few = is_small(unit, value, people, of_people=True)
    return Held(group, few=True) if few else Held(group, value, people)


def _left(total, told, name, unit):
    """The most people that can be left of the total without those that are told, and the fewest."""
    whole = worked_out(unit, total.value, total.people)[name]
    parts = [worked_out(unit, each.value, each.people)[name] for each in told]
    return (
        whole.least - sum(part.most for part in parts),
        whole.most - sum(part.least for part in parts),
    )


@pytest.mark.parametrize("unit", VALUES)
@given(level=LEVEL, overlapping=st.lists(st.integers(10, 60), max_size=2))
def test_no_number_below_the_bound_can_be_worked_out_from_what_is_told(unit, level, overlapping):
    """Groups of one level make up everybody between them: the hardest case."""
    people, true = (sum(each[place] for each in level) for place in (0, 1))
    total = _as_kept("", unit, true, people)
    parts = [_as_kept(f"{place}", unit, each[1], each[0]) for place, each in enumerate(level)]
    others = [_as_kept(f"o{place}", unit, each, each) for place, each in enumerate(overlapping)]

    back = kept_back(unit, [total, *parts, *others])

    told = [each for each in parts if not each.few and each not in back]
    if total.few or not told:
        return
    numbers = {"of": [each[0] for each in level], "true of": [each[1] for each in level],
               "not true of": [each[0] - each[1] for each in level]}  # fmt: skip
    for name in worked_out(unit, total.value, total.people):
        untold = sum(number for number, each in zip(numbers[name], parts, strict=True)
                     if each not in told)  # fmt: skip
        fewest, most = _left(total, told, name, unit)
        assert fewest <= untold <= most
        assert most == 0 or fewest >= SMALL


@given(level=st.lists(st.integers(0, 60), min_size=2, max_size=6), rest=st.integers(0, 30))
def test_no_groups_that_are_told_leave_fewer_than_may_be_told_of(level, rest):
    """Whichever groups somebody takes to be all but the few."""
    total = _as_kept("", "count", sum(level) + rest, sum(level) + rest)
    groups = [_as_kept(str(number), "count", each, each) for number, each in enumerate(level)]

    back = kept_back("count", [total, *groups])

    told = [each for each in groups if not each.few and each not in back]
    sums = [some for size in range(1, len(told) + 1) for some in combinations(told, size)]
    for some in sums if not total.few else ():
        left = total.people - sum(each.people for each in some)
        assert left <= 0 or left >= SMALL
