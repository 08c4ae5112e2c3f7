"""The production server and its worker, started as the image and the compose file start them."""

import json
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import yaml
from django.conf import settings

from bench.client import Connection

ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 60


def server_command(port: int) -> list[str]:
    """What the Dockerfile says, with our address instead."""
    lines = (ROOT / "Dockerfile").read_text().splitlines()
    said = json.loads(next(line for line in lines if line.startswith("CMD ")).removeprefix("CMD "))
    said[said.index("--host") + 1] = "127.0.0.1"
    said[said.index("--port") + 1] = str(port)
    return [*said[:-1], "--log-level", "warning", said[-1]]


def worker_command() -> list[str]:
    """What docker-compose.yml says."""
    return yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]["worker"][
        "command"
    ]


@contextmanager
def serving() -> Iterator[tuple[int, int]]:
    """Run the server until the block ends; yields its port, and its process, once it answers."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with running(server_command(port), lambda: _answers(port)) as process:
        yield port, process


@contextmanager
def running(command: list[str], ready: Callable[[], bool]) -> Iterator[int]:
    """Run a program of ours until the block ends; yields its process once it is ready.

    What it writes goes to a file, as it would in an installation: a line for each request.
    """
    program = str(Path(sys.executable).parent / command[0])
    log = settings.DATA / f"{command[0]}.log"
    with log.open("wb") as output:
        process = subprocess.Popen([program, *command[1:]], cwd=ROOT, stdout=output, stderr=output)
    try:
        until = time.monotonic() + PATIENCE
        while not ready():
            if process.poll() is not None or time.monotonic() > until:
                raise RuntimeError(f"{command[0]} did not start:\n{log.read_text()}")
            time.sleep(0.05)
        yield process.pid
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
