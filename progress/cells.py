"""How a text stands in a table that a spreadsheet program opens without being asked."""

from typing import Any

RUNS = ("=", "+", "-", "@", "\t", "\r")
MARK = "'"


def harmless(value: Any) -> Any:
    """A text that would be run as a formula gets a mark before it that says: text."""
    return f"{MARK}{value}" if isinstance(value, str) and _is_marked_or_runs(value) else value


def plain(cell: str) -> str:
    """The text that ``harmless`` wrote."""
    return cell[1:] if cell.startswith(MARK) and _is_marked_or_runs(cell) else cell


def _is_marked_or_runs(text: str) -> bool:
    """With marks before it, too: else a mark that somebody typed could not be told from ours."""
    return text.lstrip(MARK).startswith(RUNS)
