"""The database as one file, and an empty database filled from it; each kind by its own means."""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from django.db import connection

from accounts.models.session import SessionStore

from .manifest import Unusable

SESSIONS = SessionStore.get_model_class()._meta.db_table  # who holds one is that person
DUMPS = {"sqlite": "database.sqlite3", "postgresql": "database.dump"}


BEGIN = {
    "sqlite": "BEGIN DEFERRED",
    "postgresql": "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
}


@contextmanager
def one_moment() -> Iterator[None]:
    """What is read within, and what is dumped, is as it was at one moment. Others go on writing."""
    with connection.cursor() as cursor:
        cursor.execute(BEGIN[connection.vendor])
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ROLLBACK")


def dump(folder: Path) -> str:
    """Write the database as it is at this ``one_moment``; the name of the file."""
    place = folder / DUMPS[connection.vendor]
    if connection.vendor == "sqlite":
        _dump_sqlite(place)
    else:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_export_snapshot()")
            (moment,) = cursor.fetchone()
        asked = ["--format=custom", f"--exclude-table-data={SESSIONS}", f"--file={place}"]
        _run("pg_dump", *asked, f"--snapshot={moment}")
    return place.name


def load(place: Path) -> None:
    """Fill the empty database from what ``dump`` wrote."""
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        with closing(sqlite3.connect(f"file:{place}?mode=ro", uri=True)) as source:
            source.backup(connection.connection)
    else:
        name = connection.settings_dict["NAME"]
        _run("pg_restore", "--single-transaction", "--exit-on-error", f"--dbname={name}", place)


def tables() -> list[str]:
    with connection.cursor() as cursor:
        return connection.introspection.table_names(cursor)


def _dump_sqlite(place: Path) -> None:
    connection.ensure_connection()
    with closing(sqlite3.connect(place, isolation_level=None)) as copy:
        connection.connection.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")
        copy.execute("PRAGMA foreign_keys=OFF")
        copy.execute(f"DELETE FROM {SESSIONS}")  # noqa: S608 -- a name of our own
        copy.execute("VACUUM")  # what was deleted is gone from the file too


def _run(name: str, *words: str | Path) -> None:
    """Run one of PostgreSQL's programs on our database. Raises Unusable with its own words."""
    program = shutil.which(name)
    if program is None:
        raise Unusable(f"{name} is needed. Type: sudo apt-get install --yes postgresql-client")
    command = [program, "--no-owner", "--no-privileges", *map(str, words)]
    done = subprocess.run(  # noqa: S603 -- no word of it comes from outside
        command, env=_environment(), capture_output=True, text=True
    )
    if done.returncode != 0:
        raise Unusable(f"{name} did not succeed: {done.stderr.strip()}")


def _environment() -> dict[str, str]:
    """Where the database is, as PostgreSQL's programs read it: no password in a command."""
    said: dict[str, Any] = connection.settings_dict
    options = said["OPTIONS"]
    names = {
        "PGDATABASE": said["NAME"],
        "PGUSER": said["USER"],
        "PGPASSWORD": said["PASSWORD"],
        "PGHOST": said["HOST"] or options.get("host", ""),
        "PGPORT": str(said["PORT"] or ""),
        "PGSSLMODE": options.get("sslmode", ""),
        "PGSSLROOTCERT": options.get("sslrootcert", ""),
    }
    return {**os.environ, **{name: value for name, value in names.items() if value}}
