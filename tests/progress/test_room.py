"""How much fits on a page of a report is estimated before it is written."""

from progress.reports.room import fitted, lines_of, shortened


def test_a_list_stops_where_the_room_ends_and_counts_the_rest():
    found = fitted(["one", "two " * 40, "three"], lines=2, longest=170)

    assert (found.texts, found.more) == (["one"], 2)
    assert fitted([], lines=3, longest=170).more == 0


def test_lines_are_counted_as_they_break():
    assert lines_of("a short one") == 1
    assert lines_of(f"{'w' * 50} {'w' * 50}") == 2
    assert lines_of(f"1 {'W' * 100}") == 4  # the number, and a word that is broken twice


def test_a_text_is_cut_at_a_word():
    assert shortened("a  short\ntext", 20) == "a short text"
    assert shortened("one two three four", 12) == "one two…"
    assert shortened("W" * 30, 10) == "W" * 5 + "…"
    assert shortened("w" * 30, 10) == "w" * 9 + "…"
