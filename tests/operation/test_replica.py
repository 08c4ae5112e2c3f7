"""Public pages from a standby that really follows its primary, and when it does not.

Primary, standby and web server are processes of their own, started for this module.
"""

import json
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from typing import LiteralString

import psycopg
import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db import connection

from accreditation.choices import SessionState
from cities.models import City
from drill import parts
from drill.parts import Part, wait_until
from hrcities import replica
from hrcities.databases import copied, tuned
from office import triggers
from tests import services
from tests.factories.accreditation_committee import make_label, make_session
from tests.factories.commitments import six

LOOK = 2  # seconds between two looks at the standby
USED = "Public pages are read from the replica."
NOT_USED = "The replica is not used, the primary answers"
SIGNED_IN = {"Cookie": f"{settings.SESSION_COOKIE_NAME}=somebody"}


@dataclass
class Platform:
    """A city and its label, on a primary that a standby follows, and a web server."""

    slug: str
    number: str
    primary: str = ""
    standby: Part | None = None
    web: Part | None = None
    port: int = 0

    def read(self, path: str, **headers: str) -> str:
        asked = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", headers=headers)
        with urllib.request.urlopen(asked, timeout=30) as answer:  # noqa: S310 -- our own
            return answer.read().decode()

    def city(self, **headers: str) -> str:
        return self.read(f"/cities/{self.slug}/", **headers)

    def write(self, statement: LiteralString, *values: str) -> None:
        """On the primary."""
        with psycopg.connect(self.primary, autocommit=True) as at_once:
            at_once.execute(statement, values)

    def on_standby(self, statement: LiteralString) -> None:
        place = str(self.standby.folder / "standby")
        with psycopg.connect(host=place, user="postgres", dbname="postgres") as standby:
            standby.execute(statement)

    def said(self) -> str:
        """The last line about the replica that the web server has logged; empty without one."""
        log = (self.web.folder / "web.log").read_text().splitlines()
        events = [json.loads(line)["event"] for line in log if line.startswith("{")]
        return next((event for event in reversed(events) if "replica" in event), "")

    def until_used(self) -> None:
        """Public pages are read from the standby, with all that the primary holds."""

        def used() -> bool:
            return "Old Name" in self.city() and self.said() == USED

        wait_until(used, "The replica is not used", 30)


@pytest.fixture(scope="module")
def told(django_db_setup, django_db_blocker):
    """A city with a label, and all that the database of the tests holds, as SQL."""
    with django_db_blocker.unblock():
        label = make_label(make_session(six(), state=SessionState.RELEASED))
        City.objects.filter(pk=label.city_id).update(name="Old Name")
        said = connection.settings_dict
        host = said["OPTIONS"].get("host") or said["HOST"]
        dump = [services.program("pg_dump", "postgresql"), "--host", host, "--username",
                said["USER"], said["NAME"]]  # fmt: skip
        held = subprocess.run(dump, check=True, capture_output=True).stdout
        triggers.lift()  # they come back after the flush
        call_command("flush", verbosity=0, interactive=False)
    return Platform(label.city.slug, label.number), held


@pytest.fixture(scope="module")
def running(told):
    platform, held = told
    with services.folder() as folder:
        primary, address = parts.postgres(folder), f"postgres://postgres@/postgres?host={folder}/pg"
        primary.start()
        primary.until_ready()
        load = [services.program("psql", "postgresql"), "--quiet", "--no-psqlrc", address]
        subprocess.run(load, check=True, input=held, stdout=subprocess.DEVNULL)
        platform.primary, platform.port = address, parts.free_port()
        platform.standby = parts.standby(folder, address)
        platform.web = web(folder, platform)
        try:
            platform.standby.start()
            platform.standby.until_ready()
            platform.web.start()
            platform.web.until_ready()
            yield platform
        finally:
            platform.web.kill()
            platform.standby.kill()
            primary.kill()


def web(folder: Path, platform: Platform) -> Part:
    granian = str(Path(sys.executable).parent / "granian")
    where = ["--host", "127.0.0.1", "--port", str(platform.port)]
    command = [granian, "--interface", "wsgi", "--no-ws", *where, "hrcities.wsgi:application"]
    environment = {
        "DJANGO_SETTINGS_MODULE": "hrcities.settings",
        "DEBUG": "true",  # no files are collected for it
        "DATA": str(folder / "data"),
        "DATABASE_URL": platform.primary,
        "REPLICA_URL": f"postgres://postgres@/postgres?host={folder}/standby",
        "REPLICA_LOOK_SECONDS": str(LOOK),
        "PUBLIC_ADDRESS": "http://localhost",
        "ALLOWED_HOSTS": "127.0.0.1",
        "LOG_LEVEL": "INFO",
    }

    def answers() -> bool:
        try:
            return bool(platform.read("/about/"))
        except OSError:
            return False

    return Part("web", command, folder, answers, environment)


@pytest.fixture
def platform(running):
    """As it is when all is well."""
    running.write("UPDATE cities_city SET name = 'Old Name' WHERE slug = %s", running.slug)
    running.write("UPDATE accreditation_label SET state = 'valid', reason = ''")
    running.until_used()
    return running


@pytest.mark.django_db
@pytest.mark.postgres(only=True)
def test_pages_come_from_the_replica_until_it_is_late_and_proofs_never_do(platform):
    platform.on_standby("SELECT pg_wal_replay_pause()")
    platform.write("UPDATE cities_city SET name = 'New Name' WHERE slug = %s", platform.slug)
    platform.write("UPDATE accreditation_label SET state = 'suspended', reason = 'A grave event.'")

    late = platform.city()
    of_somebody_signed_in = platform.city(**SIGNED_IN)
    proof = platform.read(f"/verify/{platform.number}/")
    wait_until(lambda: "New Name" in platform.city(), "The page stays late", 30)
    said = platform.said()
    platform.on_standby("SELECT pg_wal_replay_resume()")

    assert "Old Name" in late
    assert "New Name" in of_somebody_signed_in
    assert "This label has been suspended" in proof
    assert said == f"{NOT_USED}: it is behind"


@pytest.mark.django_db
@pytest.mark.postgres(only=True)
def test_nothing_is_asked_of_the_replica_that_it_cannot_do(platform):
    for path in ("/", "/cities/", "/map/", "/decisions/", "/sessions/", "/about/", "/verify/"):
        platform.read(path)

    assert "ERROR" not in (platform.standby.folder / "standby.log").read_text()


@pytest.mark.django_db
@pytest.mark.postgres(only=True)
def test_a_page_is_answered_while_the_replica_is_away_and_afterwards_it_is_used_again(platform):
    platform.standby.end(3)  # SIGQUIT: at once, its connections too

    page = platform.city()
    said = platform.said()
    (platform.standby.folder / "standby/data/postmaster.pid").unlink(missing_ok=True)
    platform.standby.start()

    assert "Old Name" in page
    assert said.startswith(NOT_USED)
    platform.until_used()


def test_a_replica_is_one_of_postgresql():
    lite = {"ENGINE": "django.db.backends.sqlite3", "NAME": "db"}

    with pytest.raises(ImproperlyConfigured, match="standby of PostgreSQL"):
        copied(lite, of=lite)


def test_nothing_can_be_written_through_the_address_of_a_replica():
    said = {"ENGINE": "django.db.backends.postgresql", "NAME": "db"}

    replica = copied(said, of=tuned(said))

    assert "default_transaction_read_only=on" in replica["OPTIONS"]["options"]


def test_what_the_primary_held_long_ago_says_nothing_of_a_replica_now(monkeypatch):
    asked = []
    positions = iter(["0/1", "0/9", "0/A"])

    def ask(alias, _question, *values):
        if alias != replica.REPLICA:
            return next(positions)
        asked.append(values)
        return True

    monkeypatch.setattr(replica, "_ask", ask)
    lag = replica.Lag(every=5)

    lag.is_short()
    lag.next_look = time.monotonic()
    lag.is_short()
    lag.next_look = time.monotonic() - 3600
    lag.is_short()

    assert asked == [("0/1",), ("0/1",), ("0/A",)]
