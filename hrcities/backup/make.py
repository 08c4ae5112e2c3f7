"""Making a backup while people work."""

from pathlib import Path

from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from office.models import TrailHead

from . import database, files
from .manifest import Manifest, Unusable, digest_of


def make(folder: Path) -> Manifest:
    """Write a backup into an empty folder, made here where there is none. Raises Unusable.

    Files never change and rows name them only once they are kept, so files before and after the
    database is written hold all that it names.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Unusable(f"{folder} is not empty. A backup needs a folder of its own.")
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    head = TrailHead.objects.filter(pk=1).first() or TrailHead()
    digests = take_all(files.named(), folder)
    name = database.dump(folder)
    digests |= take_all(files.named() - set(digests), folder)
    if missing := files.named() - set(digests):
        raise Unusable(f"Storage lacks {min(missing)}, which a row names. Nothing was left out.")
    manifest = Manifest(
        made_at=timezone.now().isoformat(timespec="seconds"),
        database=connection.vendor,
        dump=name,
        dump_sha256=digest_of(folder / name),
        migrations=sorted(map(".".join, MigrationRecorder(connection).applied_migrations())),
        trail_entries=head.number,
        trail_digest=head.digest,
        files=digests,
    )
    manifest.write(folder)
    return manifest


def take_all(names: set[str], folder: Path) -> dict[str, str]:
    """Name → SHA-256 of each that is there: a file may be moved while we look."""
    digests = {}
    for name in sorted(names):
        try:
            digests[name] = files.take(name, folder)
        except FileNotFoundError:
            (folder / "files" / name).unlink(missing_ok=True)
    return digests
