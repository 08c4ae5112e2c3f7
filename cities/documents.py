"""The document behind a hand-over: which files are taken, how they are kept, how they leave."""

import hashlib
from dataclasses import dataclass
from pathlib import PurePosixPath

from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, Http404
from django.utils.translation import gettext as _

from cities.models import HandOver
from office import files
from office.workflow import Refused

FOLDER = "hand-overs"
MOST_BYTES = 10 * 1024 * 1024
TYPES = {"pdf": "application/pdf", "png": "image/png", "jpg": "image/jpeg"}
STARTS = {"pdf": b"%PDF-", "png": b"\x89PNG\r\n\x1a\n", "jpg": b"\xff\xd8\xff"}


@dataclass(frozen=True)
class Kept:
    """A document as it lies in private storage."""

    file: str
    filename: str
    content_type: str
    sha256: str


def keep(upload: UploadedFile) -> Kept:
    """Check a document and keep it; to be called outside a transaction.

    Raises Refused with a sentence for a file that cannot be taken.
    """
    extension = _extension(upload)
    content = upload.read()
    return Kept(
        file=files.keep(FOLDER, content, f".{extension}"),
        filename=_shown_name(upload.name or "", extension),
        content_type=TYPES[extension],
        sha256=hashlib.sha256(content).hexdigest(),
    )


def as_attachment(hand_over: HandOver) -> FileResponse:
    """The document, for whoever has been let through: nothing in it runs (trust §2).

    Raises Http404 where the file is gone.
    """
    name = hand_over.file.name or ""
    if not default_storage.exists(name):
        raise Http404
    response = FileResponse(
        default_storage.open(name, "rb"),
        as_attachment=True,
        filename=hand_over.filename,
        content_type=hand_over.content_type,
    )
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _extension(upload: UploadedFile) -> str:
    size = upload.size or 0
    if size == 0:
        raise Refused(_("This file is empty."))
    if size > MOST_BYTES:
        raise Refused(
            _("This file is too large; a document may have %(most)d MB.")
            % {"most": MOST_BYTES // 1024**2}
        )
    extension = PurePosixPath(upload.name or "").suffix.lower().removeprefix(".")
    extension = "jpg" if extension == "jpeg" else extension
    if extension not in TYPES:
        raise Refused(
            _("Files of this kind cannot be taken. Possible are: %(kinds)s.")
            % {"kinds": ", ".join(TYPES)}
        )
    upload.seek(0)
    begins = upload.read(16)
    upload.seek(0)
    if not begins.startswith(STARTS[extension]):
        raise Refused(
            _("The content of this file is not what its name says (%(extension)s).")
            % {"extension": extension}
        )
    return extension


def _shown_name(name: str, extension: str) -> str:
    """The name people gave it, without paths and signs that do harm."""
    stem = name.replace("\\", "/").rsplit("/", 1)[-1].rsplit(".", 1)[0]
    clean = "".join(sign for sign in stem if sign.isprintable() and sign not in '<>:"|?*')
    return f"{clean.strip(' .')[:150] or 'document'}.{extension}"
