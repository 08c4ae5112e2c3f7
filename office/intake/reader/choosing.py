"""Which reader a kind of file has."""

from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Any, BinaryIO

Check = Callable[[str, BinaryIO], None]
Preview = Callable[[str, BinaryIO, str], Iterator[dict[str, Any]]]
Work = Callable[[str, BinaryIO, str], Iterator[dict[str, Any]]]


def readers_of(kind: str) -> tuple[Check, Preview]:
    """How to check a file of this kind, and how to show it."""
    # Only what this kind needs is loaded: half of the time goes into loading.
    name = {"png": "pictures", "jpg": "pictures", "csv": "texts", "txt": "texts", "pdf": "pdf"}
    reader = import_module(f"office.intake.reader.{name.get(kind, 'office')}")
    return reader.check, reader.preview


def work_on(action: str, kind: str) -> Work:
    """What to do with a kind of file, the file, and a folder for pictures; tells what it finds."""
    if action == "cells":
        sheets = import_module("office.intake.reader.sheets")
        return lambda _kind, file, _folder: sheets.cells_of(file)
    check, preview = readers_of(kind)
    return preview if action == "preview" else lambda kind, file, _f: iter(check(kind, file) or ())
