"""One thing that waits for a person, as their desk shows it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from django.db.models import CharField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Cast, Coalesce
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accreditation.choices import ENDED
from accreditation.models import Application
from accreditation.workflow import APPLICATION
from office.models import Clock

LAST_DAY = Coalesce("late_since", "due_on")
MOST = 10  # rows of one kind; a list holds the rest


@dataclass(frozen=True)
class Task:
    """One thing that waits for this person."""

    title: str
    hint: str
    url: str
    until: date | None = None

    @property
    def until_words(self) -> str:
        return _until(get_language() or "", self.until) if self.until else ""


@lru_cache(maxsize=1000)
def _until(_language: str, day: date) -> str:
    return _("until %(day)s") % {"day": date_format(day, "j F Y")}


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
    """Each with ``due_on``, the next of its deadlines; one that is over stays while it waits."""
    key = Cast(OuterRef("pk"), CharField())
    standing = Clock.objects.standing().filter(workflow=APPLICATION.name, subject_key=key)
    days = standing.annotate(last=LAST_DAY).order_by("due_on").values("last")
    return applications.annotate(due_on=Subquery(days[:1]))


def deadlines_of(application: Application) -> QuerySet[Clock]:
    """Those that still mean something: none that is over once the application has ended."""
    clocks = Clock.objects.of(application)
    return clocks.running() if application.state in ENDED else clocks.standing()


def due_days(applications: Iterable[Application]) -> dict[int, date]:
    """The next deadline of each; one statement, none where there is nothing to ask about."""
    keys = [str(application.pk) for application in applications]
    if not keys:
        return {}
    clocks = Clock.objects.standing().filter(workflow=APPLICATION.name, subject_key__in=keys)
    rows = clocks.order_by("-due_on").values_list("subject_key", LAST_DAY)
    return {int(key): day for key, day in rows}
