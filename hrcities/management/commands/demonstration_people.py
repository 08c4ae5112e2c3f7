"""Say who can sign in as what in a demonstration."""

from typing import Any

from django.core.management.base import BaseCommand

from hrcities.demonstration.people import people_by_group


class Command(BaseCommand):
    help = "List the invented people and what they do. They sign in by one click."

    def handle(self, *_args: Any, **_options: Any) -> None:
        for title, people in people_by_group():
            self.stdout.write(f"\n{title}")
            for person, duties in people:
                self.stdout.write(f"  {person.name:<24} {duties}")
