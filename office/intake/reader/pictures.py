"""PNG and JPEG: whole, of bounded size, and nothing else; shown anew without what they carry."""

import re
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from PIL import Image, ImageOps, UnidentifiedImageError

from office.intake.reader.endings import refuse_archives, refuse_pages
from office.intake.reader.unfit import Unfit

PIXELS_MAX = 100_000_000
SIDE = 1600  # points of the picture that is shown
FORMATS = {"png": ["PNG"], "jpg": ["JPEG"]}
MARKER = re.compile(rb"\xff+[^\x00\xd0-\xd7\xff]")
BROKEN = (OSError, ValueError, SyntaxError, EOFError, IndexError, struct.error)
Image.MAX_IMAGE_PIXELS = None  # our own bound, with a sentence


def check(kind: str, file: BinaryIO) -> None:
    """Raises Unfit for a picture that is broken, a flood of points, or more than a picture."""
    refuse_archives(file)
    content = file.read()
    try:
        told, behind = (_parts_of_png if kind == "png" else _parts_of_jpeg)(content)
    except BROKEN:
        raise Unfit("damaged") from None
    refuse_pages(told + behind)
    if behind.strip(b"\x00") and not _is_known_to_follow(kind, behind):
        raise Unfit("two_kinds")
    _open(kind, file)


def preview(kind: str, file: BinaryIO, folder: str) -> Iterator[dict[str, Any]]:
    """The picture drawn anew: no place, no camera, no name of whoever took it."""
    yield {"pages": 1, "shown": 1}
    picture = ImageOps.exif_transpose(_open(kind, file))
    picture.thumbnail((SIDE, SIDE))
    clean = Image.new("RGB", picture.size, "white")
    clear = picture.convert("RGBA")
    clean.paste(clear, mask=clear.getchannel("A"))
    clean.save(Path(folder) / "1.webp", "WEBP", quality=82, method=2)
    yield {"page": 1, "text": "", "image": "1.webp", "width": clean.width, "height": clean.height}


def _open(kind: str, file: BinaryIO) -> Image.Image:
    file.seek(0)
    try:
        picture = Image.open(file, formats=FORMATS[kind])
        if picture.width * picture.height > PIXELS_MAX:
            raise Unfit("pixels", width=picture.width, height=picture.height,
                        most=PIXELS_MAX // 1_000_000)  # fmt: skip
        picture.draft("RGB", (SIDE, SIDE))
        picture.load()
    except (*BROKEN, UnidentifiedImageError):
        raise Unfit("damaged") from None
    return picture


def _parts_of_png(content: bytes) -> tuple[bytes, bytes]:
    """What the chunks beside the picture say, and what follows the last."""
    told: list[bytes] = []
    place = 8
    while True:
        length, name = struct.unpack(">I4s", content[place : place + 8])
        if name != b"IDAT":
            told.append(content[place + 8 : place + 8 + length])
        place += 12 + length
        if place > len(content):
            raise EOFError
        if name == b"IEND":
            return b"\n".join(told), content[place:]


def _parts_of_jpeg(content: bytes) -> tuple[bytes, bytes]:
    """What the segments beside the picture say, and what follows its end."""
    told: list[bytes] = []
    place = 2
    while found := MARKER.search(content, place):
        name, place = found.group()[-1], found.end()
        if name == 0xD9:
            return b"\n".join(told), content[place:]
        if name in (0x01, 0xD8):
            continue
        (length,) = struct.unpack(">H", content[place : place + 2])
        if 0xE0 <= name <= 0xEF or name == 0xFE:
            told.append(content[place + 2 : place + length])
        place += length
    raise EOFError


def _is_known_to_follow(kind: str, behind: bytes) -> bool:
    """Telephones put a second picture, a short film or their own notes behind a JPEG."""
    return kind == "jpg" and (
        behind.lstrip(b"\x00").startswith(b"\xff\xd8\xff")
        or behind[4:8] == b"ftyp"
        or behind.endswith(b"SEFT")
    )
