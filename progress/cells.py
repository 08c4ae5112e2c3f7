"""How a text stands in a table that a spreadsheet program opens without being asked."""

from typing import Any

RUNS = ("=", "+", "-", "@", "\t", "\r")


def harmless(value: Any) -> Any:
    """A text that would be run as a formula gets a mark before it that says: text."""
    return f"'{value}" if isinstance(value, str) and value.startswith(RUNS) else value
