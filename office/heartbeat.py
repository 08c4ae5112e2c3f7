"""The sign by which others see that the worker lives."""

from pathlib import Path

from django.conf import settings


def beat() -> None:
    """Leave the mark that the health check looks at."""
    place = Path(settings.DATA) / "worker-seen"
    place.parent.mkdir(parents=True, exist_ok=True)
    place.touch()
