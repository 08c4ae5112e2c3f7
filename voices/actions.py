"""Opening, closing and releasing a window."""

from datetime import date

from django.db import transaction

from cities.models import City
from commitments.models import Framework

from .models import Window


@transaction.atomic
def open_window(*, city: City, framework: Framework, opens: date, closes: date) -> None:
    """Receive contributions about ``city`` from ``opens`` to the end of ``closes``."""
    window = Window(city=city, framework=framework, opens_on=opens, closes_on=closes)
    window.full_clean()
    window.save()


@transaction.atomic
def close_and_release(*, city: City, day: date) -> None:
    """Close the city's open window; what may be read of it is released to its readers."""
    Window.objects.filter(city=city, closed_on=None).update(closed_on=day, released_on=day)


@transaction.atomic
def close_unreleased(*, city: City, day: date) -> None:
    """Close the city's window without releasing anything: the application was withdrawn."""
    Window.objects.filter(city=city, closed_on=None).update(closed_on=day)
