import pytest

from commitments.loading import read_edition
from commitments.loading.differences import Change, Part, compare
from tests.documents import SIX


@pytest.fixture
def compared(tmp_path):
    """The small edition compared with itself after replacing passages."""

    def compare_after(*replacements):
        text = SIX.read_text()
        for old, new in replacements:
            assert text.count(old) == 1
            text = text.replace(old, new)
        path = tmp_path / "six.yaml"
        path.write_text(text)
        return compare(read_edition(SIX, {}).content, read_edition(path, {}).content)

    return compare_after


def test_an_edition_does_not_differ_from_itself(compared):
    assert not compared()


def test_added_and_removed_codes_are_named(compared):
    found = compared(("code: R2.1", "code: R2.2"))

    text = "Complaints about discrimination are received, answered and counted."
    assert found.added == [Change("requirement", "R2.2", after=text)]
    assert found.removed == [Change("requirement", "R2.1", before=text)]


def test_new_words_are_told_from_old_ones(compared):
    found = compared(("title: Equal treatment", "title: Equality"))

    parts = (Part("title", "Equal treatment", "Equality"),)
    assert found.reworded == [Change("commitment", "R2", "Equal treatment", "Equality", parts)]


def test_what_stands_elsewhere_has_moved(compared):
    found = compared(("pillar: R\n  title: Equal", "pillar: H\n  title: Equal"))

    assert found.moved == [Change("commitment", "R2", "R", "H")]


def test_changed_steps_are_named_once_a_requirement(compared):
    found = compared(("    - No rule.\n", "    - Nobody has thought of it.\n"))

    assert [change.code for change in found.steps_changed] == ["R1.1"]
    assert not found.reworded


def test_a_changed_scale_changes_every_requirement_that_uses_its_words(compared):
    found = compared(("meaning: Nothing that a resident could rely on.", "meaning: Nothing."))

    codes = {change.code for change in found.steps_changed}
    assert codes == {"R1.2", "R2.1", "H1.1", "H1.2", "H2.1"}


def test_other_demands_of_a_level_are_a_change(compared):
    found = compared(("kind: core_at_least, value: 1", "kind: core_at_least, value: 2"))

    (level,) = found.reworded
    assert (level.code, [part.name for part in level.parts]) == ("B", ["demands"])


@pytest.mark.parametrize(
    ("replaced", "kind", "name"),
    [
        (("text: The service instruction", "text: The instruction"), "evidence", "text"),
        (("unit: count", "unit: ratio"), "indicator", "unit"),
        (("asks: [how, until]", "asks: [until]"), "special_answer", "asks"),
        (("max: 19999", "max: 19998"), "size_class", "max"),
        (("C1, text: Reprisal or threat", "C1, text: Reprisal"), "grave_concern", "text"),
        (("redraws_max: 2", "redraws_max: 3"), "term", "value"),
        (("purpose: To walk", "purpose: To run"), "edition", "purpose"),
    ],
)
def test_all_that_an_edition_says_is_compared(compared, replaced, kind, name):
    found = compared(replaced)

    (change,) = found.reworded
    assert (change.kind, [part.name for part in change.parts]) == (kind, [name])
