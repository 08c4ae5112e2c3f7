"""Making a backup while people work."""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from office import checkpoints
from office.models import TrailHead

from . import database, files
from .manifest import Manifest, Unusable, digest_of

GONE = "It was taken away while the backup was made: its row no longer names it."
LOST = "Storage did not have it, although its row names it."


def make(folder: Path) -> Manifest:
    """Write a backup into an empty folder, made here where there is none. Raises Unusable.

    The database is written as it is at one moment, then every file it names at that moment is
    copied. One that was moved since is found under its new name; one that is gone is named with
    the reason.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Unusable(f"{folder} is not empty. A backup needs a folder of its own.")
    with _for_us_alone():
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(0o700)
        with database.one_moment():
            head = TrailHead.objects.filter(pk=1).first() or TrailHead()
            checkpoint = checkpoints.at_the_end()
            migrations = MigrationRecorder(connection).applied_migrations()
            named = {row.name: row for row in files.rows()}
            name = database.dump(folder)
        digests, gone = take_all(named.values(), folder)
        manifest = Manifest(
            made_at=timezone.now().isoformat(timespec="seconds"),
            database=connection.vendor,
            dump=name,
            dump_sha256=digest_of(folder / name),
            migrations=sorted(map(".".join, migrations)),
            trail_entries=head.number,
            trail_digest=head.digest,
            trail_checkpoint=checkpoint,
            files=digests,
            gone=gone,
        )
        manifest.write(folder)
    return manifest


def take_all(rows: Iterable[files.Row], folder: Path) -> tuple[dict[str, str], dict[str, str]]:
    """Name → SHA-256 of each file that was copied, and name → why of each that was not."""
    digests, gone = {}, {}
    for row in sorted(rows, key=lambda row: row.name):
        try:
            digests[row.name] = _take(row, folder)
        except FileNotFoundError:
            gone[row.name] = LOST if row.name_now() == row.name else GONE
    return digests, gone


def _take(row: files.Row, folder: Path) -> str:
    """Copy the file of this row; its SHA-256. Raises FileNotFoundError where it is gone."""
    try:
        return files.take(row.name, folder)
    except FileNotFoundError:
        moved = row.name_now()
        if moved in ("", row.name):
            raise
        return files.take(moved, folder, called=row.name)


@contextmanager
def _for_us_alone() -> Iterator[None]:
    """What is made within can be read by whoever runs this, and by nobody else."""
    before = os.umask(0o077)
    try:
        yield
    finally:
        os.umask(before)
