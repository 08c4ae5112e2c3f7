"""Which files the database names, and their way from and to storage."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from django.apps import apps
from django.core.files import File
from django.core.files.storage import default_storage
from django.db.models import FileField, Model

from .manifest import FILES, digest_of, digest_of_chunks


class Row(NamedTuple):
    """A row with a file."""

    model: type[Model]
    key: object
    field: str
    name: str  # in storage
    digest: str  # SHA-256, where the row keeps it

    def name_now(self) -> str:
        """What the row calls its file by now; nothing where it has none any more."""
        found = self.model._base_manager.filter(pk=self.key).values_list(self.field, flat=True)
        return found.first() or ""


def rows() -> Iterator[Row]:
    """Every row of any room that names a file."""
    for model in apps.get_models():
        fields = model._meta.get_fields()
        keeps_digest = any(field.name == "sha256" for field in fields)
        for field in fields:
            if isinstance(field, FileField):
                found = model._base_manager.exclude(**{field.name: ""}).order_by("pk")
                columns = ("pk", field.name, *(["sha256"] if keeps_digest else []))
                for key, name, *digest in found.values_list(*columns).iterator(chunk_size=500):
                    yield Row(model, key, field.name, name, digest[0] if digest else "")


def take(name: str, folder: Path, called: str = "") -> str:
    """Copy a file out of storage, under its name or another; its SHA-256.

    Raises FileNotFoundError where it is gone.
    """
    place = folder / FILES / (called or name)
    with default_storage.open(name, "rb") as source:
        place.parent.mkdir(parents=True, exist_ok=True)
        with place.open("wb") as copy:
            for chunk in source.chunks():
                copy.write(chunk)
            copy.flush()
            os.fsync(copy.fileno())
    return digest_of(place)


def put(name: str, folder: Path) -> str:
    """Copy a file of the backup into storage under its own name; what was asked for again."""
    with (folder / FILES / name).open("rb") as source:
        kept = default_storage.save(name, File(source, name))
    return "" if kept != name else digest_in_storage(name)


def digest_in_storage(name: str) -> str:
    with default_storage.open(name, "rb") as file:
        return digest_of_chunks(file.chunks())


def storage_is_empty() -> bool:
    try:
        folders, files = default_storage.listdir("")
    except FileNotFoundError:
        return True
    return not folders and not files
