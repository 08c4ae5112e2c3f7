"""Where tests find a file on the disk."""

from pathlib import Path

from django.core.files.storage import default_storage


def place_of(name):
    return Path(default_storage.path(name))
