"""The sign by which others see that a worker lives."""

import socket
from datetime import timedelta

from django.utils import timezone

from office.models import Beat

PATIENCE = timedelta(seconds=60)  # so long something asked for may well take
SILENCE = timedelta(seconds=120)  # the sweep leaves its mark every thirty
FORGOTTEN = timedelta(days=1)

_name = socket.gethostname()


def call(name: str) -> None:
    """What this process, and those that come from it, are called from now on."""
    global _name
    _name = name[:200]


def beat() -> None:
    """Leave the mark that the health check looks at; a new worker forgets those gone for a day."""
    now = timezone.now()
    if not Beat.objects.filter(worker=_name).update(seen_at=now):
        Beat.objects.bulk_create([Beat(worker=_name, seen_at=now)], ignore_conflicts=True)
        Beat.objects.filter(seen_at__lt=now - FORGOTTEN).delete()


def is_seen() -> bool:
    """Whether any worker gave a sign lately."""
    return Beat.objects.filter(seen_at__gt=timezone.now() - SILENCE).exists()


def has_to_wait(waited: timedelta) -> bool:
    """Whether what was asked for so long ago is made later, since no worker is there.

    Asks the database only about what has waited for a minute.
    """
    return waited > PATIENCE and not is_seen()
