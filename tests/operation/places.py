"""Another installation beside the tests': an empty database and an empty folder of its own."""

import os
import subprocess
import sys
from contextlib import contextmanager
from uuid import uuid4

import psycopg
import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection

from tests.worker import worker_environment


@pytest.fixture
def migrated(transactional_db, settings):
    """Tables that count as made by migrations, where they were made from the models."""
    if "django_migrations" in connection.introspection.table_names():
        yield
        return
    settings.MIGRATION_MODULES = {}
    call_command("migrate", fake=True, verbosity=0)
    yield
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE django_migrations")


@pytest.fixture
def second_place(transactional_db, tmp_path):
    """An ``Elsewhere`` of this test alone."""
    if connection.vendor == "sqlite":
        yield Elsewhere(tmp_path / "elsewhere", f"sqlite:///{tmp_path / 'elsewhere' / 'db'}")
        return
    with another_database(template="template1") as address:
        yield Elsewhere(tmp_path / "elsewhere", address)


@pytest.fixture
def place_with_tables(transactional_db, tmp_path):
    """An ``Elsewhere`` with the tables of the tests, on PostgreSQL: migrating takes long."""
    with another_database(template=connection.settings_dict["NAME"]) as address:
        yield Elsewhere(tmp_path / "elsewhere", address)


@contextmanager
def another_database(template):
    """A database beside the tests', removed again; yields its address."""
    name, ours = f"elsewhere_{uuid4().hex}", connection.settings_dict["NAME"]
    connection.close()  # nobody may be connected to what is copied
    with psycopg.connect(dbname="postgres", autocommit=True, **server()) as maintenance:
        maintenance.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
    yield worker_environment()["DATABASE_URL"].replace(f"/{ours}", f"/{name}")
    with psycopg.connect(dbname="postgres", autocommit=True, **server()) as maintenance:
        maintenance.execute(f"DROP DATABASE {name} WITH (FORCE)")


def server():
    """Where the tests' PostgreSQL is, as psycopg is told."""
    said = {**connection.get_connection_params()}
    return {name: said[name] for name in ("host", "port", "user", "password") if name in said}


class Elsewhere:
    """A place to run commands in."""

    def __init__(self, folder, address):
        folder.mkdir()
        self.folder = folder
        self.environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "hrcities.settings",
            "DATA": str(folder),
            "DATABASE_URL": address,
            "REDIS_URL": "",
        }

    def manage(self, *words):
        return subprocess.run(
            [sys.executable, "manage.py", *map(str, words)],
            cwd=settings.BASE_DIR,
            env=self.environment,
            capture_output=True,
            text=True,
        )

    def python(self, code):
        """What a program says that runs in this place."""
        return self.manage("shell", "--no-imports", "-c", code).stdout.strip()
