"""Finding one's way in a checked document, some of whose parts may have been refused."""

from collections.abc import Iterator

from .nodes import Items, Table


def parts(table: Table, key: str) -> Items:
    """The list at ``key``, or an empty one."""
    found = table.get(key)
    return found if isinstance(found, Items) else Items(table.line)


def within(table: Table, key: str) -> Iterator[Table]:
    """The items at ``key`` of every commitment, in order."""
    for commitment in parts(table, "commitments"):
        yield from parts(commitment, key)


def mentioned(table: Table, key: str) -> Iterator[tuple[str, int]]:
    """Each code of the list at ``key`` with its line."""
    items = parts(table, key)
    yield from zip(items, items.lines, strict=True)


def scale_of(requirement: Table, table: Table) -> Table | None:
    """The scale a requirement names, else the document's first; None where there is none."""
    scales = parts(table, "scales")
    if "scale" not in requirement:
        return scales[0] if scales else None
    return next((one for one in scales if one.get("code") == requirement["scale"]), None)
