import pytest

from commitments.choices import DemandKind
from commitments.levels.words import asked
from commitments.words import Words

LABELS = {1: "Started"}
TERMS = {
    DemandKind.CORE_AT_LEAST: {"value": 1},
    DemandKind.EVERY_AT_LEAST: {"value": 1},
    DemandKind.EACH_PILLAR_HAS: {"value": 1},
    DemandKind.GROUPS_WITH_RESULTS: {"value": 2},
}


def test_every_kind_of_demand_has_words_of_its_own():
    sentences = {asked({"kind": kind, **TERMS.get(kind, {})}, LABELS) for kind in DemandKind}

    assert len(sentences) == len(DemandKind)
    assert all(sentence.endswith(".") for sentence in sentences)


def test_a_step_in_another_language_says_so_within_the_sentence():
    labels = {1: Words("<Commencé>", "fr", is_translated=True)}

    said = asked({"kind": "core_at_least", "value": 1}, labels)

    assert said == ('Each core requirement is at least “<span lang="fr">&lt;Commencé&gt;</span>”.')


@pytest.mark.parametrize(
    ("demand", "sentence"),
    [
        (
            {"kind": "core_at_least", "value": 1, "commitments": ["I1", "I2"]},
            "Each core requirement of I1, I2 is at least “Started”.",
        ),
        (
            {"kind": "groups_with_results", "value": 1},
            "Results can be shown for 1 group at risk.",
        ),
        (
            {"kind": "every_at_least", "value": 9},
            "Every requirement is at least “9”.",
        ),
    ],
)
def test_a_demand_says_its_terms(demand, sentence):
    assert asked(demand, LABELS) == sentence
