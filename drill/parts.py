"""The parts of the platform as processes of their own, to be killed and started again.

No Django here: where the database is must be known before the settings are read.
"""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.services import keeper, program

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
BOOK = "received"  # where the post office writes
PATIENCE = 60


@dataclass
class Part:
    """One process and its children. ``ready`` says whether it does its work."""

    name: str
    command: list[str]
    folder: Path
    ready: Callable[[], bool]
    environment: Mapping[str, str] = field(default_factory=dict)
    options: dict[str, Any] = field(default_factory=dict)
    process: subprocess.Popen | None = None

    def start(self) -> None:
        with (self.folder / f"{self.name}.log").open("ab") as log:
            self.process = subprocess.Popen(
                self.command, cwd=ROOT, env={**os.environ, **self.environment}, stdout=log,
                stderr=log, start_new_session=True, **self.options,
            )  # fmt: skip

    def until_ready(self) -> None:
        wait_until(self.ready, f"{self.name} did not start")

    def end(self, number: int = signal.SIGTERM) -> None:
        """Send it a signal and wait; whatever it leaves behind is killed."""
        if self.process is None:
            return
        self.process.send_signal(number)
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(timeout=10)
        self.kill()

    def kill(self) -> None:
        """-9, its children too."""
        if self.process is not None:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.process = None

    def children(self) -> list[int]:
        assert self.process is not None
        threads = Path(f"/proc/{self.process.pid}/task").glob("*/children")  # any may have made one
        return [int(number) for thread in threads for number in thread.read_text().split()]


def wait_until(happened: Callable[[], bool], otherwise: str, seconds: float = PATIENCE) -> float:
    """Wait for something; how long it took. Raises TimeoutError with the sentence."""
    began = time.monotonic()
    while not happened():
        if time.monotonic() - began > seconds:
            raise TimeoutError(f"{otherwise} within {seconds:.0f} seconds.")
        time.sleep(0.05)
    return time.monotonic() - began


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return free.getsockname()[1]


def listens(port: int) -> Callable[[], bool]:
    def ask() -> bool:
        with socket.socket() as client:
            return client.connect_ex(("127.0.0.1", port)) == 0

    return ask


def postgres(folder: Path) -> Part:
    """A PostgreSQL that keeps its promises to the disk, behind a private socket."""
    place = folder / "pg"
    place.mkdir()
    owner: dict[str, Any] = {"user": keeper()} if os.geteuid() == 0 else {}
    if owner:
        folder.chmod(0o755)
        shutil.chown(place, owner["user"])
    making = [program("initdb", "postgresql"), "--username=postgres", "--auth=trust",
              "--encoding=UTF8", "--locale=C.UTF-8", f"--pgdata={place}/data"]  # fmt: skip
    subprocess.run(making, check=True, stdout=subprocess.DEVNULL, cwd=place, **owner)
    command = [program("postgres", "postgresql"), "-D", f"{place}/data", "-c", "listen_addresses=",
               "-c", f"unix_socket_directories={place}", "-c", "max_connections=60"]  # fmt: skip
    asking = [program("pg_isready", "postgresql"), "--quiet", "--host", str(place)]
    return Part(
        "postgres", command, folder, lambda: subprocess.run(asking).returncode == 0, options=owner
    )


def standby(folder: Path, of: str) -> Part:
    """A copy of the PostgreSQL at this address that follows it and can only be read.

    Its socket lies in ``folder/standby``.
    """
    place = folder / "standby"
    place.mkdir()
    owner: dict[str, Any] = {"user": keeper()} if os.geteuid() == 0 else {}
    if owner:
        shutil.chown(place, owner["user"])
    copying = [program("pg_basebackup", "postgresql"), "--dbname", of, f"--pgdata={place}/data",
               "--write-recovery-conf", "--wal-method=stream", "--checkpoint=fast",
               "--no-sync"]  # fmt: skip
    subprocess.run(copying, check=True, cwd=place, **owner)
    command = [
        program("postgres", "postgresql"),
        "-D",
        f"{place}/data",
        "-c",
        "listen_addresses=",
        "-c",
        f"unix_socket_directories={place}",
        "-c",
        "max_connections=60",
        "-c",
        "fsync=off",
    ]  # fmt: skip -- it can be copied again
    asking = [program("pg_isready", "postgresql"), "--quiet", "--host", str(place)]
    return Part(
        "standby", command, folder, lambda: subprocess.run(asking).returncode == 0, options=owner
    )


def redis(folder: Path, port: int) -> Part:
    command = [program("redis-server", "redis-server"), "--port", str(port), "--bind", "127.0.0.1",
               "--save", "", "--dir", str(folder)]  # fmt: skip
    return Part("redis", command, folder, listens(port))


def post_office(folder: Path, port: int) -> Part:
    """Takes mail and writes down each Message-ID."""
    command = [sys.executable, "-m", "drill.post", str(port), str(folder / BOOK)]
    return Part("mail", command, folder, listens(port))


def web(folder: Path, port: int, environment: Mapping[str, str]) -> Part:
    """The server as the image starts it (Dockerfile), on a port of ours."""
    lines = (ROOT / "Dockerfile").read_text().splitlines()
    said = json.loads(next(line for line in lines if line.startswith("CMD ")).removeprefix("CMD "))
    said[0] = str(BIN / said[0])
    said[said.index("--host") + 1] = "127.0.0.1"
    said[said.index("--port") + 1] = str(port)

    def ready() -> bool:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=5).close()
        except OSError:  # also an answer that says no
            return False
        return True

    return Part(f"web-{port}", said, folder, ready, environment)


def worker(folder: Path, name: str, environment: Mapping[str, str]) -> Part:
    command = [str(BIN / "celery"), "-A", "hrcities", "worker", "--concurrency", "2",
               "--hostname", f"{name}@drill"]  # fmt: skip
    log = folder / f"worker-{name}.log"

    def ready() -> bool:
        return log.exists() and " ready." in log.read_text()

    return Part(f"worker-{name}", command, folder, ready, environment)


def beat(folder: Path, environment: Mapping[str, str]) -> Part:
    command = [str(BIN / "celery"), "-A", "hrcities", "beat"]
    log = folder / "beat.log"

    def ready() -> bool:
        return log.exists() and "Sending due task" in log.read_text()

    return Part("beat", command, folder, ready, environment)
