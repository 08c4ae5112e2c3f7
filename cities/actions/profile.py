"""What the lead says of the authority itself."""

from typing import Any

from django.db import transaction

from accounts.models import User
from cities.models import City
from office import trail
from office.actors import acting
from office.saving import save_if_unchanged


@transaction.atomic
def change_profile(*, city: City, version: int, by: User, **said: Any) -> City:
    """Write what has changed of what is ``said``, and nothing else of the city.

    ``version`` is the one the person saw. Raises ChangedMeanwhile with what stands now.
    """
    city = City.objects.select_for_update(no_key=True).get(pk=city.pk)
    before = {name: getattr(city, name) for name in said}
    changed = {name: value for name, value in said.items() if value != before[name]}
    if changed:
        save_if_unchanged(city, version, changed)
        turns = (f"{name}: {before[name] or '–'} → {changed[name] or '–'}" for name in changed)
        trail.record(city, "change_profile", by=acting(by), note="; ".join(turns))
    return city
