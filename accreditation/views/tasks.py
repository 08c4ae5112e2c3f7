"""One thing that waits for a person, as their desk shows it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accreditation.due import LAST_DAY, with_deadline
from accreditation.models import Application
from accreditation.workflow import APPLICATION
from office.models import Clock

MEASURES = "progress:measures"
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
    """A task on one of the pages of an application, or on the measures of its city."""
    if page == MEASURES:
        url = reverse(page, args=[application.city.slug])
    else:
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


def due_days(applications: Iterable[Application]) -> dict[int, date]:
    """The next deadline of each; one statement, none where there is nothing to ask about."""
    keys = [str(application.pk) for application in applications]
    if not keys:
        return {}
    clocks = Clock.objects.standing().filter(workflow=APPLICATION.name, subject_key__in=keys)
    rows = clocks.order_by("-due_on").values_list("subject_key", LAST_DAY)
    return {int(key): day for key, day in rows}
