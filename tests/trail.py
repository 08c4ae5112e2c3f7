"""What a step does once the head of the trail is held; trust asks that this be nothing more."""

from collections.abc import Iterable

WRITES = ("INSERT", "UPDATE", "DELETE")


def written_after_the_head(queries: Iterable[dict[str, str]]) -> list[str]:
    """The statements that change other rows after the first one about the head of the trail."""
    said = [query["sql"] for query in queries]
    held = next(at for at, sql in enumerate(said) if "office_trailhead" in sql)
    return [sql for sql in said[held:] if sql.startswith(WRITES) and "office_trail" not in sql]
