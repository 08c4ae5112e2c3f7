"""Do the containers build, start and answer? `make containers`, where containers can run.

With Docker, or with podman and podman-compose. Everything it starts it removes again.
"""

from __future__ import annotations

import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PROJECT = "hrcities-tried"
PATIENCE = 300
# podman as a plain Debian has it: its runtime, its network, and no limit above what we have.
PODMAN = """\
[containers]
default_ulimits = ["nofile=1024:1024", "nproc=4096:4096"]
[engine]
runtime = "runc"
[network]
network_backend = "netavark"
"""


class Unable(Exception):
    """Containers cannot run here; the message says why, in a sentence."""


def main() -> int:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that nothing is left running
    with tempfile.TemporaryDirectory(prefix="hrcities-") as folder:
        try:
            compose = engine(Path(folder))
            made = settings(ROOT / ".env")
        except Unable as unable:
            print(unable)
            return 1
        try:
            return tried(compose)
        finally:
            run([*compose, "down", "--volumes"])
            if made:
                (ROOT / ".env").unlink()


def engine(folder: Path) -> list[str]:
    """The command that reads docker-compose.yml here. Raises Unable where there is none."""
    if shutil.which("docker") and answers(["docker", "compose", "version"], ["docker", "info"]):
        return ["docker", "compose", "--project-name", PROJECT]
    compose = Path(sys.executable).with_name("podman-compose")
    if not shutil.which("podman"):
        raise Unable(
            "Containers cannot run here: neither Docker nor podman answers. On Debian or Ubuntu: "
            "sudo apt-get install --yes podman buildah runc netavark aardvark-dns iptables"
        )
    if shutil.which("runc") and "CONTAINERS_CONF" not in os.environ:
        (folder / "containers.conf").write_text(PODMAN)
        os.environ["CONTAINERS_CONF"] = str(folder / "containers.conf")
    if not answers(["podman", "info"]):
        raise Unable("Containers cannot run here: podman is installed and does not answer.")
    build = ["--podman-build-args=--network=host"]
    return [str(compose), *build, "--project-name", PROJECT]


def settings(place: Path) -> bool:
    """Make a .env as ``.env.example`` shows it, with secrets; whether there was none."""
    if place.exists():
        return False
    text = (ROOT / ".env.example").read_text()
    for example in ("change-me-to-fifty-random-characters-or-more", "change-me-too"):
        text = text.replace(example, secrets.token_hex(30))
    place.write_text(text)
    place.chmod(0o600)
    return True


def tried(compose: list[str]) -> int:
    """Build, start, and wait until all parts say that they are well."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        os.environ["PORT"] = str(free.getsockname()[1])
    up = ["up", "--detach"]
    if compose[0] != "docker":
        up.append("--no-deps")  # podman 4.3 starts nothing after a part that has ended; all wait
    for step in (["build"], ["down", "--volumes"], up):
        if run([*compose, *step]) != 0:
            print(f"“{' '.join(step)}” did not succeed; what went wrong stands above.")
            return 1
    began, page = time.monotonic(), ""
    while time.monotonic() - began < PATIENCE:
        try:
            address = f"http://127.0.0.1:{os.environ['PORT']}/healthz"
            with urllib.request.urlopen(address, timeout=10) as answer:
                page = answer.read().decode()
            break
        except OSError:
            time.sleep(2)
    run([*compose, "ps"])
    if not page:
        run([*compose, "logs"])
        print(f"The platform was not well within {PATIENCE} seconds.")
        return 1
    print(f"All parts are well after {time.monotonic() - began:.0f} s: {page}")
    return 0


def answers(*commands: list[str]) -> bool:
    return all(subprocess.run(each, capture_output=True).returncode == 0 for each in commands)


def run(command: list[str]) -> int:
    return subprocess.run(command, cwd=ROOT).returncode


if __name__ == "__main__":
    sys.exit(main())
