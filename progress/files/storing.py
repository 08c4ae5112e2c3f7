"""Where a file lies: apart under a random name until it is released, then under its SHA-256."""

import hashlib
import os
import secrets
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from office import files

from .kinds import TYPES, check, shown_name

APART = "quarantine"
DAY = 24 * 60 * 60


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
    place = place_of(name)
    place.parent.mkdir(parents=True, exist_ok=True, mode=settings.FILE_UPLOAD_DIRECTORY_PERMISSIONS)
    digest, size = hashlib.sha256(), 0
    descriptor = os.open(
        place, os.O_CREAT | os.O_EXCL | os.O_WRONLY, settings.FILE_UPLOAD_PERMISSIONS
    )
    try:
        with os.fdopen(descriptor, "wb") as file:
            for chunk in upload.chunks():
                digest.update(chunk)
                size += len(chunk)
                file.write(chunk)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        place.unlink(missing_ok=True)
        raise
    return Apart(
        name=name,
        filename=shown_name(upload.name or "", extension),
        content_type=TYPES[extension],
        size=size,
        sha256=digest.hexdigest(),
    )


def keep_for_good(name: str | None, extension: str) -> str:
    """Keep what lies apart under its hash as well; the name there. Twice is once."""
    return files.keep("evidence", place_of(name).read_bytes(), f".{extension}")


def discard(name: str | None) -> None:
    """Remove what lies apart, once its row says what became of it."""
    if name and name.startswith(f"{APART}/"):
        place_of(name).unlink(missing_ok=True)


def left_behind() -> Iterator[str]:
    """Names of files that have lain apart for more than a day."""
    for place in place_of(APART).glob("*"):
        if time.time() - place.stat().st_mtime > DAY:
            yield f"{APART}/{place.name}"


def place_of(name: str | None) -> Path:
    """Where a file of this name lies. A row without one has no place: raises FileNotFoundError."""
    if not name:
        raise FileNotFoundError
    return Path(settings.MEDIA_ROOT) / name
