# ruff: noqa: E501 -- one refusal a line reads better than ten
import pytest

from commitments.loading import DocumentRefused, read_catalogues, read_edition
from tests.documents import CATALOGUES, FRAMEWORKS, FULL, NINETY, SIX, SIXTEEN

MINIMAL = """\
code: minimal
edition: '1'
language: en
title: The least an edition can say
scales: [{code: yes_no, steps: [{value: 0, label: 'No'}, {value: 1, label: 'Yes'}]}]
levels: [{code: L, title: Level, demands: []}]
pillars: [{code: P, title: Pillar}]
commitments: [{code: C1, pillar: P, title: Title, requirements: [{code: C1.1, text: Text}]}]
"""
LINKS = "links: {charter: ['1'], sdg: [16.b], areas: [council], instruments: [UDHR]}"


@pytest.fixture
def problems(tmp_path):
    """What is wrong with a document, without its path: ``line: sentence``."""

    def problems_of(text, entries=()):
        path = tmp_path / "edition.yaml"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        with pytest.raises(DocumentRefused) as refused:
            read_edition(path, dict(entries), "edition.yaml")
        assert all(line.startswith("edition.yaml:") for line in refused.value.problems)
        return [line.removeprefix("edition.yaml:") for line in refused.value.problems]

    return problems_of


@pytest.fixture
def problems_of_six(problems):
    """What is wrong with the small edition after replacing one passage of it."""

    def after(old, new):
        text = SIX.read_text()
        assert text.count(old) == 1
        return [line.split(": ", 1)[1] for line in problems(text.replace(old, new))]

    return after


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (b"\xff\xfe", "1: The file is not UTF-8 text."),
        ("", "1: The document is not a list of keys and values."),
        ("- a\n- b\n", "1: The document is not a list of keys and values."),
        ("code: \0", "1: The file holds characters that a document cannot have."),
        ("a: &x 1\nb: *x\n", "2: Aliases are not used in documents; write the value itself."),
        ("a: " + "[" * 30, "1: The document is nested too deeply."),
        ("a: 1\nb: 2\na: 3\n", "3: The key “a” stands here twice."),
        ("? [a, b]\n: 1\n", "1: A key must be a single word."),
    ],
)
def test_a_file_that_is_no_document_is_refused(problems, text, sentence):
    assert problems(text) == [sentence]


def test_broken_yaml_is_refused_with_its_line(problems):
    (sentence,) = problems("a: 1\nb: [1, 2\nc: 3\n")

    assert sentence.startswith("3: This is not valid YAML: ")


def test_a_huge_file_is_refused_without_being_read(problems):
    assert problems("a: " + "x" * 6_000_000) == ["1: The file is larger than 5 MB."]


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(DocumentRefused, match="The file cannot be read"):
        read_edition(tmp_path / "nothing.yaml", {})


@pytest.mark.parametrize(
    "key", ["code", "edition", "language", "title", "scales", "levels", "pillars", "commitments"]
)
def test_what_every_edition_needs_must_be_there(problems, key):
    text = "".join(line for line in MINIMAL.splitlines(True) if not line.startswith(f"{key}:"))

    assert f"1: “{key}” is missing in “edition”." in problems(text)


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("code: hrc-six", "code: HRC six", "“HRC six” cannot be a code: use letters, digits and what joins them."),
        ("edition: '1'", "edition: 0.1", "“edition” must be text; put it in quotation marks."),
        ("title: Rights,", "title: no,", "“title” must be text; put it in quotation marks."),
        ("title: Equal treatment", "title: ''", "“title” is empty."),
        ("title: Equal treatment", "title: " + "x" * 301, "“title” is longer than 300 characters."),
        ("title: Equal treatment", r'title: "a\0b"', "“title” holds a character that cannot be printed."),
        ("title: Equal treatment", "titel: Equal", "The key “titel” is not known in “commitments”."),
        ("told what became of it.', type: process, core: true}", "told', core: 1}", "“core” must be true or false."),
        ("state: published", "state: open", "“state” must be one of: consultation, published, retired."),
        ("  plain: Nobody is turned away.", "  links: [a]", "“links” must have keys and values."),
        ("  plain: Nobody is turned away.", "  links: {law: [a]}", "The key “law” is not known in “links”."),
        ("min: 20000, max: 249999", "min: -1, max: 249999", "“min” must be a whole number from 0 to 100000000."),
        ("min: 20000, max: 249999", "min: 20000, max: 3", "“max” is smaller than “min”."),
        ("min: 20000, max: 249999", "min: 100, max: 249999", "The size classes overlap: each begins above the one before."),
        ("seats: {peer: 3,", "seats: {friend: 3,", "The key “friend” is not known in “seats”."),
        ("chair: expert", "chair: nobody", "“chair” must be one of: peer, expert, community."),
        ("peer: 3, expert: 1,", "peer: 3, expert: 0,", "The panel has no seat for its chair, “expert”."),
        ("similar_peer_min: 1", "similar_peer_min: 4", "“similar_peer_min” is larger than the number of peers on the panel."),
        ("core: all, other: 3", "core: all, other: 6", "“assess” asks for more members than the panel has."),
        ("committee: {seats: 3, quorum: 2}", "committee: {seats: 3, quorum: 4}", "“quorum” is larger than “seats”."),
        ("board: {seats: 3, quorum: 2}", "clocks_days: {lunch: 2}", "The key “lunch” is not known in “clocks_days”."),
        ("asks: [how, until]", "asks: [how, when]", "“asks” must be one of: law, body, own_powers, how, until, why."),
        ("pillar: R\n  title: Equal", "pillar: X\n  title: Equal", "There is no pillar “X”."),
        ("code: R2\n", "code: R1\n", "“R1” stands in line 71 already."),
        ("code: R2.1", "code: R1.1", "“R1.1” stands in line 78 already."),
        ("{code: C2,", "{code: C1,", "“C1” stands in line 55 already."),
        ("key: unknown", "key: other_level", "“other_level” stands in line 17 already."),
        ("value: 2, key: in_place", "value: 1, key: in_place", "“value” must be larger than that of the step before."),
        ("    - Those concerned confirm that it works.\n", "", "3 texts for the steps, but the scale has 4 steps."),
        ("person., type: process}", "person., scale: other}", "There is no scale “other”."),
        ("requirement: R1.2, ask: \"When somebody", "requirement: X1, ask: \"When somebody", "There is no requirement “X1”."),
        ("requirement: R1.2, ask: \"When somebody", "requirement: R1.1, ask: \"When somebody", "“R1.1” stands in line 115 already."),
        ("board: {seats: 3, quorum: 2}", "units: [euro]", "There is no unit “count”."),
        ("kind: reasoned_finding", "kind: good_mood", "There is no kind of demand “good_mood”."),
        ("kind: reasoned_finding", "kind: reasoned_finding, value: 1", "“reasoned_finding” takes no terms."),
        ("kind: core_at_least, value: 1", "kind: core_at_least", "“core_at_least” takes “value”, and “commitments” if wished."),
        ("kind: core_at_least, value: 1", "kind: core_at_least, value: 7", "The scale of the requirement “R1.1” has no step 7."),
        ("kind: each_pillar_has, value: 3", "kind: each_pillar_has, value: 7", "No requirement of the pillar “R” has a step 7."),
        ("commitments: [H1]", "commitments: [H9]", "There is no commitment “H9”."),
        ("by_size: {S: 1, M: 1, L: 2}", "by_size: {S: 1, M: 1, XL: 2}", "There is no size class “XL”."),
        ("by_size: {S: 1, M: 1, L: 2}", "by_size: {S: 1, M: 1}", "“by_size” says nothing of the size class “L”."),
        ("    by_size: {S: 1, M: 1, L: 2}\n", "", "“groups_with_results” takes “value” or “by_size”."),
        ("    by_size: {S: 1, M: 1, L: 2}", "    value: 0", "“value” must be 1 or more."),
        ("  plain: Nobody is turned away.", "  drawn_from: [X]", "“X” does not stand in the catalogue “sources”."),
        ("unit: count,", "unit: count, sdg: '99.9',", "“99.9” does not stand in the catalogue “sdg_targets”."),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_refused_with_a_sentence(problems_of_six, old, new, sentence):
    assert sentence in problems_of_six(old, new)


def test_every_problem_is_said_at_once_with_its_line(problems):
    text = MINIMAL.replace("title: Level,", "title: '',").replace("pillar: P,", "pillar: Q,")

    assert problems(text + "colour: red\n") == [
        "6: “title” is empty.",
        "8: There is no pillar “Q”.",
        "9: The key “colour” is not known in “edition”.",
    ]


def test_links_must_stand_in_the_catalogues(problems):
    text = MINIMAL.replace("title: Title,", f"title: Title, {LINKS},")

    assert problems(text) == [
        "8: “16.b” does not stand in the catalogue “sdg_targets”.",
        "8: “1” does not stand in the catalogue “charter_articles”.",
        "8: “UDHR” does not stand in the catalogue “instruments”.",
        "8: “council” does not stand in the catalogue “municipal_areas”.",
    ]


def test_an_edition_without_a_requirement_is_refused(problems):
    text = MINIMAL.replace(", requirements: [{code: C1.1, text: Text}]", "")

    assert problems(text) == ["1: The edition has no requirement."]


def test_the_least_an_edition_can_say_is_read(tmp_path):
    path = tmp_path / "minimal.yaml"
    path.write_text(MINIMAL)

    edition = read_edition(path, {})

    assert (edition.code, edition.edition, edition.state) == ("minimal", "1", "consultation")


@pytest.mark.parametrize("path", [SIX, SIXTEEN, NINETY, *FRAMEWORKS.glob("hrc-*.yaml")])
def test_every_document_we_keep_is_read(path):
    assert read_edition(path, read_catalogues(CATALOGUES)).content["commitments"]


def test_the_state_is_no_part_of_the_content_hash(tmp_path):
    path = tmp_path / "six.yaml"
    path.write_text(SIX.read_text().replace("state: published", "state: consultation"))

    assert read_edition(path, {}).content_hash == read_edition(SIX, {}).content_hash


def test_the_catalogue_entries_used_are_part_of_the_content_hash():
    entries = read_catalogues(CATALOGUES)
    changed = {**entries, "sdg_targets": {**entries["sdg_targets"], "16.b": {"label": "Other"}}}
    unused = {**entries, "groups_at_risk": {}}

    edition = read_edition(FULL, entries)

    assert edition.content_hash != read_edition(FULL, changed).content_hash
    assert edition.content_hash == read_edition(FULL, unused).content_hash


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("planets: []\n", "The key “planets” is not known in “catalogues”."),
        ("sources: [{code: A, label: X}, {code: A, label: Y}]\n", "“A” stands in line 1 already."),
        ("charter_titles: [{code: I, label: X, articles: [99]}]\n", "There is no article “99”."),
        ("instruments: [{code: A, label: X, year: last}]\n", "“year” must be a whole number from 1000 to 2999."),
    ],
)  # fmt: skip
def test_catalogues_that_do_not_fit_are_refused(tmp_path, text, sentence):
    path = tmp_path / "catalogues.yaml"
    path.write_text(text)

    with pytest.raises(DocumentRefused) as refused:
        read_catalogues(path, "catalogues.yaml")

    assert refused.value.problems == [f"catalogues.yaml:1: {sentence}"]
