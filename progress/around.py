"""What stands around a requirement: who has it, until when, what the team still says of it."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Case, Count, IntegerField, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce

from cities.models import City
from commitments.models import Requirement
from progress.choices import Part
from progress.models import Assignment, TeamComment


@dataclass(frozen=True)
class Around:
    person: str
    department: str
    due_on: date | None
    open_comments: int

    @property
    def holder(self) -> str:
        return ", ".join(each for each in (self.person, self.department) if each)


def around(city: City, requirement: Requirement) -> Around:
    """One statement."""
    commitment = requirement.commitment
    shares = (
        Assignment.objects.filter(
            Q(part=Part.REQUIREMENT, code=requirement.code)
            | Q(part=Part.COMMITMENT, code=commitment.code)
            | Q(part=Part.PILLAR, code=commitment.pillar.code),
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
    comments = TeamComment.objects.open().filter(city=OuterRef("pk"), code=requirement.code)
    counted = comments.order_by().values("city").annotate(count=Count("pk")).values("count")
    found = City.objects.filter(pk=city.pk).values_list(
        Coalesce(Subquery(shares.values("person__name")[:1]), Value("")),
        Coalesce(Subquery(shares.values("department__name")[:1]), Value("")),
        Subquery(shares.values("due_on")[:1]),
        Coalesce(Subquery(counted), 0),
    )
    return Around(*found.get())
