import json
from datetime import date

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import models

from commitments import loading
from commitments.actions import fix_text, publish_edition
from commitments.choices import EditionState
from commitments.loading import (
    DocumentRefused,
    EditionIsFixed,
    EditionIsPublished,
    load,
)
from commitments.loading.load import Outcome
from commitments.models import CatalogueEntry, EditionText, Framework, Requirement
from office.actors import PROCEDURE
from tests.documents import CATALOGUES, FULL, NINETY, SIX, SIXTEEN
from tests.factories.commitments import full, ninety, six, sixteen

SELDOM_HEARD = (
    "  - {code: H1.2, text: Groups that are seldom heard are invited in person., type: process}\n"
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def variant(tmp_path):
    """The small edition in consultation, with passages replaced."""

    def write(*replacements):
        text = SIX.read_text().replace("state: published", "state: consultation")
        for old, new in replacements:
            assert text.count(old) == 1
            text = text.replace(old, new)
        path = tmp_path / "six.yaml"
        path.write_text(text)
        return path

    return write


def contents():
    """Everything this room holds, to compare before and after."""
    tables = apps.get_app_config("commitments").get_models()
    return {model: list(model.objects.order_by("pk").values()) for model in tables}


def test_a_refused_document_leaves_the_database_untouched(variant):
    load(variant())
    before = contents()

    with pytest.raises(DocumentRefused):
        load(
            variant(
                ("title: Rights", "title: All rights"),
                ("pillar: H\n  title: Some", "pillar: X\n  title: Some"),
            )
        )

    assert contents() == before


def test_a_refused_edition_leaves_even_its_catalogues_out(tmp_path):
    path = tmp_path / "broken.yaml"
    path.write_text("code: x\n")

    with pytest.raises(DocumentRefused):
        load(path, CATALOGUES)

    assert not CatalogueEntry.objects.exists()


def test_an_edition_whose_catalogues_are_missing_is_refused():
    with pytest.raises(DocumentRefused, match="does not stand in the catalogue"):
        load(FULL)

    assert not Framework.objects.exists()


def test_a_published_edition_never_changes(variant):
    framework = load(variant()).framework
    publish_edition(framework, by=PROCEDURE)
    before = contents()

    with pytest.raises(EditionIsPublished) as refused:
        load(variant(("title: Rights", "title: All rights")))

    assert refused.value.problems[0].endswith(
        "six.yaml:1: hrc-six 1 is published and never changes; make a new edition."
    )
    assert contents() == before


def test_the_text_stays_as_it_is_from_the_first_filing(variant):
    framework = load(variant()).framework
    fix_text(framework)
    before = contents()

    with pytest.raises(EditionIsFixed, match="A city has filed under hrc-six 1"):
        load(variant(("title: Rights", "title: All rights")))

    assert contents() == before
    assert framework.fixed_on is not None


def test_what_something_refers_to_cannot_be_left_out(variant, monkeypatch):
    load(variant())
    monkeypatch.setattr(Requirement, "delete", _protected)
    before = contents()

    with pytest.raises(DocumentRefused, match=r"“H1\.2” cannot be left out: something already"):
        load(variant((SELDOM_HEARD, "")))

    assert contents() == before


def _protected(row):
    raise models.ProtectedError("answered", {row})


def test_a_changed_catalogue_entry_is_refused_once_a_settled_edition_uses_it(tmp_path):
    framework = full()
    fix_text(framework)
    path = tmp_path / "catalogues.yaml"
    path.write_text("municipal_areas: [{code: council, label: Something else}]\n")

    with pytest.raises(
        DocumentRefused, match=r"“council” in “municipal_areas” is used by hrc-eu 0\.1"
    ):
        load(path)

    assert CatalogueEntry.objects.get(catalogue="municipal_areas", code="council").label == (
        "Council, elections and local democracy"
    )


def test_a_changed_catalogue_entry_changes_the_hash_of_editions_in_consultation(tmp_path):
    framework = full()
    path = tmp_path / "catalogues.yaml"
    path.write_text("municipal_areas: [{code: council, label: Something else}]\n")

    loaded = load(path)

    before = framework.content_hash
    framework.refresh_from_db()
    assert loaded.outcome == Outcome.UPDATED
    assert framework.content_hash != before
    assert load(FULL).outcome == Outcome.UNCHANGED
    assert CatalogueEntry.objects.of("municipal_areas").count() == 28


def test_the_edition_we_ship_is_loaded_whole():
    framework = full()

    assert framework.commitments.count() == 39
    assert framework.requirements.count() == 116
    assert framework.requirements.core().count() == 74
    assert [level.code for level in framework.levels.all()] == ["B", "A"]
    assert framework.evidence_examples.count() == 148
    assert framework.indicators.count() == 73
    assert framework.terms["quick_scan"][0]["requirement"] == "S1.1"
    assert framework.is_pilot


def test_loading_twice_changes_nothing():
    full()
    before = contents()

    assert load(FULL, CATALOGUES).outcome == Outcome.UNCHANGED
    assert load(CATALOGUES).outcome == Outcome.UNCHANGED
    assert contents() == before


@pytest.mark.parametrize(
    ("make", "requirements", "steps", "levels"),
    [(sixteen, 16, 5, 2), (ninety, 90, 2, 3), (six, 6, 4, 2)],
)
def test_other_shapes_are_loaded_without_a_change_in_code(make, requirements, steps, levels):
    framework = make()

    assert framework.requirements.count() == requirements
    assert len(framework.requirements.with_steps().first().steps()) == steps
    assert framework.levels.count() == levels


def test_the_same_edition_is_updated_by_code_and_rows_keep_their_keys(variant):
    framework = load(variant()).framework
    before = {row.code: row.pk for row in framework.requirements.all()}
    moved = ("title: Someone answers for it\n", "title: Someone answers\n")

    loaded = load(
        variant(
            moved,
            ("code: A\n  title: Level A", "code: AA\n  title: Level AA"),
            (SELDOM_HEARD, "  - {code: H1.3, text: Children are asked too.}\n"),
        )
    )

    after = {row.code: row.pk for row in loaded.framework.requirements.all()}
    assert loaded.outcome == Outcome.UPDATED
    assert loaded.framework.pk == framework.pk
    assert set(after) == set(before) - {"H1.2"} | {"H1.3"}
    assert {code: pk for code, pk in after.items() if code in before}.items() <= before.items()
    assert [(one.code, one.rank) for one in framework.levels.all()] == [("B", 1), ("AA", 2)]
    assert framework.commitments.get(code="H2").title == "Someone answers"


def test_the_hash_can_be_worked_out_from_what_is_kept():
    framework = full()
    text = EditionText.objects.get(framework=framework)

    kept = loading.document.content_hash(text.document, text.catalogue_entries)

    assert kept == framework.content_hash


def test_a_document_can_publish_and_retire_but_never_go_back(variant, tmp_path):
    load(variant())
    published = load(SIX)
    retired = tmp_path / "retired.yaml"
    retired.write_text(SIX.read_text().replace("state: published", "state: retired"))

    assert published.outcome == Outcome.UPDATED
    assert isinstance(published.framework.published_on, date)
    assert load(retired).framework.state == EditionState.RETIRED
    assert load(variant()).outcome == Outcome.UNCHANGED
    assert Framework.objects.get().state == EditionState.RETIRED


def test_text_is_fixed_on_the_first_day_only(variant):
    framework = load(variant()).framework
    Framework.objects.update(fixed_on=date(2026, 1, 1))

    fix_text(framework)

    assert framework.fixed_on == date(2026, 1, 1)


def test_the_command_refuses_with_the_lines_and_loads_nothing(tmp_path):
    path = tmp_path / "broken.yaml"
    path.write_text(SIX.read_text() + "colour: red\n")

    with pytest.raises(CommandError, match=r"broken.yaml:\d+: The key “colour” is not known"):
        call_command("load_framework", path)

    assert not Framework.objects.exists()


def test_the_command_loads_an_edition_with_its_catalogues(capsys):
    call_command("load_framework", FULL, catalogues=CATALOGUES)

    title = "Framework of commitments for human rights cities in the EU, 0.1"
    assert capsys.readouterr().out == f"{title}: created.\n"


def test_the_command_loads_catalogues(capsys):
    call_command("load_framework", CATALOGUES)

    assert capsys.readouterr().out == f"{CATALOGUES.name}: created.\n"


@pytest.mark.parametrize("path", [SIX, SIXTEEN, NINETY])
def test_what_is_kept_is_what_the_document_says(path):
    framework = load(path).framework

    document = json.loads(json.dumps(framework.text.document))

    assert document["code"] == framework.code
    assert "state" not in document
