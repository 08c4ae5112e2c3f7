"""Which candidate may sit on which panel, written down before the seed is known."""

import json
from collections.abc import Collection, Iterable
from typing import Any

from .values import ATTEMPTS_MAX, FORMAT, Candidate, Case, Rules

PEER = "peer"


def freeze(
    cases: Iterable[Case],
    candidates: Iterable[Candidate],
    barred: Collection[tuple[str, str]],
    rules: Rules,
) -> str:
    """The canonical text a draw is made from: codes, eligible pairs without reasons, and seats.

    ``barred`` holds pairs of reference and code that a conflict keeps apart. The text does not
    tell why a pair is missing, and names nobody. The same whatever the order of the input.
    """
    pool = sorted(candidates, key=lambda candidate: candidate.code)
    files = sorted(cases, key=lambda case: case.reference)
    eligible = {
        case.reference: [one for one in pool if _may_sit(one, case, barred)] for case in files
    }
    peers = rules.seats.get(PEER, 0)
    facts = {
        "format": FORMAT,
        "rules": {
            "seats": dict(rules.seats),
            "chair": rules.chair,
            "peer_countries_min": min(rules.peer_countries_min, peers),
            "similar_peer_min": min(rules.similar_peer_min, peers),
            "load_max": rules.load_max,
            "attempts_max": ATTEMPTS_MAX,
        },
        "candidates": [
            {
                "code": one.code,
                "seat": one.seat,
                "country": one.country if one.seat == PEER else "",  # asked of peers alone
                "free": max(rules.load_max - one.load, 0),
            }
            for one in pool
        ],
        "cases": [
            {
                "reference": case.reference,
                "eligible": [one.code for one in eligible[case.reference]],
                "similar": [one.code for one in pool if one.seat == PEER and _similar(one, case)],
                "reads": [one.code for one in pool if _reads(one, case)],
            }
            for case in files
        ],
        "apart": _mutual(files, eligible),
    }
    return canonical(facts)


def canonical(facts: Any) -> str:
    """Keys in order, no spaces, UTF-8 kept."""
    return json.dumps(facts, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def _may_sit(one: Candidate, case: Case, barred: Collection[tuple[str, str]]) -> bool:
    return (
        one.country != case.country
        and (not one.city or one.city != case.city)
        and case.language in one.languages
        and (case.reference, one.code) not in barred
    )


def _similar(one: Candidate, case: Case) -> bool:
    """The same or a neighbouring size class, or the same kind of authority."""
    near = one.size is not None and case.size is not None and abs(one.size - case.size) <= 1
    return near or bool(one.kind and one.kind == case.kind)


def _reads(one: Candidate, case: Case) -> bool:
    return not set(one.languages).isdisjoint(case.original_languages)


def _mutual(files: list[Case], eligible: dict[str, list[Candidate]]) -> list[list[str]]:
    """Pairs of seats that must not both be taken: each from the other's authority."""
    return [
        [first.reference, visitor.code, second.reference, host.code]
        for first in files
        for second in files
        if first.reference < second.reference
        for visitor in eligible[first.reference]
        if visitor.city and visitor.city == second.city
        for host in eligible[second.reference]
        if host.city and host.city == first.city
    ]
