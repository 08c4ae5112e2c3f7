"""What a label asks of somebody today: rows of the desk."""

from collections.abc import Iterator
from datetime import date

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.choices import PostKind
from accounts.models import User
from accreditation import clocks
from accreditation.choices import LABEL_VALID, LabelState
from accreditation.models import Label
from accreditation.workflow import LABEL
from cities.choices import Role
from office.days import today
from office.models import Clock

from .duty import Task

MOST = 20


def held_by_my_cities(user: User) -> QuerySet[Label]:
    """Labels that the cities this person speaks for hold."""
    mine = user.memberships.current().values("city")
    return Label.objects.held().filter(city__in=mine).select_related("city", "level")


def of_leads(user: User) -> Iterator[Task]:
    """What the lead of a city that holds a label is asked for."""
    led = user.memberships.current().filter(role=Role.LEAD).values("city")
    for label in _read(Label.objects.valid().filter(city__in=led)):
        update = label.due_update
        if update and update.opens_on <= today():
            yield _duty(_("File the yearly update"), label, "update", update.due_on)
        if label.state == LabelState.DOWNGRADE_NOTICE and not _is_answered(label):
            until = clocks.downgrade(label.framework.clocks, label.state_since).day
            yield _duty(_("Answer the downgrade notice"), label, "notice_answer", until)
        soon = clocks.renewal_reminder(label.valid_until).day <= today()
        if soon and not label.city.applications.open().exists():
            url = reverse("accreditation:open", args=[label.city.slug])
            yield Task(_("Apply to renew the label"), _hint(label), url, label.valid_until)


def of_the_secretariat(user: User) -> Iterator[Task]:
    """Talks to hold, notices to decide."""
    if not user.holds(PostKind.SECRETARIAT):
        return
    notices = Label.objects.filter(state=LabelState.DOWNGRADE_NOTICE)
    for label in _read(notices):
        if not LABEL.transitions["keep_level"].blockers(label):
            yield _duty(_("Decide on the downgrade notice"), label, "notice_answer")
    reminded = Clock.objects.filter(
        workflow=LABEL.name, step="remind_of_talk", rung_on__isnull=False
    ).values_list("subject_number", flat=True)
    for label in _read(Label.objects.valid().filter(number__in=reminded, talks=None)):
        yield _duty(_("Hold the mid-term talk, and record it"), label, "talk")


def _read(labels: QuerySet[Label]) -> QuerySet[Label]:
    return labels.filter(state__in=LABEL_VALID).select_related("city", "level__framework")[:MOST]


def _is_answered(label: Label) -> bool:
    return label.answers.filter(notice_on=label.state_since, sent_on__isnull=False).exists()


def _duty(title: str, label: Label, page: str, until: date | None = None) -> Task:
    url = reverse(f"accreditation:{page}", args=[label.number])
    return Task(title, _hint(label), url, until)


def _hint(label: Label) -> str:
    return f"{label.city} · {label.number}"
