"""Servers of this run alone: PostgreSQL and Redis, when tests ask for them.

Loaded with ``-p tests.services``, before the settings are read. ``TEST_DATABASE=postgres`` starts
both; an address in ``TEST_DATABASE_URL`` or ``TEST_REDIS_URL`` is used instead where it is given.
Parallel processes of pytest find the addresses in the environment.
"""

import atexit
import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest

RUNNING = ExitStack()
atexit.register(RUNNING.close)  # where pytest ends before it began
FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=150")


class Missing(Exception):
    """A server that tests need is not installed; the message says how to get it."""


@contextmanager
def folder() -> Iterator[Path]:
    """A folder for one run, short enough for a socket's path (107 bytes)."""
    path = Path(tempfile.mkdtemp(prefix="hrcities-", dir="/tmp"))
    try:
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)


@contextmanager
def postgres(durable: bool = False) -> Iterator[str]:
    """A PostgreSQL of our own behind a private socket; yields its address, database postgres.

    ``durable`` keeps its promises to the disk, as in production. Raises Missing where PostgreSQL
    is not installed.
    """
    initdb, server = program("initdb", "postgresql"), program("postgres", "postgresql")
    owner: dict[str, Any] = {"user": keeper()} if os.geteuid() == 0 else {}
    with folder() as place:
        data = place / "data"
        if owner:
            shutil.chown(place, owner["user"])
        subprocess.run(
            [initdb, "--username=postgres", "--auth=trust", "--no-sync", "--encoding=UTF8",
             "--locale=C.UTF-8", f"--pgdata={data}"],
            check=True, stdout=subprocess.DEVNULL, cwd=place, **owner,
        )  # fmt: skip
        settings = (
            *(() if durable else FAST),
            "listen_addresses=",
            f"unix_socket_directories={place}",
        )
        command = [server, "-D", str(data), *(part for line in settings for part in ("-c", line))]
        with running(command, (place / ".s.PGSQL.5432").exists, cwd=place, **owner):
            yield f"postgres://postgres@/postgres?host={place}"


@contextmanager
def redis() -> Iterator[str]:
    """A Redis of our own on a free port; yields its address. Raises Missing without Redis."""
    server = program("redis-server", "redis-server")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]

    def answers() -> bool:
        with socket.socket() as client:
            return client.connect_ex(("127.0.0.1", port)) == 0

    with folder() as place:
        command = [server, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", "."]
        with running(command, answers, cwd=place):
            yield f"redis://127.0.0.1:{port}"


@contextmanager
def running(command: list[str], ready: Callable[[], bool], **options: Any) -> Iterator[None]:
    """Run a server until the block ends; the block begins once ``ready`` says so."""
    log = Path(str(options["cwd"])) / "log"
    with log.open("wb") as output:
        process = subprocess.Popen(command, stdout=output, stderr=output, **options)
    try:
        until = time.monotonic() + 30
        while not ready():
            if process.poll() is not None or time.monotonic() > until:
                raise RuntimeError(f"{command[0]} did not start:\n{log.read_text()}")
            time.sleep(0.02)
        yield
    finally:
        process.send_signal(2)  # PostgreSQL's fast shutdown; Redis stops too
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def program(name: str, package: str) -> str:
    """Where a program stands; Debian keeps PostgreSQL's out of the PATH. Raises Missing."""
    versions = Path("/usr/lib/postgresql").glob(f"*/bin/{name}")
    newest = sorted(versions, key=lambda path: int(path.parts[4]))
    if found := (str(newest[-1]) if newest else shutil.which(name)):
        return found
    raise Missing(f"Tests need {name}. Install it: sudo apt-get install --yes {package}")


def keeper() -> str:
    """Who runs PostgreSQL when we are root, since it refuses to run as root."""
    accounts = Path("/etc/passwd").read_text().splitlines()
    return "postgres" if any(line.startswith("postgres:") for line in accounts) else "nobody"


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests() -> None:
    """Start what this run asks for, before Django reads its settings."""
    if "TEST_RUN" not in os.environ:
        os.environ["TEST_RUN"] = str(RUNNING.enter_context(folder()))
        RUNNING.callback(os.environ.pop, "TEST_RUN")
    if os.environ.get("TEST_DATABASE", "sqlite") == "postgres":
        for variable, server in (("TEST_DATABASE_URL", postgres), ("TEST_REDIS_URL", redis)):
            if variable not in os.environ:
                try:
                    os.environ[variable] = RUNNING.enter_context(server())
                except Missing as missing:
                    raise pytest.UsageError(str(missing)) from None
                RUNNING.callback(os.environ.pop, variable)


def pytest_unconfigure() -> None:
    """Stop what this process started."""
    RUNNING.close()
