"""One thing that waits for a person, as their desk shows it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import CharField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Cast
from django.urls import reverse

from accreditation.models import Application
from accreditation.workflow import APPLICATION
from office.models import Clock

MOST = 20  # rows of one kind; the list of applications holds the rest


@dataclass(frozen=True)
class Task:
    """One thing that waits for this person."""

    title: str
    hint: str
    url: str
    until: date | None = None


def task_about(application: Application, title: str, page: str, until: date | None = None) -> Task:
    """A task on one of the pages of an application."""
    url = reverse(f"accreditation:{page}", args=[application.reference])
    return Task(title, f"{application.city} · {application.reference}", url, until)


def tasks_about(
    applications: QuerySet[Application], words: Mapping[str, tuple[str, str]]
) -> Iterator[Task]:
    """A task for each application in one of these states: what to do, and on which page."""
    found = with_deadline(applications.filter(state__in=words)).select_related("city")
    for application in found[:MOST]:
        title, page = words[application.state]
        yield task_about(application, title, page, application.due_on)


def with_deadline(applications: QuerySet[Application]) -> QuerySet[Any]:
    """Each with ``due_on``, the next of its deadlines."""
    key = Cast(OuterRef("pk"), CharField())
    running = Clock.objects.running().filter(workflow=APPLICATION.name, subject_key=key)
    return applications.annotate(due_on=Subquery(running.order_by("due_on").values("due_on")[:1]))


def due_days(applications: Iterable[Application]) -> dict[int, date]:
    """The next deadline of each; one statement, none where there is nothing to ask about."""
    keys = [str(application.pk) for application in applications]
    if not keys:
        return {}
    clocks = Clock.objects.running().filter(workflow=APPLICATION.name, subject_key__in=keys)
    rows = clocks.order_by("-due_on").values_list("subject_key", "due_on")
    return {int(key): day for key, day in rows}
