"""The draw keeps its rules, is the same for everybody, and says why when it cannot."""

import json

import pytest

from accreditation.draw import (
    Candidate,
    Case,
    Impossible,
    Rules,
    broken_rules,
    draw,
    freeze,
    replace,
    why_impossible,
)

RULES = Rules(seats={"peer": 3, "expert": 1, "community": 1}, chair="expert")


def case(reference="X-1", **facts):
    plain = {"city": "graz", "country": "AT", "size": 2, "kind": "municipality", "language": "en"}
    return Case(reference=reference, **{**plain, **facts})


def peer(code, country, **facts):
    plain = {"city": f"city-{code}", "languages": ["en"], "size": 2, "kind": "municipality"}
    return Candidate(code, "peer", country, **{**plain, **facts})


def others(number=2, country="SE"):
    return [
        Candidate(f"{seat[0].upper()}{place}", seat, country, languages=["en"])
        for seat in ("expert", "community")
        for place in range(number)
    ]


def pool():
    return [peer("P1", "DE"), peer("P2", "DE"), peer("P3", "FR"), peer("P4", "IT"), *others()]


# --- what goes wrong --------------------------------------------------------------------------


def test_nobody_is_drawn_for_a_case_of_their_own_country():
    frozen = freeze([case(country="DE", city="kiel")], pool(), set(), RULES)

    eligible = json.loads(frozen)["cases"][0]["eligible"]

    assert "P1" not in eligible
    assert "P3" in eligible


def test_all_must_work_in_the_language_of_the_case():
    frozen = freeze([case(language="fr")], [peer("P1", "DE"), peer("P2", "FR", languages=["fr"])],
                    set(), RULES)  # fmt: skip

    assert json.loads(frozen)["cases"][0]["eligible"] == ["P2"]


def test_too_few_for_a_seat_says_how_many_are_there():
    frozen = freeze([case()], [one for one in pool() if one.seat != "expert"], set(), RULES)

    assert why_impossible(frozen, "1") == [
        "For X-1, 0 of 1 FRA experts can be found who come from another country, work in its "
        "language, have no conflict and are free."
    ]


def test_peers_of_one_country_only_names_the_rule():
    peers = [peer(f"P{place}", "DE") for place in range(4)]

    found = why_impossible(freeze([case()], [*peers, *others()], set(), RULES), "1")

    assert found == [
        "X-1 needs peers from 2 countries. Those who may be drawn come from 1 country."
    ]


def test_no_peer_of_similar_size_or_kind_names_the_rule():
    peers = [peer(f"P{place}", land, size=0, kind="region")
             for place, land in enumerate(["DE", "FR", "IT"])]  # fmt: skip

    found = why_impossible(freeze([case()], [*peers, *others()], set(), RULES), "1")

    assert found == [
        "X-1 needs a peer from an authority of similar size or of the same kind, and none may be "
        "drawn."
    ]


def test_too_many_cases_for_the_pool_names_the_limit():
    cases = [case(f"X-{place}") for place in range(3)]

    found = why_impossible(freeze(cases, [*pool(), *others()[:1]], set(), RULES), "1")

    assert found[0] == (
        "Nobody may take more than 2 cases. In all, 9 seats wait for peers, and those in the pool "
        "can take 8."
    )


def test_two_cities_that_could_only_review_each_other_names_that_rule():
    rules = Rules(seats={"peer": 1}, chair="peer", peer_countries_min=1)
    cases = [case("X-1", city="a", country="AT"), case("X-2", city="b", country="BE")]
    peers = [peer("PA", "AT", city="a"), peer("PB", "BE", city="b")]

    found = why_impossible(freeze(cases, peers, set(), rules), "1")

    assert found == ["It is only the rule against reviewing each other that leaves no panels."]


def test_a_search_without_end_stops_with_a_sentence():
    facts = json.loads(freeze([case()], pool(), set(), RULES))
    facts["rules"]["attempts_max"] = 2

    found = why_impossible(json.dumps(facts), "1")

    assert found == ["No panels were found within 2 attempts. A larger pool makes it easier."]


def test_a_text_of_another_format_is_refused():
    with pytest.raises(ValueError, match="other"):
        draw('{"format": "other"}', "1")


def test_a_replacement_nobody_can_take_says_so():
    frozen = freeze([case()], pool()[:3] + others(1), set(), RULES)
    seats = draw(frozen, "1").seats

    with pytest.raises(Impossible) as impossible:
        replace(frozen, seats, "X-1", seats["X-1"]["expert"][0], "2")

    assert impossible.value.reasons == [
        "Nobody in the pool can take this one seat without breaking a rule of the panel."
    ]


# --- what goes right ----------------------------------------------------------------------------


def test_the_frozen_text_names_no_city_and_no_reason():
    frozen = freeze([case()], pool(), {("X-1", "P1")}, RULES)

    facts = json.loads(frozen)

    assert "graz" not in frozen
    assert "P1" not in facts["cases"][0]["eligible"]
    assert set(facts["cases"][0]) == {"reference", "eligible", "similar", "reads"}
    assert set(facts["candidates"][0]) == {"code", "seat", "country", "free"}


def test_the_same_seed_gives_the_same_panels_and_another_seed_others():
    many = [peer(f"P{place:02}", land) for place, land in enumerate(["DE", "FR", "IT", "ES"] * 5)]
    frozen = freeze([case()], [*many, *others(4)], set(), RULES)

    panels = {json.dumps(draw(frozen, str(seed)).seats) for seed in range(20)}

    assert draw(frozen, "7") == draw(frozen, "7")
    assert len(panels) > 10


def test_the_published_example_is_drawn_as_docs_say():
    frozen = freeze([case("HRC-2027-0001")], pool(), set(), RULES)

    drawn = draw(frozen, "2027-03-01 example")

    assert drawn.seats == {
        "HRC-2027-0001": {"community": ["C0"], "expert": ["E1"], "peer": ["P3", "P4", "P1"]}
    }


def test_somebody_reads_the_original_language_where_one_can():
    peers = [peer(f"P{place}", "FR") for place in range(20)]
    reader = peer("P99", "DE", languages=["en", "de"])
    frozen = freeze([case(original_languages=["de"])], [*peers, reader, *others()], set(), RULES)

    drawn = draw(frozen, "1")

    assert "P99" in drawn.seats["X-1"]["peer"]
    assert drawn.broken_soft == []


def test_a_case_nobody_can_read_is_said_openly():
    frozen = freeze([case(original_languages=["el"])], pool(), set(), RULES)

    assert draw(frozen, "1").broken_soft == ["X-1"]


def test_a_reader_is_given_up_where_it_stands_in_the_way_of_a_rule():
    rules = Rules(seats={"peer": 1}, chair="peer", peer_countries_min=1, load_max=1)
    cases = [case(f"X-{place}", original_languages=["de"]) for place in (1, 2)]
    peers = [peer("P1", "DE", languages=["en", "de"]), peer("P2", "FR")]

    drawn = draw(freeze(cases, peers, set(), rules), "1")

    assert len(drawn.broken_soft) == 1
    assert broken_rules(freeze(cases, peers, set(), rules), drawn.seats) == []


def test_a_replacement_changes_one_seat_and_keeps_the_rules():
    frozen = freeze([case()], pool(), set(), RULES)
    seats = draw(frozen, "1").seats
    leaving = seats["X-1"]["peer"][0]

    coming = replace(frozen, seats, "X-1", leaving, "2")

    seats["X-1"]["peer"][0] = coming
    assert broken_rules(frozen, seats) == []
