import pytest

from commitments.loading import read_edition
from commitments.loading.differences import Change, compare
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
        return compare(read_edition(SIX, {}), read_edition(path, {}))

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

    assert found.reworded == [
        Change("commitment", "R2", "Equal treatment", "Equality", what=("title",))
    ]


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

    assert [(change.code, change.what) for change in found.reworded] == [("B", ("demands",))]
