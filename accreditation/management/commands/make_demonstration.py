"""Fill an empty database with the demonstration."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from accreditation.demonstration.make import make
from office.models import Installation


class Command(BaseCommand):
    help = "Make a demonstration of an empty database. On one made already it does nothing."

    def handle(self, *_args: Any, **_options: Any) -> None:
        if Installation.here().is_demonstration:
            self.stdout.write("This database is a demonstration already.")
            return
        try:
            make(everyone=True)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        self.stdout.write("The demonstration is made.")
