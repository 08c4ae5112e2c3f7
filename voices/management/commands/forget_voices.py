"""Erase what contributors said and what has served its time, at once: after a restore."""

from typing import Any

from django.core.management.base import BaseCommand

from voices import actions


class Command(BaseCommand):
    help = "Erase what has served its time, as happens every night. Run it after a restore."

    def handle(self, *_args: Any, **_options: Any) -> None:
        actions.forget()
        self.stdout.write("What has served its time is erased.")
