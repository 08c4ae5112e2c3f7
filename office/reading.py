"""Reading the same thing once while a page, or a list of reasons, is put together."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any, TypeVar

S = TypeVar("S")
T = TypeVar("T")

_known: ContextVar[dict[Any, Any] | None] = ContextVar("known", default=None)


@contextmanager
def once() -> Iterator[None]:
    """What ``read_once`` functions tell is read once inside, and forgotten at the end.

    For reading only: whoever changes something does it outside.
    """
    if _known.get() is not None:
        yield
        return
    token = _known.set({})
    try:
        yield
    finally:
        _known.reset(token)


def read_once(function: Callable[[S], T]) -> Callable[[S], T]:
    """For a function of one row that is asked for from several places of a page."""

    @wraps(function)
    def reading(subject: S) -> T:
        known = _known.get()
        if known is None:
            return function(subject)
        key = (function, subject)
        if key not in known:
            known[key] = function(subject)
        return known[key]

    return reading
