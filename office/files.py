"""How files are kept: privately, under the hash of what they hold, wherever storage is."""

import hashlib
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage


def keep(folder: str, content: bytes, suffix: str) -> str:
    """Write a file that is never changed; its name in storage.

    Under its name a file is whole or not there (trust §4). The same content has the same name, so
    keeping it twice is keeping it once.
    """
    digest = hashlib.sha256(content).hexdigest()
    return default_storage.save(f"{folder}/{digest[:2]}/{digest}{suffix}", ContentFile(content))


@contextmanager
def at_hand(name: str | None) -> Iterator[Path]:
    """A place on this machine where the file can be read: its own, or that of a copy.

    Raises FileNotFoundError where there is none, also for a row without a name.
    """
    if not name:
        raise FileNotFoundError
    if (own := _own_place(name)) is not None:
        yield own
        return
    with tempfile.NamedTemporaryFile(prefix="at-hand-") as copy:
        with default_storage.open(name, "rb") as file:
            shutil.copyfileobj(file, copy)
        copy.flush()
        yield Path(copy.name)


def _own_place(name: str) -> Path | None:
    try:
        return Path(default_storage.path(name))
    except NotImplementedError:  # storage is elsewhere
        return None
