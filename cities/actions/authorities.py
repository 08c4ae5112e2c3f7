"""How an authority comes to be known here."""

from collections.abc import Sequence
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from accounts.models import User
from cities.choices import Role
from cities.models import City, Membership
from cities.names import searchable
from office import trail
from office.actors import PROCEDURE, Actor, acting
from office.days import is_demonstration, today

# Words that stand where a slug would in an address.
RESERVED = frozenset({"new", "invitation", "invite-authority", "map", "places"})


@transaction.atomic
def register_city(
    *,
    name: str,
    kind: str,
    country: str,
    population: int,
    by: User | Actor = PROCEDURE,
    authority: str = "",
    latitude: Decimal | str | None = None,
    longitude: Decimal | str | None = None,
    languages: Sequence[str] = (),
    website: str = "",
    self_declared: bool = False,
    takes_part: bool = True,
    invented: bool = False,
) -> City:
    """A new row for an authority, with an address of its own made from its name.

    It is not confirmed by this, and nobody speaks for it yet.
    """
    name = name.strip()
    city = City.objects.create(
        slug=_free_slug(name, country),
        name=name,
        name_search=searchable(name)[:220],
        name_sort=searchable(name)[:220],
        authority=authority.strip() or name,
        kind=kind,
        country=country,
        population=population,
        latitude=latitude,
        longitude=longitude,
        languages=list(languages),
        website=website,
        self_declared=self_declared,
        takes_part=takes_part,
        invented=invented,
        joined_on=today() if takes_part else None,
    )
    trail.record(city, "register_city", by=acting(by))
    return city


@transaction.atomic
@trail.gathered()
def start_record(*, by: User, **facts) -> City:
    """A private trial record: ``by`` leads it, and nobody has confirmed the authority yet.

    ``facts`` are those of ``register_city`` (design §2, “Joining”). What anybody opens in a
    demonstration is invented, whatever it is called (design §8).
    """
    city = register_city(by=by, **{"invented": is_demonstration(), **facts})
    Membership.objects.create(city=city, user=by, role=Role.LEAD, since=timezone.localdate())
    return city


def _free_slug(name: str, country: str) -> str:
    base = slugify(searchable(name))[:60].strip("-") or f"authority-{country.lower()}"
    taken = set(City.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    taken |= RESERVED
    if base not in taken:
        return base
    base = f"{base}-{country.lower()}"
    number, slug = 2, base
    while slug in taken:
        slug, number = f"{base}-{number}", number + 1
    return slug
