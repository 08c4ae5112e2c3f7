"""What this room forgets, and when."""

from datetime import timedelta

from django.db import transaction

from office.days import today
from voices.choices import Screened
from voices.models import Alert, Window

from .windows import keep_only_published, shuffle

KEPT_AFTER_RELEASE = timedelta(days=2 * 365)  # panel, committee and board are done by then
HELD_KEPT = timedelta(days=90)  # so that authors can read why


def forget() -> None:
    """Erase what has served its purpose, and mix the rows of windows that are open. Run daily."""
    day = today()
    for key in Window.objects.values_list("pk", flat=True):
        with transaction.atomic():
            window = Window.objects.select_for_update(no_key=True).get(pk=key)
            if window.closed_on is None:
                shuffle(window)
            elif window.closed_on + KEPT_AFTER_RELEASE <= day:
                keep_only_published(window)
            elif window.closed_on + HELD_KEPT <= day:
                window.contributions.filter(screened=Screened.HELD).delete()
    Alert.objects.filter(handled_on__lte=day - KEPT_AFTER_RELEASE).delete()
