"""Is everything as it should be: `make test`. Sets up what it needs, then checks and tests."""

from __future__ import annotations

import os
import subprocess
import sys
import time

from environment import (
    PYTHON,
    ROOT,
    Unready,
    install,
    pdf_packages,
    prefer_the_quick_browser,
    prepare,
    say,
    test_packages,
)

PYTEST = ["-m", "pytest", "-p", "tests.services", "-q", "--dist", "worksteal", "-n", "2"]
TABLES = ["--nomigrations"]  # made from the models; the run on PostgreSQL makes them by migrations
RUNS = {
    "checks": ({}, ["scripts/check.py"]),
    "tests on SQLite, and journeys in a browser": ({}, [*PYTEST, *TABLES]),
    "tests on PostgreSQL, Redis and a worker": (
        {"TEST_DATABASE": "postgres"},
        [*PYTEST, "-m", "postgres and not browser"],
    ),
}


def main() -> int:
    try:
        prepare("dev")
        install(pdf_packages() + test_packages())
        prefer_the_quick_browser()
    except Unready as unready:
        say(str(unready))
        return 1
    results = {name: run(name, *what) for name, what in RUNS.items()}
    say("\n" + "\n".join(summary(name, *result) for name, result in results.items()))
    return 0 if all(well for well, _ in results.values()) else 1


def run(name: str, variables: dict[str, str], command: list[str]) -> tuple[bool, float]:
    """Run one part to its end; whether it went well, and the seconds it took."""
    say(f"\n== {name} ==")
    began = time.monotonic()
    environment = {key: value for key, value in os.environ.items() if key not in MAKES_OWN}
    environment.update(variables, PYTHONPATH=str(ROOT))
    done = subprocess.run([str(PYTHON), *command], cwd=ROOT, env=environment)
    return done.returncode == 0, time.monotonic() - began


def summary(name: str, well: bool, seconds: float) -> str:
    return f"{'ok' if well else 'NOT OK':<8}{name:<44}{seconds:6.0f} s"


# What the caller may have set for a platform of their own; tests are never run on that.
MAKES_OWN = {"DATABASE_URL", "REDIS_URL", "DATA", "SECRET_KEY", "DJANGO_SETTINGS_MODULE"}

if __name__ == "__main__":
    sys.exit(main())
