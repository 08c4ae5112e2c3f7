"""A copy of the database that public pages are read from, as long as it keeps up.

Only pages that anyone may keep for a minute (``register.http.page``) may come from it, and only for
somebody who is not signed in: whoever writes is, and reads on what they wrote. Whatever goes wrong
with it, the primary answers in its place.
"""

import logging
import time
from collections.abc import Callable
from contextvars import ContextVar
from threading import Lock
from typing import Any

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.db import DEFAULT_DB_ALIAS, DatabaseError, InterfaceError, connections
from django.http import HttpRequest, HttpResponse, HttpResponseBase

logger = logging.getLogger(__name__)
REPLICA = "replica"
AWAY = (DatabaseError, InterfaceError)
POSITION = "SELECT pg_current_wal_lsn()::text"
HAS_REPLAYED = "SELECT pg_is_in_recovery() AND pg_last_wal_replay_lsn() >= %s::pg_lsn"

_from_replica: ContextVar[bool] = ContextVar("from_replica", default=False)


class Router:
    """Reads of a page that may come from the replica; all else is the primary's."""

    def db_for_read(self, _model: Any, **_hints: Any) -> str:
        return REPLICA if _from_replica.get() else DEFAULT_DB_ALIAS

    def db_for_write(self, _model: Any, **_hints: Any) -> str:
        return DEFAULT_DB_ALIAS

    def allow_relation(self, _one: Any, _other: Any, **_hints: Any) -> bool:
        return True  # they are the same rows

    def allow_migrate(self, db: str, _app: str, **_hints: Any) -> bool:
        return db == DEFAULT_DB_ALIAS


class Lag:
    """Whether the replica keeps up: has it all that the primary had at the last look?

    Looked at every few seconds, so that what it shows is never older than twice as many. Positions
    in the log are compared, not times: an idle primary, a cut line and clocks that differ all tell
    the truth in that way.
    """

    def __init__(self, every: float):
        self.every = every
        self.lock = Lock()
        self.next_look = 0.0
        self.position = ""  # of the primary, at the last look
        self.keeps_up = False

    def is_short(self) -> bool:
        with self.lock:
            if time.monotonic() >= self.next_look:
                self._look()
            return self.keeps_up

    def give_up(self, why: object) -> None:
        """Until the next look, the primary answers."""
        with self.lock:
            self._say(False, why)
            self.next_look = time.monotonic() + self.every

    def _look(self) -> None:
        # What it had long ago says nothing of now: nobody may have looked in between.
        had = self.position if time.monotonic() < self.next_look + self.every else ""
        self.position = _ask(DEFAULT_DB_ALIAS, POSITION)
        try:
            keeps_up = bool(_ask(REPLICA, HAS_REPLAYED, had or self.position))
        except AWAY as problem:
            self._say(False, problem)
        else:
            self._say(keeps_up, "it is behind")
        self.next_look = time.monotonic() + self.every

    def _say(self, keeps_up: bool, why: object) -> None:
        """One line in the log whenever it changes."""
        if self.keeps_up and not keeps_up:
            logger.warning("The replica is not used, the primary answers: %s", why)
        elif keeps_up and not self.keeps_up:
            logger.info("Public pages are read from the replica.")
        self.keeps_up = keeps_up


def _ask(alias: str, question: str, *values: str) -> Any:
    with connections[alias].cursor() as cursor:
        cursor.execute(question, values)
        return cursor.fetchone()[0]


class ReplicaMiddleware:
    """Stands last, so that nothing but the view is read from the replica."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        if REPLICA not in settings.DATABASES:
            raise MiddlewareNotUsed
        self.get_response = get_response
        self.lag = Lag(settings.REPLICA_LOOK_SECONDS)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        """The page as the replica has it; or None: Django then asks the view, as ever."""
        if not may_be_late(request, view) or not self.lag.is_short():
            return None
        token = _from_replica.set(True)
        try:
            return view(request, *args, **kwargs)
        except AWAY as problem:
            self.lag.give_up(problem)
            connections[REPLICA].close()
            return None
        finally:
            _from_replica.reset(token)


def may_be_late(request: HttpRequest, view: object) -> bool:
    """Whether this reader may see this page as it was some seconds ago."""
    signed_in = settings.SESSION_COOKIE_NAME in request.COOKIES
    return getattr(view, "may_be_late", False) and not signed_in
