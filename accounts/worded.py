"""Statements whose SQL is written once a process, and sent again with other values.

Django writes the SQL of a query anew each time it is asked, which on our pages took five times as
long as the database needs to answer (docs/decisions, “Statements are worded once”). ``worded_once``
marks a function that makes a queryset. It is called with holes in place of values; what it makes
is written down once, and afterwards only the holes are filled.

The queryset is the same for all values. What decides about its shape (which posts somebody holds,
whether there is a day) is given by position, and each shape is worded by itself. The function asks
the database, the clock and the person for nothing: a day is a value like any other, and a day that
is not is refused. Tests compare each statement that is sent with the one Django would write for the
same values.
"""

import re
from collections.abc import Callable, Hashable, Iterable, Sequence
from copy import copy
from datetime import date
from functools import update_wrapper
from types import SimpleNamespace
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Expression, Field, Model, QuerySet

KEPT = 50  # wordings of one function; shapes and lengths of lists are few
MARK = re.compile("%[s%]")
A_DAY = re.compile(r"\d{4}-\d\d-\d\d\b.*")  # as SQLite is told days and times

# In tests each statement is compared with what Django would write; these have been already.
compared: set[Hashable] | None = None


class Hole(Expression):
    """Stands in a queryset where a value will be; ``place`` counts within a list."""

    def __init__(self, name: str, field: Field, place: int | None = None):
        super().__init__(output_field=field)
        self.name, self.place = name, place

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        return "%s", (self,)

    def filled(self, values: dict[str, Any], connection: Any) -> Any:
        value = values[self.name]
        if self.place is not None:
            value = value[self.place]
        return self.output_field.get_db_prep_value(value, connection)


class Wording:
    """One queryset as it was written down."""

    def __init__(self, rows: Any):
        self.rows = rows
        if rows._prefetch_related_lookups:
            raise TypeError("What is read beside the rows would be asked for in other statements.")
        self.compiler: Any = rows.query.get_compiler(rows.db)
        try:
            self.sql, self.params = self.compiler.as_sql()
        except EmptyResultSet:  # it can find nothing, whatever the values are
            self.sql, self.params = "", ()
            return
        if any(_is_a_day(each) for each in self.params):
            raise TypeError("The day on which a statement is worded would stay in it for good.")
        selected = [each[0] for each in self.compiler.select[: self.compiler.col_count]]
        self.converters = self.compiler.get_converters(selected)
        self.settled, self.sent = self._settled(connections[rows.db])

    def ask(self, values: dict[str, Any]) -> list[Any]:
        """The rows, as instances or tuples, as the queryset would yield them."""
        if not self.sql:
            return []
        alias = self.rows.db  # the router's word now, not when it was worded
        compiler = copy(self.compiler)
        compiler.using, compiler.connection = alias, connections[alias]
        filled = _filled(self.sent, values, compiler.connection)
        compiler.as_sql = lambda: (self.settled, filled)
        compiler.get_converters = lambda _selected: self.converters
        query = copy(self.rows.query)
        query.get_compiler = lambda *_args, **_options: compiler
        asked = SimpleNamespace(
            db=alias,
            query=query,
            model=self.rows.model,
            _fields=self.rows._fields,
            _known_related_objects=self.rows._known_related_objects,
        )
        return list(self.rows._iterable_class(asked))

    def _settled(self, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """The statement, and what is sent along: holes only, where PostgreSQL is asked.

        All else is written into it. PostgreSQL can then make one plan for all values that is as
        good as one made for each, and makes it once: of a state that is named it knows how many
        rows have it, of one that comes later it does not.
        """
        if connection.vendor != "postgresql":
            return self.sql, self.params
        params = iter(self.params)

        def written(mark: re.Match[str]) -> str:
            if mark[0] == "%%" or isinstance(param := next(params), Hole):
                return mark[0]
            literal: str = connection.ops.compose_sql("%s", [param])
            return literal.replace("%", "%%")

        return MARK.sub(written, self.sql), tuple(
            each for each in self.params if isinstance(each, Hole)
        )


class WordedOnce:
    """What a marked function has become."""

    def __init__(self, make: Callable[..., QuerySet], holes: dict[str, Field]):
        self.make, self.holes = make, holes
        self.wordings: dict[Hashable, Wording] = {}
        update_wrapper(self, make)

    def __call__(self, *shape: Hashable, **given: Any) -> list[Any]:
        values = {name: _value(each) for name, each in given.items()}
        lengths = tuple(len(each) for each in values.values() if isinstance(each, list))
        key = (shape, *lengths)
        wording = self.wordings.get(key)
        if wording is None:
            if len(self.wordings) >= KEPT:
                self.wordings.clear()
            wording = self.wordings[key] = Wording(self.make(*shape, **self._with_holes(values)))
        if compared is not None and (one := (self, key, repr(values))) not in compared:
            self._compare(wording, shape, values)
            compared.add(one)
        return wording.ask(values)

    def _with_holes(self, values: dict[str, Any]) -> dict[str, Any]:
        return {
            name: (
                [Hole(name, self.holes[name], place) for place in range(len(value))]
                if isinstance(value, list)
                else Hole(name, self.holes[name])
            )
            for name, value in values.items()
        }

    def _compare(self, wording: Wording, shape: Sequence[Hashable], values: dict[str, Any]) -> None:
        connection: Any = connections[DEFAULT_DB_ALIAS]
        try:
            sql, params = self.make(*shape, **values).query.sql_with_params()
        except EmptyResultSet:
            sql, params = "", ()
        filled = _filled(wording.params, values, connection)
        if not are_the_same((wording.sql, filled), (sql, params)):
            raise AssertionError(f"{self.make.__qualname__} is worded in one way for all values.")
        if wording.sql and connection.vendor == "postgresql":
            sent = _filled(wording.sent, values, connection)
            written = connection.ops.compose_sql(wording.settled, sent)
            if written != connection.ops.compose_sql(wording.sql, filled):
                raise AssertionError(f"{self.make.__qualname__} is not sent as it was worded.")


def worded_once(**holes: Field) -> Callable[[Callable[..., QuerySet]], WordedOnce]:
    """Write the SQL of the marked function's queryset once; call it for its rows, in a list.

    ``holes`` names the values that are filled in, each with a field that says of what kind it is.
    """
    return lambda make: WordedOnce(make, holes)


def are_the_same(one: tuple[str, Sequence[Any]], other: tuple[str, Sequence[Any]]) -> bool:
    """Whether two statements ask for the same with the same values."""
    alike = len(one[1]) == len(other[1]) and all(map(_are_alike, one[1], other[1]))
    return alike and _plain(one[0]) == _plain(other[0])


def _filled(params: Sequence[Any], values: dict[str, Any], connection: Any) -> tuple[Any, ...]:
    return tuple(
        each.filled(values, connection) if isinstance(each, Hole) else each for each in params
    )


def _value(given: Any) -> Any:
    if isinstance(given, Model):
        return given.pk
    if isinstance(given, Iterable) and not isinstance(given, str | bytes):
        return [_value(each) for each in given]
    return given


def _is_a_day(param: Any) -> bool:
    return isinstance(param, date) or (isinstance(param, str) and bool(A_DAY.fullmatch(param)))


def _are_alike(one: Any, other: Any) -> bool:
    return one == other or repr(one) == repr(other)  # JSON on its way is equal to nothing


def _plain(sql: str) -> str:
    """Django writes brackets around what is not yet a value."""
    return sql.replace("(%s)", "%s")
