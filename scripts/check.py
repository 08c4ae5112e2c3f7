"""Is the code as we want it: `make check`, or one part of it by name.

python scripts/check.py [lint] [types] [templates] [django] [docs] …
"""

import os
import secrets
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
ROOMS = [
    *("hrcities", "register", "accreditation", "progress", "voices", "cities"),
    *("commitments", "office", "accounts", "scripts"),
]
MANAGE = [sys.executable, "manage.py"]
PARTS = {
    "types": [["mypy", *ROOMS]],
    "lint": [["ruff", "format", "--check", "."], ["ruff", "check", "."], ["lint-imports"]],
    "templates": [["djlint", "--lint", "--quiet", "templates"]],
    "django": [
        [*MANAGE, "makemigrations", "--check", "--dry-run"],
        [*MANAGE, "check", "--deploy", "--fail-level", "WARNING"],
    ],
    "docs": [[*MANAGE, "draw_workflows", "--check"], [*MANAGE, "print_access", "--check"]],
}


def main(asked: list[str]) -> int:
    if unknown := set(asked) - set(PARTS):
        print(f"No such check: {', '.join(sorted(unknown))}. There are: {', '.join(PARTS)}.")
        return 2
    commands = [command for part in asked or PARTS for command in PARTS[part]]
    with tempfile.TemporaryDirectory(prefix="hrcities-") as data:
        environment = production_like(data)
        with ThreadPoolExecutor(max_workers=2) as pool:
            results = list(pool.map(lambda command: outcome(command, environment), commands))
    return 0 if all(results) else 1


def production_like(data: str) -> dict[str, str]:
    """The environment of a real installation, on an empty folder instead of its data."""
    return dict(
        os.environ,
        SECRET_KEY=secrets.token_urlsafe(60),
        DEBUG="false",
        DATA=data,
        DATABASE_URL=f"sqlite:///{data}/empty",
        REDIS_URL="",
        PUBLIC_ADDRESS="https://cities.example.org",
        ALLOWED_HOSTS="cities.example.org",
        BEHIND_PROXY="true",
        SSL_REDIRECT="true",
        DEMONSTRATION_SIGN_IN="false",
        DJANGO_SETTINGS_MODULE="hrcities.settings",
        COLUMNS="100",
    )


def outcome(command: list[str], environment: dict[str, str]) -> bool:
    """Run one command and print a line for it, and its own words where it fails."""
    began = time.monotonic()
    program = command if command[0] == sys.executable else [str(BIN / command[0]), *command[1:]]
    done = subprocess.run(program, cwd=ROOT, env=environment, capture_output=True, text=True)
    well = done.returncode == 0
    name = " ".join(Path(word).name if word == sys.executable else word for word in command[:4])
    line = f"{'ok' if well else 'NOT OK':<8}{name:<52}{time.monotonic() - began:5.1f} s"
    print(line if well else f"{line}\n{done.stdout}{done.stderr}", flush=True)
    return well


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
