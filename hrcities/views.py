"""Is the platform well: database, worker, storage?"""

import time
from collections.abc import Callable

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.http import public

SILENCE = 120  # seconds; the sweep leaves its mark every thirty


@public
@never_cache
@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """200 when all three are well, 503 when one is not; says which, never why."""
    found = {name: is_well() for name, is_well in CHECKS.items()}
    body = {name: "ok" if well else "not ok" for name, well in found.items()}
    return JsonResponse(body, status=200 if all(found.values()) else 503)


def database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True


def worker_was_seen() -> bool:
    """Has the sweep run lately? ``office.tasks.sweep`` touches the file each time it does."""
    try:
        seen = (settings.DATA / "worker-seen").stat().st_mtime
    except OSError:
        return False
    return time.time() - seen < SILENCE


def storage_keeps() -> bool:
    """Is what we write what we read?"""
    try:
        name = default_storage.save("healthz", ContentFile(b"well"))
        with default_storage.open(name) as file:
            kept = file.read() == b"well"
        default_storage.delete(name)
    except OSError:
        return False
    return kept


CHECKS: dict[str, Callable[[], bool]] = {
    "database": database_answers,
    "worker": worker_was_seen,
    "storage": storage_keeps,
}
