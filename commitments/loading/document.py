"""Reads an edition or a set of catalogues from a file and checks it into plain values."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from commitments.choices import Catalogue, EditionState

from .nodes import Table, read
from .problems import Problems
from .references import check_catalogues, check_edition, used_entries
from .schema import CATALOGUES, EDITION, NOTES

# catalogue → code → what is known of the entry: its label, and facts such as a year
Entries = Mapping[str, Mapping[str, Mapping[str, Any]]]


@dataclass(frozen=True)
class Edition:
    """One edition as its document says it, checked: whatever stands in ``content`` is true to
    ``schema.EDITION`` and refers to nothing that is missing. Read only.
    """

    path: str
    content: Mapping[str, Any]  # without its state
    state: str
    entries: Entries  # the catalogue entries it refers to

    @property
    def code(self) -> str:
        return str(self.content["code"])

    @property
    def edition(self) -> str:
        return str(self.content["edition"])

    @cached_property
    def content_hash(self) -> str:
        return content_hash(self.content, self.entries)


def read_edition(path: Path, entries: Entries, name: str | None = None) -> Edition:
    """The edition at ``path``, checked against itself and the known catalogue entries.

    ``name`` stands for the file in messages. Raises DocumentRefused with every problem found.
    """
    return edition_in(read(path, name or str(path)), entries, name or str(path))


def read_catalogues(path: Path, name: str | None = None) -> Entries:
    """The catalogues at ``path``. Raises DocumentRefused with every problem found."""
    return catalogues_in(read(path, name or str(path)), name or str(path))


def edition_in(document: Table, entries: Entries, name: str) -> Edition:
    """As ``read_edition``, for a document already read."""
    problems = Problems(name)
    table = EDITION.read(document, 1, "edition", problems)
    check_edition(table, entries, problems)
    problems.refuse()
    state = table.pop("state", EditionState.CONSULTATION.value)
    return Edition(name, table, state, used_entries(table, entries))


def catalogues_in(document: Table, name: str) -> Entries:
    """As ``read_catalogues``, for a document already read."""
    problems = Problems(name)
    table = CATALOGUES.read(document, 1, "catalogues", problems)
    check_catalogues(table, problems)
    problems.refuse()
    notes = {key: {"label": table.pop(key)} for key in NOTES if key in table}
    entries = {catalogue: _by_code(part) for catalogue, part in table.items()}
    return {**entries, **({Catalogue.NOTES.value: notes} if notes else {})}


def holds_catalogues(document: Table) -> bool:
    """Whether a document holds catalogues rather than an edition."""
    return "pillars" not in document and any(name in document for name in Catalogue.values)


def content_hash(document: Any, entries: Any) -> str:
    """SHA-256 of the document without its state and of the catalogue entries it uses."""
    whole = {"document": document, "catalogues": entries}
    text = json.dumps(whole, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _by_code(part: Any) -> dict[str, dict[str, Any]]:
    if isinstance(part, Table):
        return {code: {"label": label} for code, label in part.items()}
    return {
        entry["code"]: {key: value for key, value in entry.items() if key != "code"}
        for entry in part
    }
