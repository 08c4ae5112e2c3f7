"""Ring every deadline that is over."""

from typing import Any

from django.core.management.base import BaseCommand

from office.models import Clock
from office.ringing import ring_due


class Command(BaseCommand):
    help = "Take the steps of all clocks that are over; name those that were refused."

    def handle(self, *_args: Any, **_options: Any) -> None:
        self.stdout.write(f"{ring_due()} clocks rung.")
        for clock in Clock.objects.running().exclude(reasons=[]):
            self.stdout.write(f"{clock}: {' '.join(clock.reasons)}")
