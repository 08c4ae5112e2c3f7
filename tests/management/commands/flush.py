"""`flush` as tests need it after each transaction: quick, and the trail's triggers stand after it.

Django's own empties every table, a file of its own each on PostgreSQL, and then makes again what
every database of the platform has. This one asks once which tables hold anything, empties those,
and leaves the content types and permissions alone: no test makes or removes any.
"""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import connections, transaction

from office import triggers

STAY = {"django_content_type", "auth_permission"}


class Command(BaseCommand):
    help = "Empty the test database."
    stealth_options = ("reset_sequences", "allow_cascade", "inhibit_post_migrate")

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--database", default="default")
        parser.add_argument("--noinput", action="store_false", dest="interactive")

    def handle(self, *, database: str, reset_sequences: bool = False, **options: Any) -> None:
        if reset_sequences:
            raise ValueError("Sequences are not set back: no test may rely on a key.")
        connection = connections[database]
        tables = connection.introspection.django_table_names(only_existing=True)
        ours = [connection.ops.quote_name(name) for name in sorted({*tables} - STAY)]
        with transaction.atomic(using=database), connection.cursor() as cursor:
            if connection.vendor == "postgresql":  # whoever still writes is waited for
                cursor.execute(f"LOCK TABLE {', '.join(ours)} IN ACCESS EXCLUSIVE MODE")
            cursor.execute(" UNION ALL ".join(map(held_by, ours)))
            full = [name for (name,) in cursor.fetchall()]
            triggers.lift()
            for name in full:
                cursor.execute(f"DELETE FROM {name}")  # noqa: S608 -- a table's own name
        triggers.put_back()


def held_by(table: str) -> str:
    """Asks for the table's name, answered where it holds anything."""
    return f"SELECT '{table}' WHERE EXISTS (SELECT 1 FROM {table})"  # noqa: S608 -- a table's own name
