"""Cities and the people who speak for them."""

import factory
from django.utils import timezone

from cities.choices import AuthorityKind, Confirmation, Role
from cities.models import City, Membership
from cities.names import searchable
from office.days import today
from tests.factories.people import UserFactory


class CityFactory(factory.django.DjangoModelFactory):
    """A city that takes part, not confirmed; ``confirmed=True`` makes it one that may apply."""

    class Meta:
        model = City

    class Params:
        confirmed = factory.Trait(
            confirmed_how=Confirmation.INVITED, confirmed_on=factory.LazyFunction(today)
        )

    name = factory.Sequence(lambda number: f"Östhafen {number}")
    slug = factory.Sequence(lambda number: f"osthafen-{number}")
    name_search = factory.LazyAttribute(lambda city: searchable(city.name))
    name_sort = factory.LazyAttribute(lambda city: searchable(city.name))
    authority = factory.LazyAttribute(lambda city: f"Municipality of {city.name}")
    kind = AuthorityKind.MUNICIPALITY
    country = "AT"
    population = 60_000
    languages = ["de"]
    takes_part = True
    joined_on = factory.LazyFunction(today)


class MembershipFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Membership

    city = factory.SubFactory(CityFactory)
    user = factory.SubFactory(UserFactory)
    role = Role.EDITOR
    since = factory.LazyFunction(timezone.localdate)
