"""Bring database and files up to date before the platform starts. Runs in the environment."""

import hashlib
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

import django
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection

ROOT = Path(__file__).resolve().parent.parent
FRAMEWORKS = ROOT / "commitments" / "frameworks"


def main(real: bool) -> None:
    """With ``real``, no invented city is made, whatever the database holds."""
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hrcities.settings")
    django.setup()
    for folder in (settings.DATA, settings.MEDIA_ROOT):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    prepare_database(real)
    once("static", static_files(), collect_static)


def prepare_database(real: bool) -> None:
    """Migrate; load catalogues and editions; make the demonstration where nobody is yet."""
    from accounts.models import User  # noqa: PLC0415 -- Django must be set up first
    from hrcities.celery import make_queue_folders  # noqa: PLC0415
    from office.days import is_demonstration  # noqa: PLC0415

    make_queue_folders()
    wait_for_database()
    call_command("migrate", verbosity=0, interactive=False)
    call_command("make_voices_key")
    once("frameworks", sorted(FRAMEWORKS.rglob("*.yaml")), load_frameworks)
    once("self-declared", [], load_cities)
    if not real and (is_demonstration() or not User.objects.exists()):
        once("demonstration", [], make_demonstration)


def wait_for_database() -> None:
    """A database in a container may start after us; give it a minute."""
    for _second in range(60):
        try:
            connection.ensure_connection()
            return
        except OperationalError:
            time.sleep(1)
    connection.ensure_connection()


def load_frameworks() -> None:
    say("Loading the framework …")
    catalogues = FRAMEWORKS / "catalogues.yaml"
    for path in sorted(FRAMEWORKS.glob("*.yaml")):
        if path != catalogues:
            call_command("load_framework", path, catalogues=catalogues)
    for folder in ("mappings", "translations"):
        for path in sorted((FRAMEWORKS / folder).glob("*.yaml")):
            call_command("load_framework", path)


def load_cities() -> None:
    call_command("load_self_declared")


def make_demonstration() -> None:
    say("Making the demonstration: invented cities, people and answers …")
    call_command("make_demonstration", verbosity=0)


def collect_static() -> None:
    call_command("collectstatic", verbosity=0, interactive=False, clear=True)


def static_files() -> list[Path]:
    """What the collected files depend on: our own, and the versions of the packages'."""
    ours = [path for path in sorted((ROOT / "static").rglob("*")) if path.is_file()]
    return [*ours, ROOT / "requirements" / "base.txt"]


def once(name: str, sources: list[Path], work: Callable[[], None]) -> None:
    """Do ``work`` unless it was done in this DATA for the same ``sources``."""
    digest = hashlib.sha256()
    for path in sources:
        digest.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    done = settings.DATA / "done"
    done.mkdir(exist_ok=True)
    stamp = done / name
    if stamp.exists() and stamp.read_text() == digest.hexdigest():
        return
    work()
    stamp.write_text(digest.hexdigest())


def say(sentence: str) -> None:
    print(sentence, flush=True)


if __name__ == "__main__":
    try:
        main(real="--real" in sys.argv[1:])
    except CommandError as error:
        sys.exit(str(error))
