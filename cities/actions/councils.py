"""The member councils of a joint authority."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from cities.choices import OF_SEVERAL
from cities.models import City, MemberCouncil
from office import trail
from office.actors import acting
from office.workflow import Refused

MOST = 300  # the largest inter-municipal bodies have some two hundred


@transaction.atomic
def add_council(
    *, city: City, name: str, kind: str, country: str, population: int, by: User
) -> MemberCouncil:
    """Raises Refused for an authority that stands for itself, and a name listed already."""
    city = City.objects.select_for_update(no_key=True).get(pk=city.pk)
    name = " ".join(name.split())
    if city.kind not in OF_SEVERAL:
        raise Refused(_("Only an authority made of several has member councils. See its kind."))
    if city.councils.filter(name__iexact=name).exists():
        raise Refused(_("This council is on the list already."))
    if city.councils.count() >= MOST:
        raise Refused(_("The list holds %(most)d councils at most.") % {"most": MOST})
    council = MemberCouncil.objects.create(
        city=city, name=name, kind=kind, country=country, population=population
    )
    trail.record(city, "add_council", by=acting(by), note=name)
    return council


@transaction.atomic
def remove_council(*, council: MemberCouncil, by: User) -> None:
    """It is no longer a member. What was filed before keeps it."""
    name = council.name
    if MemberCouncil.objects.filter(pk=council.pk).delete()[0]:
        trail.record(council.city, "remove_council", by=acting(by), note=name)
