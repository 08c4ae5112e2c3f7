"""By when does an application wait for somebody, in the statement that reads it?"""

from typing import Any

from django.db.models import CharField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Cast, Coalesce

from accreditation.models import Application
from office.models import Clock

WORKFLOW = "application"
LAST_DAY = Coalesce("late_since", "due_on")


def with_deadline(applications: QuerySet[Application]) -> QuerySet[Any]:
    """Each with ``due_on``, the next of its deadlines; one that is over stays while it waits."""
    key = Cast(OuterRef("pk"), CharField())
    standing = Clock.objects.standing().filter(workflow=WORKFLOW, subject_key=key)
    days = standing.annotate(last=LAST_DAY).order_by("due_on").values("last")
    return applications.annotate(due_on=Subquery(days[:1]))
