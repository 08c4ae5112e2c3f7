"""What stands at the head of each document of a record: whose it is, and how far it counts."""

from dataclasses import dataclass

from django.conf import settings
from django_countries import countries

from cities.models import City
from commitments.models import Framework
from office.days import is_demonstration

from .room import shortened


@dataclass(frozen=True)
class Marks:
    demonstration: bool
    pilot: bool
    invented: bool
    operator: str


@dataclass(frozen=True)
class Authority:
    city: str
    name: str
    country: str


def marks_of(city: City, framework: Framework) -> Marks:
    return Marks(
        demonstration=is_demonstration(),
        pilot=framework.is_pilot,
        invented=city.invented,
        operator=shortened(str(settings.OPERATOR), 120),
    )


def authority_of(city: City) -> Authority:
    return Authority(
        city=shortened(city.name, 60),
        name=shortened(city.authority, 80),
        country=str(countries.name(str(city.country))),
    )
