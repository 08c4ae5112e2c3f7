"""Another installation beside the tests': an empty database and an empty folder of its own."""

import os
import subprocess
import sys
from uuid import uuid4

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
    folder = tmp_path / "elsewhere"
    name = f"elsewhere_{uuid4().hex}"
    if connection.vendor == "sqlite":
        yield Elsewhere(folder, f"sqlite:///{folder / 'db'}")
        return
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name}")
    ours = f"/{connection.settings_dict['NAME']}"
    address = worker_environment()["DATABASE_URL"].replace(ours, f"/{name}")
    yield Elsewhere(folder, address)
    with connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")


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
