"""The database itself refuses to change or remove what the trail holds."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error
from django.db import connection

TABLE = "office_trailentry"
NAMES = ("office_trail_keeps_update", "office_trail_keeps_delete")

SQLITE = [
    f"""CREATE TRIGGER IF NOT EXISTS {name} BEFORE {act} ON {TABLE}
    BEGIN SELECT RAISE(ABORT, 'A trail entry is written once and never changed.'); END"""
    for name, act in zip(NAMES, ("UPDATE", "DELETE"), strict=True)
]
POSTGRES = [
    """CREATE OR REPLACE FUNCTION office_trail_is_kept() RETURNS trigger LANGUAGE plpgsql AS
    $$BEGIN RAISE EXCEPTION 'A trail entry is written once and never changed.'; END$$""",
    f"DROP TRIGGER IF EXISTS {NAMES[0]} ON {TABLE}",
    f"DROP TRIGGER IF EXISTS {NAMES[1]} ON {TABLE}",
    f"""CREATE TRIGGER {NAMES[0]} BEFORE UPDATE OR DELETE ON {TABLE}
    FOR EACH ROW EXECUTE FUNCTION office_trail_is_kept()""",
    f"""CREATE TRIGGER {NAMES[1]} BEFORE TRUNCATE ON {TABLE}
    FOR EACH STATEMENT EXECUTE FUNCTION office_trail_is_kept()""",
]


def put_back(**_kwargs: object) -> None:
    """Make the triggers, after each migration: SQLite drops them when it remakes a table."""
    with connection.cursor() as cursor:
        if TABLE not in connection.introspection.table_names(cursor):
            return
        for statement in SQLITE if connection.vendor == "sqlite" else POSTGRES:
            cursor.execute(statement)


def lift() -> None:
    """Drop the triggers, for a test database that is about to be emptied."""
    with connection.cursor() as cursor:
        for name in NAMES:
            on = "" if connection.vendor == "sqlite" else f" ON {TABLE}"
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on}")


def missing() -> list[str]:
    """The triggers that should stand in the database and do not."""
    with connection.cursor() as cursor:
        if TABLE not in connection.introspection.table_names(cursor):
            return []
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        else:
            cursor.execute("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal")
        found = {row[0] for row in cursor.fetchall()}
    return [name for name in NAMES if name not in found]


def check_triggers(
    app_configs: Sequence[AppConfig] | None = None,
    databases: Sequence[str] | None = None,
    **_kwargs: Any,
) -> list[CheckMessage]:
    """A system check of the database: every trigger of the trail stands."""
    if not databases:
        return []
    return [
        Error(f"The trigger {name} is missing.", hint="Run manage.py migrate.", id="office.E001")
        for name in missing()
    ]
