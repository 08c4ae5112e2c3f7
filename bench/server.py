"""The production server, started as the image starts it, on a free port."""

import json
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from bench.client import Connection

ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 30


def command(port: int) -> list[str]:
    """What the Dockerfile says, with our address instead."""
    lines = (ROOT / "Dockerfile").read_text().splitlines()
    said = json.loads(next(line for line in lines if line.startswith("CMD ")).removeprefix("CMD "))
    said[0] = str(Path(sys.executable).parent / said[0])
    said[said.index("--host") + 1] = "127.0.0.1"
    said[said.index("--port") + 1] = str(port)
    return [*said[:-1], "--log-level", "warning", said[-1]]


@contextmanager
def running() -> Iterator[int]:
    """Run the server until the block ends; yields its port once it answers."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    process = subprocess.Popen(command(port), cwd=ROOT)
    try:
        until = time.monotonic() + PATIENCE
        while not _answers(port):
            if process.poll() is not None or time.monotonic() > until:
                raise RuntimeError("The server did not start.")
            time.sleep(0.05)
        yield port
    finally:
        process.terminate()
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _answers(port: int) -> bool:
    with suppress(OSError):
        connection = Connection(port)
        try:
            return connection.fetch("/bench/process/").isdecimal()
        finally:
            connection.close()
    return False
