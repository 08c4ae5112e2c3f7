"""Visiting addresses as somebody, without leaving a trace, and what came back."""

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.conf import settings
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client, RequestFactory
from django.test.client import ClientHandler
from django.utils import timezone

from accounts.models import User
from accounts.models.session import BEGAN, DEVICE, SEEN
from tests.house.access_world import Scene
from tests.trail import of_the_test

WRITES = re.compile(r"\s*(INSERT INTO|UPDATE|DELETE FROM|REPLACE INTO)\s+\"?(\w+)", re.IGNORECASE)
OURS_TO_WRITE = {"accounts_session"}  # when somebody was last seen
NOISE = {"Content-Length", "Expires", "Cache-Control", "Vary", "Set-Cookie", "X-Request-ID"}
NOT_SIGNED_IN = ("visitor",)


@dataclass
class Visit:
    """One answer: status, body, where to, headers, and the tables that were written to."""

    status: int
    body: bytes
    location: str
    headers: dict[str, str]
    written: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return self.body.decode(errors="replace")

    def looks_like(self, other: "Visit") -> bool:
        return (self.status, self.body, self.headers) == (other.status, other.body, other.headers)


class Browser(RequestFactory):
    """Sends what it makes, and keeps no copy of every template: there are many visits."""

    def __init__(self):
        super().__init__()
        self.handler = ClientHandler(enforce_csrf_checks=False)

    def request(self, **request):
        return self.handler(self._base_environ(**request))


class Visitors:
    """A browser for each role, signed in once."""

    def __init__(self, scene: Scene, sign_in):
        self.client = Browser()
        self.keys = {}
        for role, user in scene.people.items():
            entered = sign_in(Client(), user, second_factor=role != "unproven")
            self.keys[role] = just_seen(entered.session)
        send_away(scene.people)

    def visit(self, role: str, method: str, address: str) -> Visit:
        """What this role gets. Whatever it changes is undone."""
        self.client.cookies.clear()
        if role not in NOT_SIGNED_IN:
            self.client.cookies[settings.SESSION_COOKIE_NAME] = self.keys[role]
        if "/accounts/" in address:
            cache.clear()  # what throttles count
        with undone(), watched() as written:
            response = self.client.generic(
                method, address, content_type="application/x-www-form-urlencoded"
            )
            body = b"".join(response) if response.streaming else response.content
        headers = {name: value for name, value in response.items() if name not in NOISE}
        return Visit(
            response.status_code, body, response.headers.get("Location", ""), headers, written
        )


def send_away(people: dict[str, User]) -> None:
    """While they are signed in, the post of one ends, and the account of another is closed."""
    people["revoked"].posts.update(until=timezone.localdate())
    User.objects.filter(pk=people["closed"].pk).update(is_active=False)


def just_seen(session) -> str:
    """Its key, once it holds all that a first visit writes: no visit needs to, to be undone."""
    now = int(time.time())
    session.update({BEGAN: now, SEEN: now + settings.SESSION_IDLE_SECONDS, DEVICE: "A browser"})
    session.save()
    return session.session_key


@contextmanager
def undone() -> Iterator[None]:
    """Whatever happens inside has not happened."""
    with of_the_test():
        yield
        transaction.set_rollback(True)


@contextmanager
def watched() -> Iterator[list[str]]:
    """The tables that statements inside write to."""
    written: list[str] = []

    def look(execute, sql, params, many, context):
        if (match := WRITES.match(sql)) and match.group(2) not in OURS_TO_WRITE:
            written.append(match.group(2))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(look):
        yield written
