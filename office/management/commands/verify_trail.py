"""Check the whole chain of the trail."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from office.models import TrailEntry
from office.trail import first_fault


class Command(BaseCommand):
    help = "Check that every trail entry is as it was written; name the first that is not."

    def handle(self, *_args: Any, **_options: Any) -> None:
        if fault := first_fault():
            raise CommandError(fault)
        self.stdout.write(f"{TrailEntry.objects.count()} entries, chain unbroken.")
