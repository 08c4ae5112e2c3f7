"""For those who run the platform: is it well, may it be asked, and how is it doing?"""

import secrets
from collections.abc import Callable
from functools import cache
from hmac import compare_digest

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseNotAllowed,
    JsonResponse,
)
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST

from accounts.http import public
from hrcities import metrics as counted
from office import heartbeat
from voices.screening import words_can_be_opened

SAFE = ("GET", "HEAD")
Checks = dict[str, Callable[[], bool]]


@public
@never_cache
@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """Is all well? 503 when one part is not; says which, never why."""
    return answer(HEALTH)


@public
@never_cache
@require_safe
def ready(request: HttpRequest) -> JsonResponse:
    """May this web process be sent requests? The worker's absence keeps nobody out.

    Nor does that of the storage: it is away for every web process at once, and all pages without
    files go on.
    """
    return answer(READINESS)


@public
@never_cache
def metrics(request: HttpRequest) -> HttpResponse:
    """For Prometheus alone: without the token of the settings, the address does not exist."""
    given = request.headers.get("Authorization", "")
    asked = f"Bearer {settings.METRICS_TOKEN}"
    if not settings.METRICS_TOKEN or not compare_digest(given.encode(), asked.encode()):
        raise Http404
    if request.method not in SAFE:
        return HttpResponseNotAllowed(SAFE)
    return HttpResponse(counted.page(), content_type=CONTENT_TYPE_LATEST)


def answer(checks: Checks) -> JsonResponse:
    found = {name: is_well() for name, is_well in checks.items()}
    body = {name: "ok" if well else "not ok" for name, well in found.items()}
    return JsonResponse(body, status=200 if all(found.values()) else 503)


def database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True


def migrations_are_applied() -> bool:
    """Has the database every table this code expects? It may be ahead, during an upgrade."""
    try:
        return last_migrations() <= set(MigrationRecorder(connection).applied_migrations())
    except DatabaseError:
        return False


@cache
def last_migrations() -> frozenset[tuple[str, str]]:
    return frozenset(MigrationLoader(None).graph.leaf_nodes())


def worker_was_seen() -> bool:
    try:
        return heartbeat.is_seen()
    except DatabaseError:
        return False


def storage_keeps() -> bool:
    """Is what we write what we read? Under a name of its own: others may ask at the same time."""
    try:
        name = default_storage.save(f"healthz-{secrets.token_hex(8)}", ContentFile(b"well"))
        with default_storage.open(name) as file:
            kept = file.read() == b"well"
        default_storage.delete(name)
    except OSError:
        return False
    return kept


def contributions_can_be_opened() -> bool:
    """Is the key there that opens what is said in hearings? Without it, all of that is lost."""
    try:
        return words_can_be_opened()
    except DatabaseError:
        return False


HEALTH: Checks = {
    "database": database_answers,
    "worker": worker_was_seen,
    "storage": storage_keeps,
    "contributions": contributions_can_be_opened,
}
READINESS: Checks = {
    "database": database_answers,
    "migrations": migrations_are_applied,
}
