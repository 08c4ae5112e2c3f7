"""Make the platform again from a backup."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from hrcities import backup


class Command(BaseCommand):
    help = "Fill an empty database and an empty storage from a backup, and check every hash."
    requires_system_checks = []  # there are no tables yet
    requires_migrations_checks = False

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("source", type=Path)

    def handle(self, *_args: Any, source: Path, **_options: Any) -> None:
        try:
            found = backup.restore(source)
        except (backup.Unusable, OSError) as problem:
            raise CommandError(str(problem)) from problem
        for name, why in found.gone.items():
            self.stderr.write(f"{name} was not in it. {why}")
        self.stdout.write(
            f"Restored what was kept at {found.made_at}: chain of {found.trail_entries} entries "
            f"unbroken, {len(found.files)} files as they were. Everybody signs in anew."
        )
