"""A folder in which a file, under its name, is whole or not there."""

import os
import tempfile
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import FileSystemStorage


class DurableFolder(FileSystemStorage):
    """Temporary name, fsync, rename (trust §4). Files have no address: views hand them out.

    Names come from what a file holds, or from chance, so nothing is ever written beside it under
    another name.
    """

    def get_available_name(self, name: str, max_length: int | None = None) -> str:
        return name

    def url(self, name: str | None) -> str:
        raise NotImplementedError("Files are private: a view hands them out.")

    def _save(self, name: str, content: File) -> str:
        place = Path(self.path(name))
        permissions = settings.FILE_UPLOAD_DIRECTORY_PERMISSIONS
        place.parent.mkdir(parents=True, exist_ok=True, mode=permissions)
        handle, temporary = tempfile.mkstemp(dir=place.parent, prefix=".new-")
        try:
            with os.fdopen(handle, "wb") as file:
                for chunk in content.chunks():
                    file.write(chunk)
                file.flush()
                os.fsync(file.fileno())
            Path(temporary).chmod(settings.FILE_UPLOAD_PERMISSIONS)
            Path(temporary).replace(place)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
        _sync(place.parent)
        return name

    def deconstruct(self) -> tuple[Any, ...]:
        return ("office.storage.DurableFolder", [], {})


def _sync(folder: Path) -> None:
    """Make the rename itself last."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
