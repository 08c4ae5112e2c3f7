"""The archive an office document is: bounded, plain, and with nothing before, behind or outside."""

import io
import re
import stat
import zipfile
import zlib
from collections.abc import Iterator
from itertools import pairwise
from typing import BinaryIO

from office.intake.reader.unfit import Unfit

PARTS_MAX = 5_000
UNPACKED_MAX = 300 * 1024 * 1024
PART_MAX = 100 * 1024 * 1024
RATIO_FROM = 20 * 1024 * 1024  # below this nobody is harmed by how well it packs
RATIO_MAX = 150
BROKEN = (
    zipfile.BadZipFile, zlib.error, EOFError, KeyError, ValueError, OSError, RuntimeError,
    NotImplementedError, OverflowError,
)  # fmt: skip
OUTSIDE = re.compile(r"^/|^[a-z]:|(^|/)\.\.(/|$)|[\\\x00-\x1f]", re.IGNORECASE)
ENCRYPTED = 1


class Package:
    """An office document as its parts. Raises Unfit for an archive no office program writes."""

    def __init__(self, file: BinaryIO):
        try:
            self.archive = zipfile.ZipFile(file)
        except BROKEN:
            raise Unfit("damaged") from None
        self.parts = self.archive.infolist()
        self.names = {part.filename for part in self.parts}
        self._bound()
        self._refuse_tricks(file)

    def _bound(self) -> None:
        unpacked = sum(part.file_size for part in self.parts)
        packed = sum(part.compress_size for part in self.parts)
        if (
            len(self.parts) > PARTS_MAX
            or unpacked > UNPACKED_MAX
            or any(part.file_size > PART_MAX for part in self.parts)
            or (unpacked > RATIO_FROM and unpacked > RATIO_MAX * max(packed, 1))
        ):
            raise Unfit("too_much")

    def _refuse_tricks(self, file: BinaryIO) -> None:
        if len(self.names) < len(self.parts) or any(map(OUTSIDE.search, self.names)):
            raise Unfit("paths")
        if any(stat.S_ISLNK(part.external_attr >> 16) for part in self.parts):
            raise Unfit("paths")
        if any(part.flag_bits & ENCRYPTED for part in self.parts):
            raise Unfit("password")
        if any(
            part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
            for part in self.parts
        ):
            raise Unfit("damaged")
        places = sorted((part.header_offset, part.compress_size) for part in self.parts)
        if places and places[0][0] != 0:
            raise Unfit("two_kinds")
        for (start, size), (following, _size) in pairwise(places):
            if start + 30 + size > following:
                raise Unfit("too_much")  # parts lie in one another, to seem many
        file.seek(-22, io.SEEK_END)
        if not (file.read(4) == b"PK\x05\x06" and file.read()[-2:] == b"\x00\x00"):
            raise Unfit("two_kinds")

    def read(self, name: str) -> bytes:
        try:
            return self.archive.read(name)
        except BROKEN:
            raise Unfit("damaged") from None

    def each(self) -> Iterator[tuple[str, bytes]]:
        for part in self.parts:
            if not part.is_dir():
                yield part.filename, self.read(part.filename)
