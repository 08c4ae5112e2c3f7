"""Making the platform again from a backup, and showing that it is the same."""

from pathlib import Path

from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from office import trail, triggers
from office.models import TrailEntry

from . import database, files
from .manifest import Manifest, Unusable


def restore(folder: Path) -> Manifest:
    """Fill an empty database and an empty storage. Raises Unusable before anything is touched
    where the backup is not whole or the place is not empty, and after where it is not the same.
    """
    manifest = Manifest.read(folder)
    if fault := why_not_here(manifest) or manifest.first_fault(folder):
        raise Unusable(f"{fault} Nothing was touched.")
    database.load(folder / manifest.dump)
    for name, digest in sorted(manifest.files.items()):
        if files.put(name, folder) != digest:
            raise Unusable(f"{name} did not arrive as it was sent.")
    call_command("migrate", verbosity=0, interactive=False)
    if fault := first_difference(manifest):
        raise Unusable(f"What was restored is not what was kept. {fault}")
    return manifest


def why_not_here(manifest: Manifest) -> str:
    """Why this backup cannot be restored in this place, in a sentence; empty when it can."""
    if manifest.database != connection.vendor:
        return f"This backup is of {manifest.database}, and this database is {connection.vendor}."
    if database.tables():
        return "This database is not empty."
    if not files.storage_is_empty():
        return "The storage for files is not empty."
    known = set(map(".".join, MigrationLoader(None).disk_migrations))
    ours = {name.partition(".")[0] for name in known}
    newer = {name for name in manifest.migrations if name.partition(".")[0] in ours} - known
    return f"This backup is of a newer version: {min(newer)}." if newer else ""


def first_difference(manifest: Manifest) -> str:
    """The first thing that is not as the manifest and the rows say; empty when all are."""
    if absent := triggers.missing():
        return f"The trigger {absent[0]} is missing."
    if fault := trail.first_fault():
        return fault
    last = TrailEntry.objects.filter(number=manifest.trail_entries).first()
    if manifest.trail_entries and (last is None or last.digest != manifest.trail_digest):
        return f"Entry {manifest.trail_entries} is not the one the backup was made after."
    for row in files.rows():
        whose = f"{row.model._meta.label} {row.key}"
        if row.name in manifest.gone:
            continue
        if row.name not in manifest.files:
            return f"{whose} names {row.name}, which the backup does not hold."
        if row.digest and row.digest != manifest.files[row.name]:
            return f"{row.name} is not the file that {whose} was made with."
    return ""
