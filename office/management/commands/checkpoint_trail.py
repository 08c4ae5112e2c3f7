"""Say, signed, how far the trail has come."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from office import checkpoints


class Command(BaseCommand):
    help = "Make a checkpoint of the trail and print its line, to be kept elsewhere."

    def handle(self, *_args: Any, **_options: Any) -> None:
        try:
            line = checkpoints.make()
        except checkpoints.Broken as broken:
            raise CommandError(f"No checkpoint was made. {broken}") from None
        self.stdout.write(line or "The trail has no entry yet.")
        self.stdout.write(f"Signed (Ed25519) for the key {checkpoints.public_key()}.")
