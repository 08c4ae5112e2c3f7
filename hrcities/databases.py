"""How each kind of database is spoken to."""

from typing import Any

from django.core.exceptions import ImproperlyConfigured

SQLITE = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;"
        "PRAGMA mmap_size=134217728;PRAGMA cache_size=2000"
    ),
}
# A plan is made once a connection, not once a reader: the city page's took 9 ms, itself 0.2.
POSTGRES = {"server_side_binding": True, "prepare_threshold": 5}
# PostgreSQL compiles a plan it takes for dear: the desk’s took a second, itself one millisecond.
UNCOMPILED, READ_ONLY = "-c jit=off", "-c default_transaction_read_only=on"


def tuned(said: dict[str, Any]) -> dict[str, Any]:
    """What the environment says of a database, and how we use it."""
    if said["ENGINE"].endswith("sqlite3"):
        return {**said, "CONN_MAX_AGE": 600, "OPTIONS": SQLITE}
    options = _started({**said.get("OPTIONS", {}), **POSTGRES}, UNCOMPILED)
    return {**said, "CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True, "OPTIONS": options}


def copied(said: dict[str, Any], *, of: dict[str, Any]) -> dict[str, Any]:
    """A standby of ``of``, from which is only read; it is not waited for where it is away."""
    if not all(one["ENGINE"].endswith("postgresql") for one in (said, of)):
        raise ImproperlyConfigured("REPLICA_URL is for a standby of PostgreSQL.")
    told = tuned(said)
    options = _started({**told["OPTIONS"], "connect_timeout": 2}, READ_ONLY)
    return {**told, "OPTIONS": options, "TEST": {"MIRROR": "default"}}


def _started(options: dict[str, Any], setting: str) -> dict[str, Any]:
    """Connections begin with this setting of the server too, beside those that were said before."""
    return {**options, "options": f"{options.get('options', '')} {setting}".strip()}
