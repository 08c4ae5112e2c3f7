"""Is a place found whatever letters are typed?"""

import pytest

from cities import places


@pytest.mark.parametrize("words", ["", " ", "a", "\x00", "zzzzzz", "💙💙"])
def test_nothing_is_found_for_nothing(words):
    assert places.find(words) == []


@pytest.mark.parametrize(
    ("words", "name"),
    [("angelholm", "Ängelholm"), ("LODZ", "Łódź"), ("nurem", "Nuremberg"), ("graz", "Graz")],
)
def test_a_place_is_found_by_plain_letters(words, name):
    assert places.find(words)[0].name == name


def test_the_list_is_short_and_begins_with_the_largest():
    found = places.find("san")

    assert len(found) == places.SHOWN
    assert found[0].population == max(place.population for place in found)
