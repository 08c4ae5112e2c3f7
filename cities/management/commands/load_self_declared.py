"""Enter the cities that have declared themselves human rights cities."""

from typing import Any

from django.core.management.base import BaseCommand

from cities.self_declared import load_self_declared


class Command(BaseCommand):
    help = "Enter the self-declared human rights cities; those that are here stay as they are."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{load_self_declared()} self-declared cities entered.")
