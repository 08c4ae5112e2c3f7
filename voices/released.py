"""The only door out of this room: what may be known of a window and what was said in it."""

from dataclasses import dataclass
from datetime import date

from cities.models import City

from .models import Window


@dataclass(frozen=True)
class Hearing:
    """When contributions about a city are received."""

    opens: date
    closes: date
    is_closed: bool


def hearing_of(city: City) -> Hearing | None:
    """The latest window of this city, for anyone."""
    window = Window.objects.filter(city=city).first()
    if window is None:
        return None
    return Hearing(window.opens_on, window.closes_on, window.closed_on is not None)
