"""Break everything that can break, and count: `make drill`.

python -m drill [--seed NUMBER] [FAULT …]
"""

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import django
from django.core.management import call_command

from drill.stage import CLAIM, SWEEP, Stage
from tests.services import Missing, folder

DISK = 64  # megabytes, of the small disk that files lie on


def main() -> int:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that nothing is left running
    asked = arguments()
    seed = asked.seed if asked.seed is not None else random.SystemRandom().randrange(10**6)
    began = time.monotonic()

    def say(sentence: str) -> None:
        print(f"{time.monotonic() - began:4.0f} s  {sentence}", flush=True)

    try:
        with folder() as place, small_disk(place / "data" / "files"):
            stage = Stage(place)
            try:
                say(f"Seed {seed}. Starting PostgreSQL, Redis, mail, two web servers, a worker …")
                rows = play(stage, seed, asked, say)
            except BaseException:
                show_logs(place)
                raise
            finally:
                stage.stop()
    except Missing as missing:
        print(missing)
        return 1
    from drill.table import show  # noqa: PLC0415 -- with all that needs Django

    say(f"Done. Work counts as left after {CLAIM} s, and is looked for each {SWEEP} s.\n")
    show(rows)
    return 0 if all(row.is_well for row in rows) else 1


def play(stage: Stage, seed: int, asked: argparse.Namespace, say) -> list:
    """Start everything, and let one fault after another happen."""
    stage.start_servers()
    os.environ.update(stage.environment, LOG_LEVEL="ERROR")  # the parts write theirs to files
    django.setup()
    call_command("migrate", verbosity=0, interactive=False)
    call_command("collectstatic", verbosity=0, interactive=False)

    from drill import faults, work  # noqa: PLC0415 -- they need Django

    world = work.make_world(stage.ports)
    stage.start_platform()
    drill = faults.Drill(stage, world, random.Random(seed))  # noqa: S311 -- dice
    rows = []
    for fault in faults.ALL:
        if not asked.faults or fault.__name__ in asked.faults:
            say(f"{fault.__name__.replace('_', ' ').capitalize()} …")
            rows.append(fault(drill))
            say(f"… {rows[-1].figures}")
    if not work.chain_is_whole():
        raise AssertionError("The chain of the trail is broken.")
    return rows


@contextmanager
def small_disk(files: Path) -> Iterator[None]:
    """Let files lie on a disk that is soon full, where we may mount one (drill/disk.py)."""
    if os.geteuid() != 0:
        yield
        return
    files.mkdir(parents=True)
    mount = ["mount", "-t", "tmpfs", "-o", f"size={DISK}m,mode=700", "tmpfs", str(files)]
    subprocess.run(mount, check=True)
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", str(files)], check=True)


def show_logs(place: Path) -> None:
    for log in sorted(place.glob("*.log")):
        print(f"--- {log.name}\n{log.read_text(errors='replace')[-3000:]}")
    kept = Path(os.environ.get("DRILL_LOGS", ""))
    if kept.name:
        shutil.copytree(place, kept, ignore=shutil.ignore_patterns("pg", ".s.*"))


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="drill")
    parser.add_argument("--seed", type=int)
    parser.add_argument("faults", nargs="*", help="names of faults; all, where none is given")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
