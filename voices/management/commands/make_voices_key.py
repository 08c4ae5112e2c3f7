"""Make the key that contributions are sealed to, once, before the first of them."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from voices import sealing
from voices.screening import words_are_sealed

IF_LOST = (
    "If it is lost, what was sealed to it cannot be read; then type: "
    "manage.py make_voices_key --the-old-one-is-lost"
)


class Command(BaseCommand):
    help = "Make the key that contributions are sealed to; where there is one, what belongs to it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--the-old-one-is-lost",
            action="store_true",
            help="Make a new key although words are sealed to one that is gone or damaged. What is "
            "left of that one is kept beside it.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if sealing.can_open():
            sealing.write_public_half()  # the copy kept apart is the key alone
            return
        if options["the_old_one_is_lost"]:
            self._make_another()
            return
        if sealing.there_is_a_key():
            raise CommandError(
                f"{settings.VOICES_KEY} is damaged. Put a copy back. {IF_LOST}. The damaged file "
                "is kept beside the new one."
            )
        if words_are_sealed():
            raise CommandError(
                f"{settings.VOICES_KEY} is not there, and contributions are sealed to it. Put it "
                f"back. {IF_LOST}."
            )
        self._make_another()

    def _make_another(self) -> None:
        kept = sealing.make_another_key()
        self.stdout.write(f"Made {settings.VOICES_KEY}. Backups leave it out: keep a copy apart.")
        if kept:
            self.stdout.write(
                f"If the earlier key is found again, put it at {kept}: it opens what was sealed to "
                "it. Web and worker need no restart."
            )
