"""By when does an application or a review wait for somebody, in the statement that reads it?"""

from typing import Any

from django.db.models import CharField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Cast, Coalesce

from accreditation.models import Application, Review
from office.models import Clock

WORKFLOW, OF_A_REVIEW = "application", "review"
LAST_DAY = Coalesce("late_since", "due_on")


def with_deadline(applications: QuerySet[Application]) -> QuerySet[Any]:
    """Each with ``due_on``, the next of its deadlines; one that is over stays while it waits."""
    return applications.annotate(due_on=_next_day(WORKFLOW))


def with_own_deadline(reviews: QuerySet[Review]) -> QuerySet[Any]:
    """Each with ``own_day``: that of a member who came later than the others, or none."""
    return reviews.annotate(own_day=_next_day(OF_A_REVIEW))


def _next_day(workflow: str) -> Subquery:
    key = Cast(OuterRef("pk"), CharField())
    standing = Clock.objects.standing().filter(workflow=workflow, subject_key=key)
    days = standing.annotate(last=LAST_DAY).order_by("due_on").values("last")
    return Subquery(days[:1])
