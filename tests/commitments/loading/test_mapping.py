"""A mapping between two editions: strict as editions are, and nothing is half loaded."""

import pytest

from commitments.loading import DocumentRefused, load
from commitments.models import Framework, Mapping
from tests.documents import FRAMEWORKS
from tests.factories.commitments import full, six, sixteen

pytestmark = pytest.mark.django_db
FRA = FRAMEWORKS / "fra-2021.yaml"
SHIPPED = FRAMEWORKS / "mappings" / "fra-2021-to-hrc-eu-0.1.yaml"
GOOD = """\
from: {code: hrc-sixteen, edition: '2025'}
to: {code: hrc-six, edition: '1'}
note: Our reading.
pairs:
- {from: FIRST, to: R1.1, how: equal}
- {from: SECOND, to: R1.2, how: part_of}
- {from: SECOND, to: R2.1, how: overlaps}
"""


TWICE = "“%s” cannot equal one requirement and be paired with another."


@pytest.fixture
def written(tmp_path):
    """A function: a mapping of the edition with sixteen requirements, with passages replaced."""
    other = sixteen()
    six()
    first, second = other.requirements.order_by("position").values_list("code", flat=True)[:2]
    text = GOOD.replace("FIRST", first).replace("SECOND", second)
    text = text.replace("hrc-sixteen", other.code).replace("'2025'", f"'{other.edition}'")

    def write(*replacements):
        changed = text
        for old, new in replacements:
            assert changed.count(old) == 1
            changed = changed.replace(old, new)
        path = tmp_path / "mapping.yaml"
        path.write_text(changed)
        return path

    return write


@pytest.mark.parametrize(
    ("replaced", "problem"),
    [
        (("note: Our", "notes: Our"), "3: The key “notes” is not known in “mapping”."),
        (("how: equal", "how: same"), "5: “how” must be one of: equal, part_of, overlaps."),
        (("how: equal", "weight: 1, how: equal"), "5: The key “weight” is not known in “pairs”."),
        (("to: R1.1", "to: X1.1"), "5: There is no requirement “X1.1” in the edition of “to”."),
        (("to: R2.1", "to: R1.2"), "7: The same two stand in line 6 already."),
        (("hrc-six,", "hrc-seven,"), "2: There is no edition “hrc-seven 1”; load it first."),
        (("how: overlaps", "how: equal"), "7: " + TWICE),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_with_its_line_and_nothing_is_loaded(written, replaced, problem):
    path = written(replaced)
    second = Framework.objects.exclude(code="hrc-six").get().requirements.all()[1].code

    with pytest.raises(DocumentRefused) as refused:
        load(path)

    assert refused.value.problems == [f"{path}:{problem.replace('%s', second)}"]
    assert not Mapping.objects.exists()


def test_an_edition_is_not_mapped_to_itself(written, tmp_path):
    path = written()
    six_twice = path.read_text().splitlines()
    six_twice[0] = "from: {code: hrc-six, edition: '1'}"
    path.write_text("\n".join(six_twice))

    with pytest.raises(DocumentRefused) as refused:
        load(path)

    assert f"{path}:2: An edition is not mapped to itself." in refused.value.problems


def test_loading_twice_changes_nothing_and_a_new_text_takes_its_place(written):
    outcomes = [load(written()).outcome.value for _time in range(2)]
    changed = load(written(("how: equal", "how: overlaps"))).outcome.value

    assert [*outcomes, changed] == ["updated", "unchanged", "updated"]
    assert list(Mapping.objects.get().pairs.values_list("how", flat=True)) == [
        "overlaps", "part_of", "overlaps",
    ]  # fmt: skip


def test_fras_shape_is_shipped_and_mapped_and_never_the_current_edition():
    ours = full()
    fra = load(FRA).framework

    load(SHIPPED)

    assert [pillar.title for pillar in fra.pillars.all()] == ["Foundations", "Structures", "Tools"]
    assert not fra.levels.exists()
    assert Mapping.objects.get().pairs.count() == 16
    assert Framework.objects.current() == ours


def test_the_page_says_how_requirements_stand_to_each_other(client, django_assert_num_queries):
    ours, fra = full(), load(FRA).framework
    load(SHIPPED)
    address = "/framework/fra/2021/beside/hrc-eu/0.1/"

    client.get("/")
    with django_assert_num_queries(3):  # mapping, pairs, requirements
        page = client.get(address)

    assert "An elected representative is in charge of human rights." in page.text
    assert "is part of" in page.text
    assert "comments" not in client.get(fra.get_absolute_url()).text
    for framework in (ours, fra):
        assert f'href="{address}"' in client.get(framework.get_absolute_url()).text


@pytest.mark.parametrize(
    "address", ["/framework/hrc-eu/0.1/beside/fra/2021/", "/framework/fra/2021/beside/fra/2021/"]
)
def test_there_is_no_page_without_a_mapping(client, address):
    full()
    load(FRA)

    assert client.get(address).status_code == 404
