"""How files leave the record: attached, or as pictures of ours (trust §2)."""

import io

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404

from progress.models import EvidencePage, EvidenceVersion

SANDBOX = "sandbox; default-src 'none'"


def as_attachment(version: EvidenceVersion) -> FileResponse:
    """A file that has been released, for whoever has been let through. Else raises Http404."""
    name = version.file.name
    if not version.is_released or not name or not default_storage.exists(name):
        raise Http404
    response = FileResponse(
        default_storage.open(name, "rb"),
        as_attachment=True,
        filename=version.filename,
        content_type=version.content_type,
    )
    return _sealed(response)


def as_picture(page: EvidencePage) -> FileResponse:
    """The picture of a page, drawn by us. Raises Http404 where the page is text alone."""
    name = page.image.name
    if not name or not default_storage.exists(name):
        raise Http404
    return _sealed(FileResponse(default_storage.open(name, "rb"), content_type="image/webp"))


def kept(name: str, *, filename: str, content_type: str) -> FileResponse:
    """A file of ours from storage, for whoever has been let through."""
    file = default_storage.open(name, "rb")
    return _sealed(
        FileResponse(file, as_attachment=True, filename=filename, content_type=content_type)
    )


def made_here(content: bytes, *, filename: str, content_type: str) -> FileResponse:
    """A file made for this answer alone, to be kept."""
    file = io.BytesIO(content)
    return _sealed(
        FileResponse(file, as_attachment=True, filename=filename, content_type=content_type)
    )


def _sealed(response: FileResponse) -> FileResponse:
    response.headers["Content-Security-Policy"] = SANDBOX
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
    return response
