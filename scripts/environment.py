"""What must be on the machine before the platform can run, and how does it get there?

Plain Python without packages: it runs before any is installed. Nothing is written outside the
checkout but what apt-get installs.
"""

from __future__ import annotations  # so that an older Python lives to hear what it lacks

import ctypes
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / "requirements-stamp"
CACHE = ROOT / ".cache"
OLDEST = (3, 11)

PDF_LIBRARIES = {
    "libpango-1.0.so.0": "libpango-1.0-0",
    "libpangoft2-1.0.so.0": "libpangoft2-1.0-0",
    "libharfbuzz-subset.so.0": "libharfbuzz-subset0",
}
TEST_PROGRAMS = {
    "postgres": "postgresql",
    "redis-server": "redis-server",
    "pdftotext": "poppler-utils",
    "qpdf": "qpdf",
}
# The first opens no windows: the same engine takes half as much of the processor for a page.
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser")


class Unready(Exception):
    """Something is missing that we may not install; the message says what to type."""


def prepare(requirements: str) -> None:
    """Make the virtual environment hold ``requirements`` (base or dev), and no other versions.

    Does nothing where it does already. Raises Unready with a sentence and a command.
    """
    check_python()
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # compiled once, kept beside the other caches
    os.environ.update(
        PYTHONPYCACHEPREFIX=str(CACHE / "pycache"),
        UV_CACHE_DIR=str(CACHE / "uv"),
        PIP_CACHE_DIR=str(CACHE / "pip"),
        XDG_CACHE_HOME=str(CACHE),
        UV_PYTHON_DOWNLOADS="never",
        PIP_DISABLE_PIP_VERSION_CHECK="1",
    )
    stamp = STAMP.read_text() if STAMP.exists() else ""
    if stamp in (stamp_of(requirements), stamp_of("dev")):
        return
    if stamp.startswith("dev"):
        requirements = "dev"  # it holds all of base: never take a developer's tools away
    say("Installing Python packages into .venv …")
    if not PYTHON.exists():
        run([sys.executable, "-m", "venv", str(VENV)])
    run([str(PYTHON), "-m", "pip", "install", "--quiet", "--require-hashes", "--requirement",
         str(ROOT / "requirements" / "uv.txt")])  # fmt: skip
    run([str(VENV / "bin" / "uv"), "pip", "sync", "--quiet", "--require-hashes", "--python",
         str(PYTHON), str(ROOT / "requirements" / f"{requirements}.txt")])  # fmt: skip
    STAMP.write_text(stamp_of(requirements))


def check_python() -> None:
    """Raises Unready where Python is too old or cannot make virtual environments."""
    if sys.version_info < OLDEST:
        raise Unready(
            "Python 3.11 or newer is needed; this is {}.{}. On Debian 12 or Ubuntu 24.04: "
            "sudo apt-get install --yes python3 python3-venv".format(*sys.version_info)
        )
    missing = [name for name in ("venv", "ensurepip") if importlib.util.find_spec(name) is None]
    if missing and not PYTHON.exists():
        raise Unready(
            "Python cannot make virtual environments here. Type: "
            "sudo apt-get install --yes python3-venv"
        )


def stamp_of(requirements: str) -> str:
    """One line that changes whenever the pinned versions or the Python do."""
    pinned = (ROOT / "requirements" / f"{requirements}.txt").read_bytes()
    version = ".".join(map(str, sys.version_info[:2]))
    return f"{requirements} {version} {hashlib.sha256(pinned).hexdigest()}"


def pdf_packages() -> list[str]:
    """Debian packages the PDF engine lacks here."""
    missing = [package for name, package in PDF_LIBRARIES.items() if not loads(name)]
    if not any(Path("/usr/share/fonts").rglob("*.[to]tf")):
        missing.append("fonts-noto-core")
    return missing


def test_packages() -> list[str]:
    """Debian packages the tests lack here. Any of the browsers will do."""
    places = ":".join([os.environ.get("PATH", ""), *map(str, servers_of_debian())])
    missing = [
        package for name, package in TEST_PROGRAMS.items() if not shutil.which(name, path=places)
    ]
    return missing if any(map(shutil.which, BROWSERS)) else [*missing, BROWSERS[0]]


def servers_of_debian() -> list[Path]:
    """Where Debian keeps PostgreSQL's programs, out of the PATH."""
    return sorted(Path("/usr/lib/postgresql").glob("*/bin"))


def install(packages: list[str]) -> None:
    """Install Debian packages where we may. Raises Unready with the exact command elsewhere."""
    if not packages:
        return
    typed = "sudo apt-get install --yes " + " ".join(packages)
    sentence = f"The system lacks {', '.join(packages)}. Type: {typed}"
    may = become_root()
    if may is None:
        raise Unready(sentence)
    say(f"Installing {', '.join(packages)} …")
    quiet = [*may, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq", "--yes"]
    install = [*quiet, "--no-install-recommends", "install", *packages]
    for command in ([*quiet, "update"], install):
        done = subprocess.run(command, capture_output=True, text=True)
        if done.returncode != 0:
            raise Unready(f"{done.stderr}They could not be installed. {sentence}")


def prefer_the_quick_browser() -> None:
    """Install it beside a slower one where we may; the tests do without."""
    if shutil.which(BROWSERS[0]) is None and become_root() is not None:
        try:
            install([BROWSERS[0]])
        except Unready:
            say(
                f"{BROWSERS[0]} is not to be had here: journeys take the whole browser, and longer."
            )


def become_root() -> list[str] | None:
    """What to put before a command of apt-get; None where we may not use it."""
    if shutil.which("apt-get") is None:
        return None
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") is None:
        return None
    asked = subprocess.run(["sudo", "-n", "true"], capture_output=True)
    return ["sudo", "-n"] if asked.returncode == 0 else None


def loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def run(command: list[str]) -> None:
    """Run a command. Raises Unready where it fails, after its own words."""
    if subprocess.run(command, cwd=ROOT).returncode != 0:
        raise Unready(f"This did not work: {' '.join(command)}")


def say(sentence: str) -> None:
    print(sentence, flush=True)
