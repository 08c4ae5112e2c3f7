"""How messages travel: through Redis, or as files where there is none."""

from pathlib import Path
from typing import Any

# Whoever writes a letter must not wait for a queue that is away: one short try, and the sweep
# does the rest. Without these, kombu tries again for seven seconds, inside the request.
REDIS = {
    "socket_connect_timeout": 1,
    "socket_timeout": 5,
    "max_retries": 1,
    "interval_start": 0,
    "interval_step": 0.1,
    "interval_max": 0.1,
}


def queue_options(folder: Path, *, redis: bool) -> dict[str, Any]:
    """Celery's options for the transport; ``folder`` holds messages where there is no Redis."""
    if redis:
        return REDIS
    return {
        "data_folder_in": str(folder / "messages"),
        "data_folder_out": str(folder / "messages"),
        "control_folder": str(folder / "control"),
        "polling_interval": 0.1,
    }
