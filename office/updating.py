"""Changing rows and learning which, in one statement."""

from collections.abc import Callable, Hashable
from functools import update_wrapper
from typing import Any

from django.db import connection
from django.db.models import Field, Model, QuerySet
from django.db.models.sql import UpdateQuery

from accounts import worded
from accounts.worded import KEPT, Hole

Changes = tuple[QuerySet, dict[str, Any]]  # the rows, and what they say afterwards


def updated(rows: QuerySet, **values: Any) -> list[Any]:
    """Update ``rows`` as Django does; the keys of those that were there to be updated."""
    return _sent(*_written(rows, values))


class UpdatedOnce:
    """What a function marked with ``updated_once`` has become. Call it with values by name."""

    def __init__(self, make: Callable[..., Changes], holes: dict[str, Field]):
        self.make, self.holes = make, holes
        self.wordings: dict[Hashable, tuple[str, tuple[Any, ...]]] = {}
        update_wrapper(self, make)

    def __call__(self, *shape: Hashable, **values: Any) -> list[Any]:
        """Update the rows; the keys of those that were there to be updated."""
        # Django writes NULL, not a value, for what is nothing: that too is a shape.
        given = {name for name, value in values.items() if value is not None}
        key = (shape, frozenset(given))
        wording = self.wordings.get(key)
        if wording is None:
            if len(self.wordings) >= KEPT:
                self.wordings.clear()
            holes = {name: Hole(name, self.holes[name]) for name in given}
            wording = _written(*self.make(*shape, **{**values, **holes}))
            self.wordings[key] = wording
        sql, params = wording
        filled = tuple(
            each.filled(values, connection) if isinstance(each, Hole) else each for each in params
        )
        if worded.compared is not None:
            self._compare(sql, filled, _written(*self.make(*shape, **values)))
        return _sent(sql, filled)

    def _compare(self, sql: str, filled: tuple[Any, ...], usual: tuple[str, tuple]) -> None:
        if not worded.are_the_same((sql, filled), usual):
            raise AssertionError(f"{self.make.__qualname__} is worded in one way for all values.")


def updated_once(**holes: Field) -> Callable[[Callable[..., Changes]], UpdatedOnce]:
    """Write the SQL of an update once a process, as ``accounts.worded`` does for what is read.

    The marked function gives the rows and what they say afterwards; what decides about the shape
    is given by position.
    """
    return lambda make: UpdatedOnce(make, holes)


def columns(model: type[Model], *names: str) -> dict[str, Any]:
    """The fields of this model by their names: what holes for their values are of."""
    return {name: model._meta.get_field(name) for name in names}


def _written(rows: QuerySet, values: dict[str, Any]) -> tuple[str, tuple[Any, ...]]:
    query: Any = rows.order_by().query.chain(UpdateQuery)
    query.add_update_values(values)
    sql, params = query.get_compiler(rows.db).as_sql()
    key = connection.ops.quote_name(rows.model._meta.pk.column)
    return f"{sql} RETURNING {key}", tuple(params)


def _sent(sql: str, params: tuple[Any, ...]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return [row[0] for row in cursor.fetchall()]
