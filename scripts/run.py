"""Run the platform on this machine: `make run`. PORT, HOST and DATA say where."""

from __future__ import annotations

import contextlib
import fcntl
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from environment import PYTHON, ROOT, VENV, Unready, install, pdf_packages, prepare, say

PATIENCE = 8  # seconds a part may take to stop by itself
WEB = ["--interface", "wsgi", "--workers", "2", "--blocking-threads", "2", "--no-ws",
       "--respawn-failed-workers", "--log-level", "warning"]  # fmt: skip
WORKER = ["--beat", "--concurrency", "1", "--without-gossip"]


class Stopped(BaseException):
    """Somebody asked us to stop."""


def main() -> int:
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, stop)
    try:
        host, port, data = place()
        claim(data)
        prepare("base")
        install(pdf_packages())
        environment(host, port, data)
        manage = [str(PYTHON), str(ROOT / "scripts" / "prepare_data.py")]
        if subprocess.run(manage, cwd=ROOT, start_new_session=True).returncode != 0:
            raise Unready("The data could not be prepared; what went wrong stands above.")
        return serve(host, port)
    except Unready as unready:
        say(str(unready))
        return 1
    except Stopped:
        return 0


def place() -> tuple[str, int, Path]:
    """Where to answer and where to keep data. Raises Unready where that cannot be."""
    host, data = os.environ.get("HOST") or "127.0.0.1", os.environ.get("DATA") or "var"
    asked = os.environ.get("PORT") or "8000"
    if not asked.isdecimal() or not 0 < int(asked) < 65536:
        raise Unready(f"PORT must be a number from 1 to 65535; “{asked}” is not.")
    port = int(asked)
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        socket.create_server((host, port), family=family).close()
    except OSError as error:
        raise Unready(
            f"Cannot answer on {host}, port {port}: {error.strerror}. "
            f"Choose another: make run PORT={port % 65535 + 1}"
        ) from None
    return host, port, (ROOT / data).resolve()


def claim(data: Path) -> None:
    """Make DATA ours until this process ends. Raises Unready where another has it."""
    try:
        data.mkdir(parents=True, exist_ok=True)
        lock = os.open(data / "lock", os.O_CREAT | os.O_RDWR, 0o600)
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise Unready(f"The platform runs already with the data in {data}.") from None
    except OSError as error:
        raise Unready(f"Cannot keep data in {data}: {error.strerror}.") from None


def environment(host: str, port: int, data: Path) -> None:
    """Fill in what the settings read, where nobody has said otherwise."""
    address = f"http://{reachable(host).replace('127.0.0.1', 'localhost')}:{port}"
    os.environ["DATA"] = str(data)
    os.environ.setdefault("SECRET_KEY", secret(data / "secret"))
    os.environ.setdefault("PUBLIC_ADDRESS", address)
    hosts = f"localhost,127.0.0.1,[::1],{host},{socket.gethostname()}"
    os.environ.setdefault("ALLOWED_HOSTS", hosts)
    os.environ.setdefault("DEMONSTRATION_SIGN_IN", "true")
    os.environ.setdefault("CONTACT", "office@human-rights-cities.example")  # invented, as all is
    os.environ.setdefault("LOG_LEVEL", "WARNING")  # a person reads along here
    os.environ["PYTHONPATH"] = str(ROOT)
    os.environ.setdefault("PYTHONWARNINGS", "ignore:You're running the worker")  # as root


def secret(path: Path) -> str:
    """The key of this installation, made once and readable by its owner only."""
    try:
        descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        return path.read_text().strip()
    with os.fdopen(descriptor, "w") as file:
        file.write(secrets.token_urlsafe(60))
    return path.read_text().strip()


def serve(host: str, port: int) -> int:
    """Run web and worker until one is told to stop; then none is left."""
    web = [str(VENV / "bin" / "granian"), *WEB, "--host", host, "--port", str(port)]
    worker = [str(VENV / "bin" / "celery"), "--quiet", "-A", "hrcities", "worker", *WORKER]
    commands = {"web server": [*web, "hrcities.wsgi:application"], "worker": worker}
    parts: dict[str, subprocess.Popen] = {}
    try:
        for name, command in commands.items():
            parts[name] = subprocess.Popen(command, cwd=ROOT, start_new_session=True)
        greet(host, port, parts)
        while not (ended := ended_parts(parts)):
            time.sleep(0.5)
        say(f"The {ended} stopped by itself, so everything is stopped.")
        return 1
    except Stopped:
        say("Stopping …")
        return 0
    finally:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)
        end(parts)


def greet(host: str, port: int, parts: dict[str, subprocess.Popen]) -> None:
    """Wait for the first page, then say where it is and who can sign in."""
    address = f"http://{reachable(host)}:{port}/"
    while not ended_parts(parts):
        try:
            urllib.request.urlopen(address, timeout=10).close()
            break
        except urllib.error.HTTPError:
            break  # it answers; what it says is for the browser to show
        except OSError:
            time.sleep(0.1)
    else:
        return
    people = [str(PYTHON), "manage.py", "demonstration_people"]
    subprocess.run(people, cwd=ROOT, start_new_session=True)
    say(f"\nHuman Rights Cities: {os.environ['PUBLIC_ADDRESS']}/   (Ctrl-C stops it)\n")


def reachable(host: str) -> str:
    """The name under which a browser on this machine finds us."""
    if host in ("0.0.0.0", "::"):  # noqa: S104
        return "127.0.0.1"
    return f"[{host}]" if ":" in host else host


def ended_parts(parts: dict[str, subprocess.Popen]) -> str:
    """The names of the parts that run no more; empty while all do."""
    return " and ".join(name for name, process in parts.items() if process.poll() is not None)


def end(parts: dict[str, subprocess.Popen]) -> None:
    """Ask each part to stop, and make sure that none of its children stays."""
    for process in parts.values():
        process.terminate()
    until = time.monotonic() + PATIENCE
    for process in parts.values():
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(timeout=max(0.1, until - time.monotonic()))
        with contextlib.suppress(ProcessLookupError):  # none is left
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def stop(number: int, frame: object) -> None:
    raise Stopped


if __name__ == "__main__":
    sys.exit(main())
