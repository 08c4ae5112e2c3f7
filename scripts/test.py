"""Is everything as it should be: `make test`. Sets up what it needs, then checks and tests."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

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

Done = subprocess.CompletedProcess
PYTEST = ["-m", "pytest", "-p", "tests.services", "-q", "--dist", "worksteal"]
TABLES = ["--nomigrations"]  # made from the models; the run on PostgreSQL makes them by migrations
CHECKS = ["scripts/check.py"]
# On two processors: who waits for a browser leaves them to others, so that three run there.
RUNS = {
    "tests on SQLite, and journeys in a browser": ({}, [*PYTEST, *TABLES, "-n", "3"]),
    "tests on PostgreSQL, Redis and a worker": (
        {"TEST_DATABASE": "postgres"},
        [*PYTEST, "-n", "2", "-m", "postgres and not browser"],
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
    with ThreadPoolExecutor(max_workers=1) as beside:  # on what tests leave of the processors
        checking = beside.submit(run, {}, CHECKS, capture_output=True, text=True)
        results = {}
        for name, what in RUNS.items():
            say(f"\n== {name} ==")
            results[name] = run(*what)
        checked, _seconds = results["checks"] = checking.result()
    say(f"\n== checks ==\n{checked.stdout}{checked.stderr}")
    say("\n".join(summary(name, *result) for name, result in results.items()))
    return int(any(done.returncode for done, _seconds in results.values()))


def run(variables: dict[str, str], command: list[str], **options: Any) -> tuple[Done, float]:
    """Run one part to its end; gives what became of it, and the seconds it took."""
    began = time.monotonic()
    environment = {key: value for key, value in os.environ.items() if key not in MAKES_OWN}
    environment.update(variables, PYTHONPATH=str(ROOT))
    done = subprocess.run([str(PYTHON), *command], cwd=ROOT, env=environment, **options)
    return done, time.monotonic() - began


def summary(name: str, done: Done, seconds: float) -> str:
    return f"{'NOT OK' if done.returncode else 'ok':<8}{name:<44}{seconds:6.0f} s"


# What the caller may have set for a platform of their own; tests are never run on that.
MAKES_OWN = {"DATABASE_URL", "REDIS_URL", "DATA", "SECRET_KEY", "DJANGO_SETTINGS_MODULE"}

if __name__ == "__main__":
    sys.exit(main())
