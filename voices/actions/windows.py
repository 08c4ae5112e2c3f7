"""Opening, closing and releasing a window."""

from datetime import date
from random import SystemRandom

from django.db import transaction
from django.utils.translation import gettext as _

from cities.models import City
from commitments.models import Framework
from office import trail
from office.actors import Actor
from office.days import today
from office.workflow import Refused
from voices import sealing
from voices.choices import Protection, Screened
from voices.models import Contribution, Window
from voices.screening import everything_screened


@transaction.atomic
def open_window(*, city: City, framework: Framework, opens: date, closes: date) -> None:
    """Receive contributions about ``city`` from ``opens`` to the end of ``closes``."""
    window = Window(city=city, framework=framework, opens_on=opens, closes_on=closes)
    window.full_clean()
    window.save()


@transaction.atomic
def keep_open(*, city: City, until: date) -> None:
    """Receive contributions about ``city`` until the end of a later day.

    Raises Refused where nobody can contribute any more: what was closed to people stays closed.
    """
    windows = Window.objects.select_for_update(no_key=True).filter(city=city)
    window = windows.open_on(today()).first()
    if window is None or until <= window.closes_on:
        raise Refused(_("The hearing is over; it cannot be opened again."))
    window.closes_on = until
    window.save(update_fields=["closes_on"])


@transaction.atomic
def close_and_release(*, city: City, day: date, by: Actor) -> None:
    """Close the city's open window and release what may be read to its readers.

    Raises Refused while something has not been screened.
    """
    for window in Window.objects.select_for_update(no_key=True).filter(city=city, closed_on=None):
        if reasons := list(everything_screened(city)):
            raise Refused(*reasons)
        window.closed_on = window.released_on = day
        window.save(update_fields=["closed_on", "released_on"])
        window.contributions.update(additions=[])  # nothing can be added any more
        _publish(window)
        shuffle(window)
        trail.record(window, "release", by=by, workflow="hearing")


@transaction.atomic
def close_unreleased(*, city: City, day: date) -> None:
    """Close the window without releasing anything: the application was withdrawn.

    What was said for it is erased. The receipts stay, so that authors can learn of it.
    """
    for window in Window.objects.select_for_update(no_key=True).filter(city=city, closed_on=None):
        window.closed_on = day
        window.save(update_fields=["closed_on"])
        erase(window)


def erase(window: Window) -> None:
    """Everything said in this window, but what everybody may read."""
    window.contributions.filter(published__isnull=True).update(
        sealed=b"",
        shortened=b"",
        own=b"",
        answer=b"",
        screened=Screened.ERASED,
        screened_by=None,
        is_recorded=False,
        additions=[],
    )


def keep_only_published(window: Window) -> None:
    """Of what was said in this window, only what everybody may read: no original of it either."""
    window.contributions.filter(published__isnull=True).delete()
    window.contributions.exclude(sealed=b"").update(sealed=b"", shortened=b"", own=b"", answer=b"")


def shuffle(window: Window) -> None:
    """Store the rows anew in another order: a database keeps rows as they came.

    The caller holds the window. Alerts point at rows by key and are pointed at them again.
    """
    rows = list(window.contributions.all())
    alerts = [(alert, alert.contribution_id) for alert in window.alerts.all()]
    SystemRandom().shuffle(rows)
    window.contributions.all().delete()
    Contribution.objects.bulk_create(rows)
    for alert, key in alerts:
        window.alerts.filter(pk=alert.pk).update(contribution=key)


def _publish(window: Window) -> None:
    """What its author gave to everybody needs no seal any more."""
    for each in window.contributions.passed().filter(protection=Protection.PUBLIC):
        each.published = sealing.opened(each.shortened or each.sealed)
        each.save(update_fields=["published"])
