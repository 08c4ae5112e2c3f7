"""What is made in one way from the same rows is made once a process, and then put there again.

A scene takes a second to walk to and milliseconds to copy. ``kept`` marks a function that makes
rows: where it is called again, with the same arguments and on the very same rows in all tables,
it would make again what it made before, and those rows are put in their places. Only inside a
test's transaction on SQLite: on PostgreSQL each scene is walked to, as it is in tests that change
settings or code, whatever they do with them.
"""

import pickle
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.db import connection
from django.db.models import Model
from django.utils import timezone

from office import days

MOST = 500  # calls whose rows are kept
NUMBERS = "sqlite_sequence"  # the last number given in each table

Row = tuple[Any, ...]
Rows = dict[str, frozenset[Row]]


@dataclass(frozen=True)
class Table:
    """The statements that read, forget and write its rows, each with its own number first."""

    read: str
    forget: str
    write: str

    @classmethod
    def of(cls, name: str, columns: list[str]) -> "Table":
        values = "".join(f', +"{column}"' for column in columns)  # as they lie, not converted
        named = "".join(f', "{column}"' for column in columns)
        places = ", ?" * len(columns)
        return cls(
            read=f'SELECT rowid{values} FROM "{name}"',  # noqa: S608 -- tables of our own
            forget=f'DELETE FROM "{name}" WHERE rowid = ?',  # noqa: S608
            write=f'INSERT INTO "{name}" (rowid{named}) VALUES (?{places})',  # noqa: S608
        )


@dataclass(frozen=True)
class Made:
    """What a call gave back and left in its arguments, and what it did to each table."""

    given: bytes
    gone: dict[str, list[int]]
    new: dict[str, list[Row]]
    afterwards: list[Callable[[], object]]  # what waits for the end of the transaction
    knows_days: bool  # whether this process has asked if days may move here


_tables: dict[str, Table] = {}
_made: dict[Hashable, Made] = {}
may_keep = False  # tests/conftest.py says so for each test


def kept(make: Callable[..., Any]) -> Callable[..., Any]:
    """Do again at once what was done before. What is taken and given back can be pickled."""

    @wraps(make)
    def made(*args: Any, **named: Any) -> Any:
        if not (may_keep and connection.vendor == "sqlite" and connection.in_atomic_block):
            return make(*args, **named)
        before = all_rows()
        asked = repr(_plain([args, named]))
        key = (make.__qualname__, asked, timezone.localdate(), hash(tuple(before.items())))
        if key in _made:
            _made[key] = _made.pop(key)  # asked for last
            return _put(_made[key], args)
        waiting = len(connection.run_on_commit)
        result = make(*args, **named)
        afterwards = [each[1] for each in connection.run_on_commit[waiting:]]
        _made[key] = _difference(before, all_rows(), pickle.dumps((args, result)), afterwards)
        if len(_made) > MOST:
            del _made[next(iter(_made))]
        return result

    return made


def _plain(given: Any) -> Any:
    """What can be compared: of a row its number, of a world the rows in it."""
    match given:
        case Model():
            return (given._meta.label, given.pk)
        case list() | tuple():
            return [_plain(each) for each in given]
        case dict():
            return {name: _plain(each) for name, each in given.items()}
    return _plain(vars(given)) if hasattr(given, "__dict__") else given


def all_rows() -> Rows:
    """All there is. It is asked below Django, which would count the statements."""
    ask = connection.connection.execute
    if not _tables:
        for (name,) in ask("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
            columns = [column[1] for column in ask(f'PRAGMA table_info("{name}")')]
            _tables[name] = Table.of(name, columns)
    return {name: frozenset(ask(table.read)) for name, table in _tables.items()}


def _difference(before: Rows, after: Rows, given: bytes, afterwards: list[Any]) -> Made:
    changed = [name for name in after if before[name] != after[name]]
    changed.sort(key=lambda name: name == NUMBERS)  # last, since they move with the others
    return Made(
        given,
        {name: [row[0] for row in before[name] - after[name]] for name in changed},
        {name: sorted(after[name] - before[name]) for name in changed},
        afterwards,
        bool(days._asked),
    )


def _put(made: Made, args: tuple[Any, ...]) -> Any:
    write = connection.connection.executemany
    for name, rows in made.new.items():
        numbers = [row[0] for row in rows] if name == NUMBERS else made.gone[name]
        write(_tables[name].forget, [(number,) for number in numbers])
        write(_tables[name].write, rows)
    for each in made.afterwards:
        connection.on_commit(each)
    changed, result = pickle.loads(made.given)  # noqa: S301 -- written by this process
    for one, other in zip(args, changed, strict=True):
        if hasattr(one, "__dict__"):
            vars(one).update(vars(other))
    if made.knows_days:
        days.days_may_move()
    return result
