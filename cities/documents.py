"""The document behind a hand-over: which files are taken, how they are kept, how they leave."""

import hashlib
import logging
import tempfile
from dataclasses import dataclass
from pathlib import Path

from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, Http404
from django.utils.translation import gettext as _

from cities.models import HandOver
from office import files
from office.intake import judging, kinds, limited, scanning
from office.workflow import Refused

logger = logging.getLogger(__name__)
FOLDER = "hand-overs"
MOST_BYTES = 10 * 1024 * 1024
KINDS = ("pdf", "png", "jpg")


@dataclass(frozen=True)
class Kept:
    """A document as it lies in private storage."""

    file: str
    filename: str
    content_type: str
    sha256: str


def keep(upload: UploadedFile) -> Kept:
    """Check a document as evidence is checked, and keep it; to be called outside a transaction.

    It is one page for two people, so it is read while its sender waits. Raises Refused with a
    sentence for a file that cannot be taken, and where nobody can say now whether it can.
    """
    extension = kinds.check(upload, kinds=KINDS, most=MOST_BYTES)
    content = upload.read()
    if fault := _fault_of(content, extension):
        raise Refused(fault)
    return Kept(
        file=files.keep(FOLDER, content, f".{extension}"),
        filename=kinds.shown_name(upload.name or "", extension),
        content_type=kinds.TYPES[extension],
        sha256=hashlib.sha256(content).hexdigest(),
    )


def _fault_of(content: bytes, extension: str) -> str:
    """Why it cannot be taken, in a sentence; nothing where all is well."""
    with tempfile.NamedTemporaryFile(prefix="document-") as copy:
        copy.write(content)
        copy.flush()
        try:
            return judging.fault_of(Path(copy.name), extension)
        except (scanning.ScannerDown, limited.NotRead) as problem:
            logger.warning("A document could not be checked: %r", problem)
            return _(
                "This document could not be checked now, for a reason of our own, so it was not "
                "kept. Please send it again in some minutes."
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
