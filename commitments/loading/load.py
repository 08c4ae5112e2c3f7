"""Writes a checked document to the database, in one transaction."""

from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from commitments.actions import advance
from commitments.choices import EditionState
from commitments.models import CatalogueEntry, EditionText, Framework

from .document import (
    Edition,
    Entries,
    catalogues_in,
    content_hash,
    edition_in,
    holds_catalogues,
    read_catalogues,
)
from .mapping import holds_mapping, load_mapping
from .nodes import read
from .outcome import Loaded, Outcome
from .problems import DocumentRefused, EditionIsFixed, EditionIsPublished
from .rows import write_structure
from .schema import TERMS
from .translation import holds_translation, load_translation


@transaction.atomic
def load(path: Path, catalogues: Path | None = None) -> Loaded:
    """Load what ``path`` holds: an edition, a translation of one, catalogues or a mapping.

    ``catalogues`` come first. Raises DocumentRefused with every problem found; the database is
    then as it was.
    """
    if catalogues is not None:
        load_catalogues(read_catalogues(catalogues), str(catalogues))
    name = str(path)
    document = read(path, name)
    if holds_mapping(document):
        return Loaded(Outcome.UPDATED if load_mapping(document, name) else Outcome.UNCHANGED)
    if holds_translation(document):
        return Loaded(load_translation(document, name))
    if holds_catalogues(document):
        return Loaded(load_catalogues(catalogues_in(document, name), name))
    return load_edition(edition_in(document, known_entries(), name))


def known_entries() -> Entries:
    """The catalogue entries in the database, as documents say them."""
    known: dict[str, dict[str, dict[str, object]]] = {}
    for entry in CatalogueEntry.objects.in_order():
        known.setdefault(entry.catalogue, {})[entry.code] = {"label": entry.label, **entry.facts}
    return known


@transaction.atomic
def load_edition(edition: Edition) -> Loaded:
    """Write the edition by code. Loading the same text twice changes nothing.

    The document's state only ever moves the edition forward. Raises EditionIsPublished or
    EditionIsFixed if the text may no longer change, DocumentRefused if something that is answered
    already would have to go.
    """
    framework = (
        Framework.objects.select_for_update(no_key=True)
        .filter(code=edition.code, edition=edition.edition)
        .first()
    )
    if framework is None:
        framework, outcome = Framework(code=edition.code, edition=edition.edition), Outcome.CREATED
    elif framework.content_hash == edition.content_hash:
        moved = advance(framework, edition.state)
        return Loaded(Outcome.UPDATED if moved else Outcome.UNCHANGED, framework)
    else:
        _refuse_if_settled(framework, edition)
        outcome = Outcome.UPDATED
    content = edition.content
    for name in ("language", "title", "purpose", "note"):
        setattr(framework, name, content.get(name, ""))
    framework.terms = {key: content[key] for key in TERMS if key in content}
    framework.content_hash = edition.content_hash
    framework.save()
    if stuck := write_structure(framework, content):
        raise DocumentRefused([f"{edition.path}:1: {sentence}" for sentence in stuck])
    EditionText.objects.update_or_create(
        framework=framework,
        defaults={"document": content, "catalogue_entries": edition.entries},
    )
    advance(framework, edition.state)
    return Loaded(outcome, framework)


@transaction.atomic
def load_catalogues(entries: Entries, name: str) -> Outcome:
    """Write catalogue entries by code; none is ever removed, since cities refer to them too.

    Raises DocumentRefused if an entry would change that a settled edition refers to.
    """
    here = {(entry.catalogue, entry.code): entry for entry in CatalogueEntry.objects.in_order()}
    first = not here
    new: list[CatalogueEntry] = []
    changed: list[CatalogueEntry] = []
    for catalogue, part in entries.items():
        for position, (code, known) in enumerate(part.items()):
            entry = here.get((catalogue, code)) or CatalogueEntry(catalogue=catalogue, code=code)
            facts = {key: value for key, value in known.items() if key != "label"}
            before = (entry.label, entry.facts, entry.position)
            if entry.pk and before == (known["label"], facts, position):
                continue
            entry.label, entry.facts, entry.position = str(known["label"]), facts, position
            (changed if entry.pk else new).append(entry)
    _carry_over(changed, name)
    CatalogueEntry.objects.bulk_create(new)
    CatalogueEntry.objects.bulk_update(changed, ["label", "facts", "position"])
    if not new and not changed:
        return Outcome.UNCHANGED
    return Outcome.CREATED if first else Outcome.UPDATED


def _carry_over(changed: list[CatalogueEntry], name: str) -> None:
    """Renew what editions still in consultation keep of these entries; refuse for settled ones."""
    refused = []
    for text in EditionText.objects.select_related("framework"):
        framework, used, touched = text.framework, text.catalogue_entries, False
        for entry in changed:
            kept = used.get(entry.catalogue, {})
            now = {"label": entry.label, **entry.facts}
            if entry.code not in kept or kept[entry.code] == now:
                continue
            kept[entry.code], touched = now, True
            if framework.is_settled:
                sentence = _(
                    "“%(code)s” in “%(catalogue)s” is used by %(edition)s and cannot change."
                )
                words = {
                    "code": entry.code,
                    "catalogue": entry.catalogue,
                    "edition": f"{framework.code} {framework.edition}",
                }
                refused.append(f"{name}:1: {sentence % words}")
        if touched:
            framework.content_hash = content_hash(text.document, used)
            framework.save(update_fields=["content_hash"])
            text.save(update_fields=["catalogue_entries"])
    if refused:
        raise DocumentRefused(refused)


def _refuse_if_settled(framework: Framework, edition: Edition) -> None:
    words = {"code": edition.code, "edition": edition.edition}
    if framework.state != EditionState.CONSULTATION:
        sentence = _("%(code)s %(edition)s is published and never changes; make a new edition.")
        raise EditionIsPublished([f"{edition.path}:1: {sentence % words}"])
    if framework.fixed_on:
        sentence = _("A city has filed under %(code)s %(edition)s; its text stays as it is.")
        raise EditionIsFixed([f"{edition.path}:1: {sentence % words}"])
