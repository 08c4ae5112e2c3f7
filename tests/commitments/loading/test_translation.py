"""A translation of an edition: strict as editions are, and no part of what is fixed in them."""

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commitments.actions import fix_text
from commitments.loading import DocumentRefused, load
from commitments.loading.outcome import Outcome
from commitments.models import Framework, Translation
from commitments.sentences import sentences_of
from commitments.wording import wording_of
from tests.documents import CATALOGUES, FRAMEWORKS, SIX, SIX_FR
from tests.factories.commitments import document, in_french, six

pytestmark = pytest.mark.django_db
SHIPPED = sorted((FRAMEWORKS / "translations").glob("*.yaml"))
REWORDED = "text: A written rule opens all services to everyone."


@pytest.fixture
def written(tmp_path):
    """A function: the small edition's translation as a file, with passages replaced."""
    framework = six()

    def write(*replacements):
        changed = SIX_FR.read_text().replace("CONTENT_HASH", framework.content_hash)
        for old, new in replacements:
            assert changed.count(old) == 1, old
            changed = changed.replace(old, new)
        path = tmp_path / "six.fr.yaml"
        path.write_text(changed)
        return path

    return write


def contents():
    tables = apps.get_app_config("commitments").get_models()
    return {model: list(model.objects.order_by("pk").values()) for model in tables}


@pytest.mark.parametrize(
    ("replaced", "problem"),
    [
        (("note: Tr", "notes: Tr"), "6: The key “notes” is not known in “translation”."),
        (("translator: Une traductrice\n", ""),
         "2: “translator” is missing in “translation”."),
        (("edition: '1'", "edition: '2'"), "2: There is no edition “hrc-six 2”; load it first."),
        (("language: fr", "language: en"), "3: hrc-six 1 is written in “en” itself."),
        (("language: fr", "language: qq"), "3: “qq” is the code of no language known here."),
        (("language: fr", "language: French"),
         "3: “French” cannot be a code: use letters, digits and what joins them."),
        (("    R: {title", "    X: {title"),
         "27: There is no “X” in “pillars” of hrc-six 1."),
        (("    R1.e1:", "    R1.e9:"), "40: There is no “R1.e9” in “evidence” of hrc-six 1."),
        (("    unknown:", "    secret:"),
         "19: There is no “secret” in “special_answers” of hrc-six 1."),
        (("    R1.1: Peut", "    R2.1: Peut"),
         "42: There is no “R2.1” in “quick_scan” of hrc-six 1."),
        (("B: {title: Niveau B}", "B: {titre: Niveau B}"),
         "23: The key “titre” is not known in “B”."),
        (("  pillars:", "  colours: {}\n  pillars:"),
         "26: The key “colours” is not known in “texts”."),
        (("Six promesses d’une ville des droits humains", "''"), "9: “title” is empty."),
        (("      - Pas de règle.\n", ""),
         "33: 3 texts in “steps”, but hrc-six 1 has 4 there."),
        (("      - {label: En place}\n", ""),
         "13: 3 texts in “steps”, but hrc-six 1 has 4 there."),
        (("{text: 'Les personnes", "{steps: [Rien], text: 'Les personnes"),
         "38: “R1.2” has no “steps” in hrc-six 1."),
        (("    title: Six", "    purpose: Rien.\n    note: Rien.\n    title: Six"),
         "10: “hrc-six 1” has no “note” in hrc-six 1."),
        (("    R1.e1:", "    R1.e1: Deux fois\n    R1.e1:"),
         "41: The key “R1.e1” stands here twice."),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_with_its_line_and_nothing_is_loaded(written, replaced, problem):
    path = written(replaced)
    before = contents()

    with pytest.raises(DocumentRefused) as refused:
        load(path)

    assert refused.value.problems == [f"{path}:{problem}"]
    assert contents() == before


def test_a_translation_of_another_text_is_refused_with_the_hash_of_the_present_one(written):
    framework = Framework.objects.get()
    path = written((framework.content_hash, "a" * 64))

    with pytest.raises(DocumentRefused) as refused:
        load(path)

    assert refused.value.problems == [
        f"{path}:4: hrc-six 1 reads differently now: its content hash is "
        f"{framework.content_hash}. Look at what has changed, then name that hash."
    ]


def test_a_refused_translation_leaves_the_one_before(written):
    load(written())
    before = contents()

    with pytest.raises(DocumentRefused):
        load(written(("Nous le disons", "Nous"), ("    R1.e1:", "    R1.e9:")))

    assert contents() == before


def test_loading_it_twice_changes_nothing(written):
    assert load(written()).outcome == Outcome.CREATED
    before = contents()

    assert load(written()).outcome == Outcome.UNCHANGED
    assert contents() == before


def test_a_published_edition_takes_better_sentences_and_stays_as_it_is(written):
    framework = Framework.objects.get()
    fix_text(framework)
    load(written())
    before = framework.content_hash

    again = load(written(("title: Niveau B", "title: Le niveau B")))

    framework.refresh_from_db()
    assert again.outcome == Outcome.UPDATED
    assert wording_of(framework, "fr").say("levels/B/title", "Level B") == "Le niveau B"
    assert framework.content_hash == before
    assert load(SIX).outcome == Outcome.UNCHANGED


def test_a_sentence_left_out_of_the_next_version_is_gone(written):
    load(written())

    load(written(("  levels:\n    B: {title: Niveau B}\n", "")))

    wording = wording_of(Framework.objects.get(), "fr")
    assert not wording.say("levels/B/title", "Level B").is_translated


def test_what_an_edition_has_reworded_since_is_not_translated_any_more(tmp_path):
    path = tmp_path / "six.yaml"
    in_consultation = SIX.read_text().replace("state: published", "state: consultation")
    path.write_text(in_consultation)
    framework = in_french(load(path).framework)
    path.write_text(
        in_consultation.replace(
            "text: A written rule opens essential services to everyone present.", REWORDED
        )
    )

    framework = load(path).framework

    wording = wording_of(framework, "fr")
    now = REWORDED.removeprefix("text: ")
    assert (wording.say("requirements/R1.1/text", now), wording.count) == (now, 23)


def test_each_language_has_a_translation_of_its_own(written):
    load(written())

    load(written(("language: fr", "language: de")))

    assert sorted(Framework.objects.get().translated) == ["de", "fr"]
    assert Translation.objects.count() == 2


def test_the_command_says_what_came_of_a_translation(written, capsys):
    call_command("load_framework", written())

    assert capsys.readouterr().out == "six.fr.yaml: created.\n"


def test_the_command_refuses_with_the_lines(written):
    with pytest.raises(CommandError, match=r"six.fr.yaml:40: There is no “R1.e9”"):
        call_command("load_framework", written(("    R1.e1:", "    R1.e9:")))


def test_a_translation_of_an_edition_costs_one_file(written):
    """Another language, and all that follows finds it: nothing but the document is written."""
    load(written(("language: fr", "language: it")))

    wording = wording_of(Framework.objects.get(), "it")

    assert wording.say("pillars/R/title", "Rights").lang == "it"


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_a_code_the_edition_does_not_have_is_never_taken(written, data):
    framework = Framework.objects.get()
    known = set(sentences_of(framework.text.document))
    kind = data.draw(st.sampled_from(["evidence", "grave_concerns", "quick_scan", "confidence"]))
    code = data.draw(st.from_regex(r"[A-Za-z][A-Za-z0-9.]{0,8}[a-z0-9]", fullmatch=True))
    text = SIX_FR.read_text().split("texts:")[0].replace("CONTENT_HASH", framework.content_hash)
    path = written()
    path.write_text(f"{text}texts:\n  {kind}:\n    '{code}': Des mots\n")

    try:
        load(path)
    except DocumentRefused:
        is_taken = False
    else:
        is_taken = True

    assert is_taken == (f"{kind}/{code}" in known)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_each_translation_we_ship_is_of_the_text_we_ship(path):
    named = path.stem.rsplit(".", 1)[0]
    load(FRAMEWORKS / f"{named}.yaml", CATALOGUES)

    assert load(path).outcome == Outcome.CREATED


def test_every_sentence_of_an_edition_has_a_place():
    """A document's texts, and no code or number: what a translator is asked for."""
    said = sentences_of(document(SIX).content)

    assert said["scales/maturity/steps/2/label"] == "In place"
    assert said["requirements/R1.1/steps/0"] == "No rule."
    assert said["quick_scan/R1.1"] == "Can people here use services even without papers?"
    assert said["commitments/R1/not_enough"] == "A sentence on the website."
