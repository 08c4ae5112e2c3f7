"""What stands around a requirement: who has it, until when, what the team still says of it."""

from dataclasses import dataclass
from datetime import date

from django.db.models import (
    BigAutoField,
    Case,
    CharField,
    Count,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from accounts.worded import worded_once
from cities.models import City
from commitments.choices import Catalogue
from commitments.models import Requirement
from progress.choices import Part
from progress.edition import edition_of
from progress.models import Assignment, Competence, TeamComment

AREAS = "areas"  # among the links of a commitment


@dataclass(frozen=True)
class Area:
    """One area of municipal work that a question touches, and whose task it is here."""

    label: str
    kind: str  # in words; empty where it was not said yet
    law: str


@dataclass(frozen=True)
class Around:
    person: str
    department: str
    due_on: date | None
    open_comments: int
    areas: list["Area"]

    @property
    def holder(self) -> str:
        return ", ".join(each for each in (self.person, self.department) if each)


def around(city: City, requirement: Requirement) -> Around:
    """One statement, and one more where the commitment names areas of municipal work."""
    commitment = requirement.commitment
    ((person, department, due_on, comments),) = _around(
        city=city,
        requirement=requirement.code,
        commitment=commitment.code,
        pillar=commitment.pillar.code,
    )
    return Around(person, department, due_on, comments, areas_of(city, requirement))


@worded_once(
    city=BigAutoField(), requirement=CharField(), commitment=CharField(), pillar=CharField()
)
def _around(city: int, requirement: str, commitment: str, pillar: str) -> QuerySet[City, tuple]:
    shares = (
        Assignment.objects.filter(
            Q(part=Part.REQUIREMENT, code=requirement)
            | Q(part=Part.COMMITMENT, code=commitment)
            | Q(part=Part.PILLAR, code=pillar),
            city=OuterRef("pk"),
        )
        .annotate(
            width=Case(
                When(part=Part.REQUIREMENT, then=Value(0)),
                When(part=Part.COMMITMENT, then=Value(1)),
                default=Value(2),
                output_field=IntegerField(),
            )
        )
        .order_by("width")
    )
    comments = TeamComment.objects.open().filter(city=OuterRef("pk"), code=requirement)
    counted = comments.order_by().values("city").annotate(count=Count("pk")).values("count")
    return City.objects.filter(pk=city).values_list(
        Coalesce(Subquery(shares.values("person__name")[:1]), Value("")),
        Coalesce(Subquery(shares.values("department__name")[:1]), Value("")),
        Subquery(shares.values("due_on")[:1]),
        Coalesce(Subquery(counted), 0),
    )


def areas_of(city: City, requirement: Requirement) -> list[Area]:
    codes = requirement.commitment.links.get(AREAS, [])
    if not codes:
        return []
    held = {one.area: one for one in _competences(city=city, areas=codes)}
    labels = edition_of(requirement.framework).labels[Catalogue.MUNICIPAL_AREAS]
    return [
        Area(
            labels.get(code, code),
            str(held[code].get_kind_display()) if code in held else "",
            held[code].law if code in held else "",
        )
        for code in codes
    ]


@worded_once(city=BigAutoField(), areas=CharField())
def _competences(city: City, areas: list[str]) -> QuerySet[Competence]:
    return Competence.objects.filter(city=city, area__in=areas)
