"""A disk without room."""

import resource
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from drill.parts import Part

LIMIT = 4096  # bytes a file may have where we cannot have a disk of our own


@contextmanager
def full(folder: Path, parts: list[Part]) -> Iterator[None]:
    """Fill the small disk that ``folder`` lies on to its last byte.

    Without one, which takes root, the parts may write no file longer than a page instead: the
    same refusal by the system, at the same places.
    """
    if not folder.is_mount():
        yield from _limited(parts)
        return
    filler = folder / "filler"
    with filler.open("wb", buffering=0) as file, suppress(OSError):
        while True:
            file.write(b"0" * LIMIT)
    try:
        yield
    finally:
        filler.unlink()


def _limited(parts: list[Part]) -> Iterator[None]:
    numbers = [number for part in parts for number in part.children()]
    usual = {number: resource.prlimit(number, resource.RLIMIT_FSIZE) for number in numbers}
    for number, (_soft, hard) in usual.items():
        resource.prlimit(number, resource.RLIMIT_FSIZE, (LIMIT, hard))
    try:
        yield
    finally:
        for number, limits in usual.items():
            resource.prlimit(number, resource.RLIMIT_FSIZE, limits)
