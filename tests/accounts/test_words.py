"""Six words for somebody without an account."""

import pytest

from accounts import words


class Bread(words.Words):
    purpose = "bread"


class Roses(words.Words):
    purpose = "roses"


@pytest.mark.parametrize("token", ["", "short", "a" * 31, "a" * 33, "ä" * 32])
def test_what_is_no_token_gives_no_words(token):
    with pytest.raises(ValueError, match="This is not a token"):
        words.words_of(token, "bread")


@pytest.mark.parametrize("typed", ["", "one two three", "ä ö ü ß 日本 !", "zzzz " * 6])
def test_what_is_not_six_words_of_the_list_does_not_look_like_them(typed):
    assert not words.looks_like_six(typed)


def test_the_words_of_one_purpose_open_nothing_of_another():
    six = words.words_of(words.new_token(), "bread")

    assert Bread(six, "key").selector != Roses(six, "key").selector


def test_a_page_sent_twice_gives_the_same_words():
    token = words.new_token()

    assert words.words_of(token, "bread") == words.words_of(token, "bread")
