"""Begin a real installation: entrust two people with the secretariat."""

from email.utils import parseaddr
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email

from office.first_posts import entrust
from office.workflow import Refused


class Command(BaseCommand):
    help = "Entrust the first two people with the secretariat and write to them, where nobody is."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "people",
            nargs=2,
            metavar="PERSON",
            help='An e-mail address, or "Ada Lindqvist <ada@example.org>".',
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        people = [parseaddr(person) for person in options["people"]]
        try:
            for _name, address in people:
                validate_email(address)
            posts = entrust(people)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        except Refused as refused:
            raise CommandError(" ".join(refused.reasons)) from refused
        for post in posts:
            self.stdout.write(
                f"{post.user} ({post.user.email}) is of the secretariat, and is written to."
            )
