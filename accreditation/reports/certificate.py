"""What the certificate says: one page that points at the proof."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django_countries import countries

from accreditation.models import Label

from .parts import Edition, Marks, edition_of, marks_of


@dataclass(frozen=True)
class Certificate:
    """``address`` is the verification page: it is the proof, since nothing here is signed."""

    marks: Marks
    edition: Edition
    reference: str
    authority: str
    city: str
    country: str
    number: str
    level: str
    level_title: str
    level_meaning: str
    level_is_lowest: bool
    granted_on: date
    valid_until: date
    decided_on: date
    address: str


def certificate(label: Label) -> Certificate:
    """The facts of a label as it was granted."""
    level, decision = label.level, label.decision
    return Certificate(
        marks=marks_of(decision.application),
        edition=edition_of(level.framework),
        reference=decision.application.reference,
        authority=label.authority,
        city=label.city.name,
        country=str(countries.name(str(label.city.country))),
        number=label.number,
        level=level.code,
        level_title=level.title,
        level_meaning=level.meaning,
        level_is_lowest=not level.framework.levels.filter(rank__lt=level.rank).exists(),
        granted_on=label.granted_on,
        valid_until=label.valid_until,
        decided_on=decision.decided_on,
        address=settings.PUBLIC_ADDRESS + label.get_absolute_url(),
    )
