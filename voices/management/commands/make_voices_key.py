"""Make the key that contributions are sealed to, once, before the first of them."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from voices import sealing
from voices.models import Alert, Contribution


class Command(BaseCommand):
    help = "Make the key that contributions are sealed to; where there is one, what belongs to it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--the-old-one-is-lost",
            action="store_true",
            help="Make a new key although words are sealed to one that is gone. They stay lost.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if sealing.there_is_a_key():
            self._complete()
            return
        sealed = Contribution.objects.exclude(sealed=b"").exists() or Alert.objects.exists()
        if sealed and not options["the_old_one_is_lost"]:
            raise CommandError(
                f"{settings.VOICES_KEY} is not there, and contributions are sealed to it. Put it "
                "back. If it is lost, what was sealed is lost too; then type: "
                "manage.py make_voices_key --the-old-one-is-lost"
            )
        sealing.make_key()
        self.stdout.write(f"Made {settings.VOICES_KEY}. Backups leave it out: keep a copy apart.")

    def _complete(self) -> None:
        """The copy kept apart is the key alone: what else there was is made from it."""
        try:
            sealing.write_public_half()
        except sealing.NoKey:
            raise CommandError(
                f"{settings.VOICES_KEY} is damaged. Put a copy back. If there is none, what was "
                "sealed is lost: move the file away and type: "
                "manage.py make_voices_key --the-old-one-is-lost"
            ) from None
