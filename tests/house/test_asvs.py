"""What docs/asvs.yaml says can be looked up: every requirement is there, and what shows it."""

import ast
from functools import cache
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
OUTCOMES = {"shown", "operator", "not_met", "not_here", "not_gone_through"}
PLACES = OUTCOMES & {"shown", "operator"}

# Section → the requirements of levels 1 and 2 in ASVS 5.0.0; most have a first few of them all.
ASKED = {
    "1.1": 2, "1.2": 9, "1.3": 11, "1.4": 3, "1.5": 2,
    "2.1": 3, "2.2": 3, "2.3": 4, "2.4": 1,
    "3.2": 2, "3.3": 4, "3.4": 6, "3.5": 5, "3.7": 2,
    "4.1": 3, "4.2": 1, "4.3": 2, "4.4": 4,
    "5.1": 1, "5.2": 3, "5.3": 2, "5.4": 3,
    "6.1": 3, "6.2": 12, "6.3": 4, "6.4": 4, "6.5": 5, "6.6": 3, "6.8": 4,
    "7.1": 3, "7.2": 4, "7.3": 2, "7.4": 5, "7.5": 2, "7.6": 2,
    "8.1": 2, "8.2": 3, "8.3": 1, "8.4": 1,
    "9.1": 3, "9.2": 4,
    "10.1": 2, "10.2": 2, "10.3": 4, "10.4": 11, "10.5": 5, "10.6": 2, "10.7": 3,
    "11.1": 2, "11.2": 3, "11.3": 3, "11.4": 4, "11.5": 1, "11.6": 1,
    "12.1": 3, "12.2": 2, "12.3": 4,
    "13.1": 1, "13.2": 5, "13.3": 2, "13.4": 5,
    "14.1": 2, "14.2": 4, "14.3": 3,
    "15.1": 3, "15.2": 3, "15.3": 7,
    "16.1": 1, "16.2": 5, "16.3": 4, "16.4": 3, "16.5": 3,
    "17.1": 1, "17.2": 4, "17.3": 2,
}  # fmt: skip


@pytest.fixture(scope="module")
def said():
    chapters = yaml.safe_load((ROOT / "docs" / "asvs.yaml").read_text())
    return [(str(code), entry) for rows in chapters.values() for code, entry in rows.items()]


def test_every_requirement_of_both_levels_is_there_once(said):
    asked = [f"{part}.{n}" for part, count in ASKED.items() for n in range(1, count + 1)]

    assert len(asked) == 253
    assert [code for code, _entry in said] == asked


def test_each_says_one_thing_and_what_it_is_about(said):
    unclear = [
        code
        for code, entry in said
        if len(entry.keys() & OUTCOMES) != 1 or set(entry) - OUTCOMES != {"about"}
        or not all(entry.values())
    ]  # fmt: skip

    assert unclear == []


def test_everything_that_is_named_is_there(said):
    named = [
        (code, place) for code, entry in said for key in PLACES for place in entry.get(key, ())
    ]

    assert named
    assert [f"{code} {place}" for code, place in named if not is_there(place)] == []


def test_a_line_or_a_test_that_is_gone_is_missed():
    assert is_there("SECURITY.md: Report a weakness")
    assert not is_there("SECURITY.md: words that stand nowhere")
    assert not is_there("no/such/file.py: anything")
    assert not is_there("tests/house/test_asvs.py::test_of_another_name")


def is_there(place):
    path, _between, name = place.partition("::")
    if name:
        return name in names_in(path)
    path, _between, words = place.partition(": ")
    return bool(words) and words in text_of(path)


@cache
def text_of(path):
    place = ROOT / path
    return place.read_text() if place.is_file() else ""


@cache
def names_in(path):
    return {
        node.name for node in ast.parse(text_of(path)).body if isinstance(node, ast.FunctionDef)
    }
