"""The private address under which somebody's calendar finds the dates of a city."""

import hashlib
import secrets

from django.db import transaction

from accounts.models import User
from accreditation.models import CalendarAddress
from cities.models import City
from office import trail
from office.actors import acting
from office.days import today


@transaction.atomic
def make_address(*, city: City, by: User) -> str:
    """A new token, told this once; one that was there before opens nothing any more."""
    membership = city.memberships.current().select_for_update(no_key=True).get(user=by)
    token = secrets.token_urlsafe(32)
    CalendarAddress.objects.filter(membership=membership).delete()
    CalendarAddress.objects.create(membership=membership, digest=digest_of(token), made_on=today())
    trail.record(city, "make_calendar_address", by=acting(by))
    return token


@transaction.atomic
def revoke_address(*, city: City, by: User) -> None:
    """The address opens nothing any more; where there was none, nothing happens."""
    mine = CalendarAddress.objects.filter(membership__city=city, membership__user=by)
    if mine.delete()[0]:
        trail.record(city, "revoke_calendar_address", by=acting(by))


def address_for(token: str) -> CalendarAddress | None:
    """Whose address it is, while that person is on the team."""
    found = CalendarAddress.objects.that_open().filter(digest=digest_of(token))
    return found.select_related("membership__city", "membership__user").first()


def digest_of(token: str) -> str:
    """The token is long and random, so a plain hash keeps it."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
