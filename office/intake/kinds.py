"""Which files may be evidence, told by name, size and beginning, before anything is kept."""

import re
from collections.abc import Collection
from pathlib import PurePosixPath

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from office.workflow import Refused

from .sentences import refusal

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
PACKAGE = b"PK\x03\x04"
STARTS = {
    "pdf": b"%PDF-",
    "docx": PACKAGE,
    "xlsx": PACKAGE,
    "odt": PACKAGE,
    "ods": PACKAGE,
    "png": b"\x89PNG\r\n\x1a\n",
    "jpg": b"\xff\xd8\xff",
}
MEGABYTE = 1024 * 1024
DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)
LONGEST_NAME = 150


def check(
    upload: UploadedFile, *, kinds: Collection[str] = tuple(TYPES), most: int | None = None
) -> str:
    """The extension of a file that may be read, of these kinds and up to so many bytes.

    Raises Refused with a sentence.
    """
    extension = check_name_and_size(upload.name or "", upload.size or 0, kinds=kinds, most=most)
    if getattr(upload, "cut_off", False):
        raise Refused(
            _("Together these files were too large to be sent at once. Send this one again.")
        )
    upload.seek(0)
    start = upload.read(16)
    upload.seek(0)
    if not _begins_as(extension, start):
        raise Refused(refusal("other_kind", {"extension": extension}))
    return extension


def check_name_and_size(
    name: str, size: int, *, kinds: Collection[str] = tuple(TYPES), most: int | None = None
) -> str:
    """The extension of a file that may be sent, before anything of it has come. Raises Refused."""
    most = most or settings.EVIDENCE_MAX_BYTES
    if size == 0:
        raise Refused(_("This file is empty. Choose one that has something in it."))
    if size > most:
        raise Refused(
            _(
                "This file has %(size)d MB; a file may have %(most)d MB. Make it smaller, or "
                "divide it."
            )
            % {"size": -(-size // MEGABYTE), "most": most // MEGABYTE}
        )
    extension = PurePosixPath(name).suffix.lower().removeprefix(".")
    extension = "jpg" if extension == "jpeg" else extension
    if extension not in kinds:
        raise Refused(
            _(
                "Files of this kind cannot be taken. Possible are: %(kinds)s. Most programs can "
                "save as PDF."
            )
            % {"kinds": ", ".join(kinds)}
        )
    return extension


def shown_name(name: str, extension: str) -> str:
    """The name people gave a file, without paths and signs that do harm on any computer."""
    stem = name.replace("\\", "/").rsplit("/", 1)[-1].rsplit(".", 1)[0]
    clean = "".join(sign for sign in stem if sign.isprintable() and sign not in '<>:"|?*')
    clean = clean.strip(" .")[:LONGEST_NAME].strip(" .")
    if DEVICES.match(clean):
        clean = f"document {clean}"
    return f"{clean or 'document'}.{extension}"


def _begins_as(extension: str, start: bytes) -> bool:
    if extension in STARTS:
        return start.startswith(STARTS[extension])
    return not any(start.startswith(sign) for sign in STARTS.values())
