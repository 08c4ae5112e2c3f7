"""What the lead says of the authority itself.

Its official name and kind are what a letter or an invitation confirms. Once they are confirmed,
others wait beside them for a letter of their own, and count from then on.
"""

from typing import Any

from django.db import transaction

from accounts.models import User
from cities.models import City
from office import trail
from office.actors import acting
from office.saving import save_if_unchanged

from .confirming import ask_anew

NAMED = {"authority": "new_authority", "kind": "new_kind"}


@transaction.atomic
@trail.gathered()
def change_profile(*, city: City, version: int, by: User, **said: Any) -> City:
    """Write what has changed of what is ``said``, and nothing else of the city.

    Another name or kind of an authority that is confirmed waits, and a letter is asked for; so it
    is where a letter on its way names what no longer holds. ``version`` is the one the person saw.
    Raises ChangedMeanwhile with what stands now.
    """
    city = City.objects.select_for_update(no_key=True).get(pk=city.pk)
    before = profile_of(city)
    changed = {name: value for name, value in said.items() if value != before[name]}
    if not changed:
        return city
    renamed = not NAMED.keys().isdisjoint(changed)
    save_if_unchanged(city, version, _columns(city, changed) if renamed else changed)
    turns = (f"{name}: {before[name] or '–'} → {changed[name] or '–'}" for name in changed)
    trail.record(city, "change_profile", by=acting(by), note="; ".join(turns))
    if renamed:
        ask_anew(city, by)
    return city


def profile_of(city: City) -> dict[str, Any]:
    """What its lead last said of it, be it confirmed or not."""
    named = {"authority": city.name_to_confirm, "kind": city.kind_to_confirm}
    names = ("population", "urbanisation", "next_election", "website", "languages", "version")
    return named | {name: getattr(city, name) for name in names}


def _columns(city: City, changed: dict[str, Any]) -> dict[str, Any]:
    """Where it is written: in place of what nobody has confirmed, beside what somebody has."""
    if not city.is_confirmed:
        return changed
    said = profile_of(city) | changed
    others = {name: value for name, value in changed.items() if name not in NAMED}
    if (said["authority"], said["kind"]) == (city.authority, city.kind):
        return {**others, "new_authority": "", "new_kind": ""}  # as it was confirmed, after all
    return {**others, **{column: said[name] for name, column in NAMED.items()}}
