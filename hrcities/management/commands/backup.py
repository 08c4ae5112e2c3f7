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
        for name, why in made.gone.items():
            self.stderr.write(f"{name} is not in it. {why}")
        self.stdout.write(
            f"{target} holds the database, {made.trail_entries} trail entries and "
            f"{len(made.files)} files. Keys are not in it: keep those elsewhere."
        )
        if lost := [name for name, why in made.gone.items() if why == backup.LOST]:
            raise CommandError(
                f"The backup was made, but storage lacks {len(lost)} files that rows name, such as "
                f"{lost[0]}. Look for them in an earlier backup."
            )
