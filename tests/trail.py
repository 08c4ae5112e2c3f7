"""In every test: whoever holds the head of the trail writes and locks no other row after it.

The head is one for all (trust §4). What a transaction does once it holds it lengthens everybody
else's wait, and two that go on to lock rows could wait for each other for ever.
"""

import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import connection, transaction

HEAD = "office_trailhead"
HERE = Path(__file__).parent
OURS = HERE.parent


@pytest.fixture(autouse=True)
def written_late(request) -> Iterator[list[str]]:
    """What was written or locked after the head of the trail; nothing may be."""
    late: list[str] = []
    asks = request.node.get_closest_marker("django_db") or "db" in request.fixturenames
    if asks and not request.node.get_closest_marker("alone"):
        request.getfixturevalue("db")
        with watched(late):
            yield late
    else:
        yield late
    assert late == []


@contextmanager
def watched(late: list[str]) -> Iterator[None]:
    """Note each such statement, and who made it, until the transaction it stands in has ended.

    The transactions of the test itself, which Django marks, are none. Where the test has none, the
    end of a real transaction is not seen from here, and nothing is noted.
    """
    held_at = 0  # how deep in transactions the head was locked; 0: it is free

    def watch(execute, sql, params, many, context):
        nonlocal held_at
        of_the_test = [block._from_testcase for block in connection.atomic_blocks]
        depth = of_the_test.count(False) if any(of_the_test) else 0
        if sql.startswith("RELEASE"):
            held_at = min(held_at, depth)
        elif sql.startswith("ROLLBACK TO"):
            held_at = held_at if held_at <= depth else 0
        elif depth and takes_rows(sql):
            if HEAD in sql:
                held_at = held_at or depth
            elif held_at and "office_trail" not in sql:
                late.append(f"{sql[:60]}… by {who()}")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        yield


def of_the_test() -> transaction.Atomic:
    """A transaction that a test puts around what would be several."""
    block = transaction.atomic()
    block._from_testcase = True
    return block


def takes_rows(sql: str) -> bool:
    changes = sql.startswith(("INSERT", "UPDATE", "DELETE"))
    return changes or (sql.startswith("SELECT") and "FOR NO KEY UPDATE" in sql)


def who() -> str:
    """The innermost functions of ours that led here."""
    ours = [
        f"{Path(frame.filename).relative_to(OURS)}:{frame.lineno}"
        for frame in traceback.extract_stack()
        if is_ours(Path(frame.filename))
    ]
    return " < ".join(reversed(ours[-4:]))


def is_ours(path: Path) -> bool:
    of_us = path.is_relative_to(OURS) and ".venv" not in path.parts
    return of_us and not path.is_relative_to(HERE / "trail.py")
