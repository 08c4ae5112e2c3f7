"""Offering help to other cities and regions."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from cities.models import City
from office import trail
from office.actors import acting
from office.days import today
from office.saving import save_if_unchanged
from office.workflow import Refused


@transaction.atomic
def offer_help(*, city: City, version: int, note: str, by: User) -> City:
    """Others can ask this city from now on.

    Raises Refused for one that is not confirmed, ChangedMeanwhile where somebody else saved first.
    """
    city = City.objects.select_for_update(no_key=True).get(pk=city.pk)
    if not city.is_confirmed:
        raise Refused(_("Only authorities that are confirmed offer help to others."))
    said = {"mentor_since": city.mentor_since or today(), "mentor_note": " ".join(note.split())}
    save_if_unchanged(city, version, said)
    trail.record(city, "offer_help", by=acting(by), note=city.mentor_note)
    return city


@transaction.atomic
def end_offer(*, city: City, by: User) -> City:
    """Nobody asks it any more; what was asked can still be answered."""
    city = City.objects.select_for_update(no_key=True).get(pk=city.pk)
    if city.mentor_since:
        city.mentor_since = None
        city.save(update_fields=["mentor_since"])
        trail.record(city, "end_offer", by=acting(by))
    return city
