"""Where files are kept: privately, under the hash of what they hold."""

import hashlib
import os
import tempfile
from pathlib import Path

from django.conf import settings


def keep(folder: str, content: bytes, suffix: str) -> str:
    """Write a file that is never changed; its name in storage, relative to ``MEDIA_ROOT``.

    Temporary name, fsync, rename (trust §4): under its name a file is whole or not there. The same
    content has the same name, so keeping it twice is keeping it once.
    """
    digest = hashlib.sha256(content).hexdigest()
    name = f"{folder}/{digest[:2]}/{digest}{suffix}"
    place = Path(settings.MEDIA_ROOT) / name
    place.parent.mkdir(parents=True, exist_ok=True, mode=settings.FILE_UPLOAD_DIRECTORY_PERMISSIONS)
    handle, temporary = tempfile.mkstemp(dir=place.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).chmod(settings.FILE_UPLOAD_PERMISSIONS)
        Path(temporary).replace(place)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    _sync(place.parent)
    return name


def _sync(folder: Path) -> None:
    """Make the rename itself last."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
