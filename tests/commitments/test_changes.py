"""What changed between two texts."""

from hypothesis import given
from hypothesis import strategies as st

from commitments.changes import changes_between


@given(old=st.text(max_size=200), new=st.text(max_size=200))
def test_the_pieces_make_up_both_texts(old, new):
    pieces = changes_between(old, new)

    assert "".join(piece.text for piece in pieces if piece.kind != "out") == new
    assert len("".join(piece.text for piece in pieces if piece.kind != "in")) == len(old)


def test_long_texts_are_compared_line_by_line():
    old = "\n".join(f"Line {number} says something." for number in range(2000))
    new = old.replace("Line 7 says", "Line 7 said")

    pieces = changes_between(old, new)

    assert [piece.text for piece in pieces if piece.kind == "in"] == ["Line 7 said something.\n"]


def test_a_changed_word_is_marked():
    pieces = changes_between("We do it sometimes.", "We do it always.")

    assert [(piece.kind, piece.text) for piece in pieces] == [
        ("kept", "We do it "),
        ("out", "sometimes."),
        ("in", "always."),
    ]
