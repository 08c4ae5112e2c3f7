"""What must be true before anything leaves this room?"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from cities.models import City
from voices import sealing
from voices.models import Alert, Contribution, Window

MARK = "[…]"  # stands where a screener has taken words out


def everything_screened(city: City) -> Iterator[str]:
    """Whether a person has decided on everything said about this city. Never says how many."""
    if Contribution.objects.filter(window__city=city, window__closed_on=None).to_screen().exists():
        yield _("Not every contribution has been screened yet.")


def words_can_be_opened() -> bool:
    """Whether screeners can read what is sent: False once the key that opens it is gone.

    Before a key was made for the first time nothing is sealed, and nothing lost.
    """
    if sealing.can_open():
        return True
    was_there = sealing.there_is_a_key() or sealing.public_file().exists()
    return not was_there and not words_are_sealed()


def words_are_sealed() -> bool:
    """Whether anything, a contribution or an alert, waits sealed for a key that opens it."""
    return Contribution.objects.exclude(sealed=b"").exists() or Alert.objects.exists()


@dataclass(frozen=True)
class ToScreen:
    """A hearing with something that waits for a screener."""

    window: int
    city: str
    until: date


def hearings_to_screen() -> list[ToScreen]:
    """Where something waits to be screened; never how much. For those who may screen."""
    waiting = Contribution.objects.to_screen().values("window")
    windows = Window.objects.filter(pk__in=waiting, closed_on=None).order_by("closes_on", "pk")
    return [ToScreen(*row) for row in windows.values_list("pk", "city__name", "closes_on")]


def an_alert_waits() -> bool:
    """Whether somebody must be helped. For those who may see alerts."""
    return Alert.objects.open().exists()


def is_shortened(text: str, shorter: str) -> bool:
    """Whether ``shorter`` is ``text`` with passages replaced by the mark, and nothing added."""
    parts = [" ".join(part.split()) for part in shorter.split(MARK)]
    rest = " ".join(text.split())
    if not any(parts):
        return False
    if not rest.startswith(parts[0]):
        return False
    rest = rest[len(parts[0]) :]
    for part in parts[1:-1]:
        place = rest.find(part)
        if place < 0:
            return False
        rest = rest[place + len(part) :]
    return rest.endswith(parts[-1]) if len(parts) > 1 else not rest.strip()
