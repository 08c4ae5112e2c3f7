"""No count, and no difference between counts, ever tells of fewer than five cities."""

from collections import Counter
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from accreditation.alike import FEWEST, Shown, least_told, shown

CELLS = st.dictionaries(
    st.tuples(st.sampled_from(["S", "M", "L", ""]), st.sampled_from(["town", "county", "joint"])),
    st.integers(0, 12),
)


def told_of(cells, groups):
    """How many cities each way of adding and subtracting the groups speaks of, tried one by one."""
    sizes, kinds = sorted(groups.sizes), sorted(groups.kinds)
    for weights in product((-1, 0, 1), repeat=len(sizes) + len(kinds)):
        by_size = dict(zip(sizes, weights, strict=False))
        by_kind = dict(zip(kinds, weights[len(sizes) :], strict=True))
        yield sum(
            count
            for (size, kind), count in cells.items()
            if by_size.get(size, 0) + by_kind.get(kind, 0)
        )


@given(CELLS)
def test_nothing_that_is_shown_tells_of_fewer_than_five(cells):
    groups = shown(cells)

    assert not [told for told in told_of(cells, groups) if 0 < told < FEWEST]
    for part, group in [(0, each) for each in groups.sizes] + [(1, each) for each in groups.kinds]:
        assert sum(n for cell, n in cells.items() if cell[part] == group) >= FEWEST


@given(CELLS, st.sets(st.sampled_from("SML")), st.sets(st.sampled_from(["town", "county"])))
def test_the_fewest_are_found_as_if_every_way_had_been_tried(cells, sizes, kinds):
    groups = Shown(frozenset(sizes), frozenset(kinds))

    tried = [told for told in told_of(cells, groups) if told]

    assert least_told(cells, groups) == min(tried, default=float("inf"))


def test_a_kind_that_a_size_class_would_give_away_is_not_shown():
    cells = Counter({("S", "town"): 6, ("M", "town"): 2, ("M", "county"): 1})

    groups = shown(cells)

    assert groups == Shown(frozenset({"S"}), frozenset())  # eight towns less six small ones: two


def test_kinds_are_shown_where_no_size_class_has_enough():
    cells = Counter({("S", "town"): 2, ("M", "town"): 3, ("L", "county"): 2})

    assert shown(cells) == Shown(frozenset(), frozenset({"town"}))


def test_a_class_that_is_the_kind_as_well_tells_nothing_new():
    assert shown({("S", "town"): 5}) == Shown(frozenset({"S"}), frozenset({"town"}))


def test_four_are_never_shown():
    assert shown({("S", "town"): 4}) == Shown(frozenset(), frozenset())
