"""Keep what cannot be made again."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from hrcities import backup


class Command(BaseCommand):
    help = "Write database and files into an empty folder, with a manifest of their hashes."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("target", type=Path)

    def handle(self, *_args: Any, target: Path, **_options: Any) -> None:
        try:
            made = backup.make(target)
        except (backup.Unusable, OSError) as problem:
            raise CommandError(str(problem)) from problem
        self.stdout.write(
            f"{target} holds the database, {made.trail_entries} trail entries and "
            f"{len(made.files)} files. Keys are not in it: keep those elsewhere."
        )
