"""Whatever the pool: no rule is broken, the order does not matter, and what exists is found."""

import json
from itertools import combinations, product

from hypothesis import given, settings
from hypothesis import strategies as st

from accreditation.draw import Candidate, Case, Impossible, Rules, broken_rules, draw, freeze

SMALL = Rules(seats={"peer": 2, "expert": 1}, chair="expert", load_max=1)


def case(reference, **facts):
    return Case(reference=reference, kind="municipality", language="en", **facts)


CITIES = ["a", "b", "c", "d"]
LANDS = {"a": "AT", "b": "BE", "c": "CZ", "d": "BE", "": "SE"}


@st.composite
def sessions(draw_, most_cases=4, most_people=14):
    """Cases, candidates and pairs kept apart, small enough to run into every rule."""
    cities = draw_(st.lists(st.sampled_from(CITIES), min_size=1, max_size=most_cases, unique=True))
    cases = [
        case(f"X-{place}", city=city, country=LANDS[city], size=draw_(st.integers(0, 3)),
             original_languages=draw_(st.sampled_from([[], ["de"]])))
        for place, city in enumerate(cities)
    ]  # fmt: skip
    people = []
    for place in range(draw_(st.integers(2, most_people))):
        seat = draw_(st.sampled_from(["peer", "peer", "peer", "expert"]))
        city = draw_(st.sampled_from(CITIES)) if seat == "peer" else ""
        languages = draw_(st.sampled_from([["en"], ["en", "de"], ["fr"]]))
        people.append(
            Candidate(f"C{place:02}", seat, LANDS[city], city, languages,
                      draw_(st.integers(0, 3)), "", draw_(st.integers(0, 1)))
        )  # fmt: skip
    pairs = [(one.reference, person.code) for one in cases for person in people]
    barred = set(draw_(st.lists(st.sampled_from(pairs), max_size=4)))
    return cases, people, barred


def panels_of(frozen, seed="s"):
    try:
        return draw(frozen, seed).seats
    except Impossible:
        return None


RULES_TRIED = Rules(seats={"peer": 2, "expert": 1}, chair="expert")


@settings(max_examples=200, deadline=None)
@given(sessions())
def test_no_rule_is_ever_broken(session):
    cases, people, barred = session
    frozen = freeze(cases, people, barred, RULES_TRIED)

    seats = panels_of(frozen)

    assert seats is None or broken_rules(frozen, seats) == []


@settings(max_examples=100, deadline=None)
@given(sessions(), st.randoms())
def test_the_order_of_the_input_does_not_matter(session, chance):
    cases, people, barred = session
    frozen = freeze(cases, people, barred, RULES_TRIED)

    chance.shuffle(cases)
    chance.shuffle(people)

    assert freeze(cases, people, barred, RULES_TRIED) == frozen


@settings(max_examples=100, deadline=None)
@given(sessions(), st.data())
def test_one_more_conflict_never_makes_it_break_a_rule(session, data):
    cases, people, barred = session
    one = data.draw(st.sampled_from(cases))
    person = data.draw(st.sampled_from(people))
    without = freeze(cases, people, barred, RULES_TRIED)
    frozen = freeze(cases, people, barred | {(one.reference, person.code)}, RULES_TRIED)

    seats = panels_of(frozen)

    assert seats is None or broken_rules(frozen, seats) == []
    assert seats is None or broken_rules(without, seats) == []


def by_brute_force(frozen):
    """Whether any panels keep every rule, by trying them all."""
    facts = json.loads(frozen)
    seat_of = {one["code"]: one["seat"] for one in facts["candidates"]}
    panels = []
    for one in facts["cases"]:
        by_seat = {
            seat: list(combinations([c for c in one["eligible"] if seat_of[c] == seat], number))
            for seat, number in facts["rules"]["seats"].items()
        }
        panels.append(
            [dict(zip(by_seat, map(list, chosen), strict=True))
             for chosen in product(*by_seat.values())]
        )  # fmt: skip
    references = [one["reference"] for one in facts["cases"]]
    return any(
        not broken_rules(frozen, dict(zip(references, chosen, strict=True)))
        for chosen in product(*panels)
    )


@settings(max_examples=60, deadline=None)
@given(sessions(most_cases=2, most_people=7))
def test_panels_are_found_exactly_when_there_are_any(session):
    cases, people, barred = session
    frozen = freeze(cases, people, barred, SMALL)

    assert (panels_of(frozen) is not None) == by_brute_force(frozen)
