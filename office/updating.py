"""Changing rows and learning which, in one statement."""

from typing import Any

from django.db import connection
from django.db.models import QuerySet
from django.db.models.sql import UpdateQuery


def updated(rows: QuerySet, **values: Any) -> list[Any]:
    """Update ``rows`` as Django does; the keys of those that were there to be updated."""
    query: Any = rows.order_by().query.chain(UpdateQuery)
    query.add_update_values(values)
    sql, params = query.get_compiler(rows.db).as_sql()
    key = connection.ops.quote_name(rows.model._meta.pk.column)
    with connection.cursor() as cursor:
        cursor.execute(f"{sql} RETURNING {key}", params)
        return [row[0] for row in cursor.fetchall()]
