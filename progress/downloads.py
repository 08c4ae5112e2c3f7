"""How evidence leaves private storage: as an attachment that nothing runs in (trust §2)."""

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404

from progress.models import EvidenceVersion


def as_attachment(version: EvidenceVersion) -> FileResponse:
    """The stored file, for whoever has been let through. Raises Http404 where there is none."""
    name = version.file.name
    if not name or not default_storage.exists(name):
        raise Http404
    response = FileResponse(
        default_storage.open(name, "rb"),
        as_attachment=True,
        filename=version.filename,
        content_type=version.content_type,
    )
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
    return response
