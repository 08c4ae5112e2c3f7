"""Where a file lies: apart under a random name until it is released, then under its SHA-256."""

import hashlib
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone

from office import files
from office.intake.kinds import TYPES, check, shown_name
from progress.models import ChosenFile

APART = "quarantine"
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Apart:
    """A file that has been kept and not read yet."""

    name: str  # in storage, says nothing of the file
    filename: str
    content_type: str
    size: int
    sha256: str


def keep_apart(upload: UploadedFile) -> Apart:
    """Keep a file where nothing hands it out; to be called outside a transaction.

    Raises Refused for what name, size or beginning give away.
    """
    extension = check(upload)
    name = f"{APART}/{secrets.token_hex(16)}"
    digest, size = hashlib.sha256(), 0
    for chunk in upload.chunks():
        digest.update(chunk)
        size += len(chunk)
    upload.seek(0)
    default_storage.save(name, upload)
    return Apart(
        name=name,
        filename=shown_name(upload.name or "", extension),
        content_type=TYPES[extension],
        size=size,
        sha256=digest.hexdigest(),
    )


def apart_of(chosen: ChosenFile) -> Apart:
    """A file that has lain apart since it was chosen."""
    return Apart(
        name=chosen.file.name or "",
        filename=chosen.filename,
        content_type=chosen.content_type,
        size=chosen.size,
        sha256=chosen.sha256,
    )


def keep_for_good(name: str | None, extension: str) -> str:
    """Keep what lies apart under its hash as well; the name there. Twice is once."""
    with files.at_hand(name) as place:
        return files.keep("evidence", place.read_bytes(), f".{extension}")


def discard(name: str | None) -> None:
    """Remove what lies apart, once its row says what became of it."""
    if name and name.startswith(f"{APART}/"):
        default_storage.delete(name)


def is_lost(name: str | None) -> bool:
    """Is the place of such files there, and this one not in it?

    Where storage holds nothing at all, it is away, as a disk that is not mounted, and what it holds
    may come back. The place alone may be missing: a backup keeps no empty folder.
    """
    try:
        folders, files_there = default_storage.listdir("")
        if not (folders or files_there):
            return False
        found = default_storage.listdir(APART)[1] if APART in folders else []
    except OSError:
        return False
    return (name or "").removeprefix(f"{APART}/") not in found


def left_behind() -> Iterator[str]:
    """Names of files that have lain apart for more than a day."""
    try:
        _folders, found = default_storage.listdir(APART)
    except FileNotFoundError:
        return
    for one in found:
        name = f"{APART}/{one}"
        if timezone.now() - default_storage.get_modified_time(name) > DAY:
            yield name
