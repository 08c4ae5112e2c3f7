"""Check the whole chain of the trail, and whether it is as long as it was."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from office import checkpoints
from office.models import TrailEntry
from office.trail import first_fault


class Command(BaseCommand):
    help = "Check that every trail entry is as it was written, and that none is missing at the end."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--checkpoint",
            action="append",
            default=[],
            metavar="LINE",
            help="a line “trail-checkpoint-1 …” that was kept elsewhere; may be said several times",
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        if fault := first_fault() or checkpoints.first_fault(options["checkpoint"]):
            raise CommandError(fault)
        count = len(checkpoints.known() | set(options["checkpoint"]))
        self.stdout.write(
            f"{TrailEntry.objects.count()} entries, chain unbroken. Checkpoints that hold: {count}."
        )
