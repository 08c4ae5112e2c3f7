"""Hearings, and people who speak in them."""

from datetime import timedelta

from accounts.words import new_token
from cities.models import City
from commitments.models import Framework
from office.actors import CLOCK
from office.days import today
from tests.factories.cities import CityFactory
from tests.factories.commitments import six
from voices import actions, receipts, sealing
from voices.choices import Protection
from voices.models import Contribution, Window


def make_window(city: City | None = None, framework: Framework | None = None) -> Window:
    """A hearing that is open today and for four weeks."""
    city = city or CityFactory(confirmed=True)
    actions.open_window(
        city=city,
        framework=framework or Framework.objects.first() or six(),
        opens=today(),
        closes=today() + timedelta(days=28),
    )
    return Window.objects.get(city=city, closed_on=None)


def speak(
    window: Window,
    text: str = "The lift at the town hall is broken.",
    protection: str = Protection.CITY,
    **more,
) -> str:
    """Contribute; gives back the receipt."""
    words = actions.Words(text=text, **{"language": "en", **more})
    return actions.contribute(window=window, protection=protection, words=words, token=new_token())


def contribution_of(receipt: str) -> Contribution:
    found = receipts.find(receipt)
    assert found is not None
    return found[0]


def let_all_pass(window: Window, by) -> None:
    """A screener reads everything and records it."""
    for each in window.contributions.to_screen():
        said = sealing.opened(each.sealed)
        actions.let_pass(contribution=each, text=said["text"], by=by)
    actions.record_decisions(window=window, by=by)


def release(window: Window) -> None:
    """The hearing ends, and what has passed goes to its readers."""
    actions.close_and_release(city=window.city, day=today(), by=CLOCK)
    window.refresh_from_db()
