"""One thing that waits for a person, as their desk shows it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from accounts.addresses import address
from accreditation.due import LAST_DAY, with_deadline
from accreditation.models import Application
from accreditation.workflow import APPLICATION
from office.models import Clock

MEASURES = "progress:measures"
MOST = 10  # rows of one kind; a list holds the rest
KEPT = 2_000  # rows that a process has at hand


@dataclass(frozen=True)
class Task:
    """One thing that waits for this person."""

    title: str
    hint: str
    url: str
    until: date | None = None


def drawn(tasks: Iterable[Task], day: date | None) -> SafeString:
    """The rows in HTML, as of ``day``, which is needed where any of them has a last day.

    A row is the same for the same task, for all who have it on their desk, until its last day is
    over: it is drawn once and kept.
    """
    language = get_language() or ""
    rows = [_row(language, task, bool(task.until and day and task.until < day)) for task in tasks]
    return mark_safe("".join(rows))  # noqa: S308 -- each was drawn by a template


@lru_cache(maxsize=KEPT)
def _row(_language: str, task: Task, is_late: bool) -> SafeString:
    return render_to_string("accreditation/_task.html", {"task": task, "is_late": is_late})


def task_about(application: Application, title: str, page: str, until: date | None = None) -> Task:
    """A task on one of the pages of an application, or on the measures of its city."""
    if page == MEASURES:
        url = address(page, application.city.slug)
    else:
        url = address(f"accreditation:{page}", application.reference)
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
