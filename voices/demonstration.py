"""People of a demonstration speak and are screened, by the same actions as anybody."""

from collections.abc import Iterable, Mapping
from typing import Any

from accounts.models import User
from accounts.words import new_token
from cities.models import City

from . import sealing
from .actions import Words, contribute, let_pass, record_decisions
from .models import Window


def speak(*, city: City, said: Iterable[Mapping[str, Any]], screener: User) -> None:
    """Say all of ``said`` in the open hearing of this city; ``screener`` reads and records it."""
    if not sealing.there_is_a_key():
        sealing.make_key()
    window = Window.objects.get(city=city, closed_on=None)
    for each in said:
        words = Words(
            text=each["text"],
            language=each["language"],
            commitments=tuple(each.get("about", ())),
            name=each.get("name", ""),
        )
        token = new_token()
        contribute(window=window, protection=each["read_by"], words=words, token=token)
    for contribution in window.contributions.all():
        payload = sealing.opened(contribution.sealed) or {}
        let_pass(contribution=contribution, text=payload["text"], by=screener)
    record_decisions(window=window, by=screener)
