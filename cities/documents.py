"""The document behind a hand-over: which files are taken, how they are kept, how they leave."""

import hashlib
import logging
import re
import secrets
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path

from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, Http404
from django.utils.translation import gettext as _

from accounts.models import User
from cities.models import ChosenDocument, City, HandOver
from office import files
from office.intake import judging, kinds, limited, scanning
from office.workflow import Refused

logger = logging.getLogger(__name__)
FOLDER = "hand-overs"
MOST_BYTES = 10 * 1024 * 1024
KINDS = ("pdf", "png", "jpg")
KEY = re.compile(r"[0-9a-f]{24}")


@dataclass(frozen=True)
class Kept:
    """A document as it lies in private storage."""

    file: str
    filename: str
    content_type: str
    sha256: str
    size: int


def choose(*, city: City, by: User, upload: UploadedFile) -> ChosenDocument:
    """Keep a document for whoever chose it, until the form around it is right.

    Raises Refused as ``keep`` does.
    """
    kept = keep(upload)
    return ChosenDocument.objects.create(
        city=city, chosen_by=by, key=secrets.token_hex(12), **asdict(kept)
    )


def chosen_of(*, city: City, by: User, key: str) -> ChosenDocument | None:
    """What this person has chosen under this key; of what is no key at all nothing is asked."""
    if not KEY.fullmatch(key):
        return None
    return ChosenDocument.objects.of(by, city).filter(key=key).first()


def let_go(chosen: ChosenDocument) -> None:
    """Whoever chose it does not want it any more, or its days are over.

    The same content has one name, so a file goes with the last that points at it.
    """
    name = chosen.file.name or ""
    chosen.delete()
    pointing = (HandOver.objects.filter(file=name), ChosenDocument.objects.filter(file=name))
    if not any(rows.exists() for rows in pointing):
        default_storage.delete(name)


def forget_old() -> None:
    """Remove documents that no hand-over has come to stand on."""
    for chosen in ChosenDocument.objects.old():
        let_go(chosen)


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
        size=len(content),
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
