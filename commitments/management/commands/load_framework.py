"""Loads an edition of the framework, a translation of one, or what stands beside them."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from commitments.loading import DocumentRefused, load


class Command(BaseCommand):
    help = "Load an edition, a translation of one, a mapping or catalogues from a document."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path", type=Path, help="the document")
        parser.add_argument("--catalogues", type=Path, help="catalogues, loaded before it")

    def handle(self, *args: Any, path: Path, catalogues: Path | None, **options: Any) -> None:
        try:
            loaded = load(path, catalogues)
        except DocumentRefused as refused:
            raise CommandError("\n".join(refused.problems)) from None
        what = loaded.framework or path.name
        self.stdout.write(f"{what}: {loaded.outcome.value}.")
