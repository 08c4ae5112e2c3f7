"""May this file be kept as evidence, and where does it lie?

By extension and by content, which must say the same; stored under its SHA-256, so that a file
is kept once and can never be changed unnoticed (trust §2 and §4).
"""

import hashlib
import os
import re
import tempfile
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import IO

from django.conf import settings
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from office.workflow import Refused

OFFICE = "application/vnd.openxmlformats-officedocument."
OPEN = "application/vnd.oasis.opendocument."
TYPES = {
    "pdf": "application/pdf",
    "docx": f"{OFFICE}wordprocessingml.document",
    "xlsx": f"{OFFICE}spreadsheetml.sheet",
    "odt": f"{OPEN}text",
    "ods": f"{OPEN}spreadsheet",
    "png": "image/png",
    "jpg": "image/jpeg",
    "csv": "text/csv",
    "txt": "text/plain",
}
MAIN_PART = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml"}
STARTS = {"pdf": b"%PDF-", "png": b"\x89PNG\r\n\x1a\n", "jpg": b"\xff\xd8\xff"}
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, KeyError, ValueError, OSError, RuntimeError)
UNPACKED_MAX = 300 * 1024 * 1024
PARTS_MAX = 5_000
MARKUP = re.compile(rb"\s*(<!doctype|<html|<svg|<\?xml|<script)", re.IGNORECASE)
CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


@dataclass(frozen=True)
class Stored:
    """A file as it lies in private storage."""

    name: str
    filename: str
    content_type: str
    size: int
    sha256: str


def check(upload: UploadedFile) -> str:
    """The extension of a file that may be kept. Raises Refused with a sentence otherwise."""
    size = upload.size or 0
    if size == 0:
        raise Refused(_("This file is empty."))
    if size > settings.EVIDENCE_MAX_BYTES:
        raise Refused(
            _("This file has %(size)d MB; a file may have %(most)d MB.")
            % {
                "size": -(-size // 1024**2),
                "most": settings.EVIDENCE_MAX_BYTES // 1024**2,
            }
        )
    extension = PurePosixPath(upload.name or "").suffix.lower().removeprefix(".")
    extension = "jpg" if extension == "jpeg" else extension
    if extension not in TYPES:
        raise Refused(
            _("Files of this kind cannot be taken. Possible are: %(kinds)s.")
            % {"kinds": ", ".join(TYPES)}
        )
    upload.seek(0)
    if not _is(extension, upload):
        raise Refused(
            _("The content of this file is not what its name says (%(extension)s).")
            % {"extension": extension}
        )
    upload.seek(0)
    return extension


def store(upload: UploadedFile) -> Stored:
    """Check the file and keep it; to be called outside a transaction. Raises Refused."""
    extension = check(upload)
    folder = settings.MEDIA_ROOT / "evidence"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    digest = hashlib.sha256()
    handle, temporary = tempfile.mkstemp(dir=folder, prefix=".new-")
    try:
        with os.fdopen(handle, "wb") as file:
            for chunk in upload.chunks():
                digest.update(chunk)
                file.write(chunk)
            file.flush()
            os.fsync(file.fileno())
        name = f"evidence/{digest.hexdigest()[:2]}/{digest.hexdigest()}.{extension}"
        target = default_storage.path(name)
        os.makedirs(os.path.dirname(target), exist_ok=True, mode=0o700)
        os.replace(temporary, target)
    except BaseException:
        os.unlink(temporary)
        raise
    return Stored(
        name=name,
        filename=shown_name(upload.name or "", extension),
        content_type=TYPES[extension],
        size=upload.size or 0,
        sha256=digest.hexdigest(),
    )


def shown_name(name: str, extension: str) -> str:
    """The name people gave a file, without paths and signs that do harm."""
    stem = name.replace("\\", "/").rsplit("/", 1)[-1].rsplit(".", 1)[0]
    clean = "".join(sign for sign in stem if sign.isprintable() and sign not in '<>:"|?*')
    return f"{clean.strip(' .')[:150] or 'document'}.{extension}"


def _is(extension: str, file: IO[bytes]) -> bool:
    if extension in STARTS:
        return file.read(16).startswith(STARTS[extension])
    if extension in ("csv", "txt"):
        return _is_text(file)
    return _is_package(extension, file)


def _is_text(file: IO[bytes]) -> bool:
    start = file.read(4096)
    if MARKUP.match(start) or any(start.startswith(sign) for sign in (*STARTS.values(), b"PK")):
        return False
    rest = start
    while rest:
        if CONTROL.search(rest):
            return False
        rest = file.read(1024 * 1024)
    return True


def _is_package(extension: str, file: IO[bytes]) -> bool:
    """An office document: a zip of bounded size with the right main part and no macros."""
    if file.read(4) != b"PK\x03\x04":
        return False
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as package:
            parts = package.infolist()
            names = {part.filename for part in parts}
            if len(parts) > PARTS_MAX or sum(part.file_size for part in parts) > UNPACKED_MAX:
                return False
            if any(name.startswith("/") or ".." in name.split("/") for name in names):
                return False
            if any(name.lower().endswith("vbaproject.bin") for name in names):
                return False
            if extension in MAIN_PART:
                return {"[Content_Types].xml", MAIN_PART[extension]} <= names
            with package.open("mimetype") as part:
                return part.read(200).decode("ascii", "replace").strip() == TYPES[extension]
    except BROKEN:
        return False
