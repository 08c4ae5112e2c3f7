"""What a label asks of somebody today: rows of the desk."""

from collections.abc import Iterator
from datetime import date
from itertools import islice
from typing import Any

from django.db.models import Case, DateField, Exists, OuterRef, Q, QuerySet, When
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.addresses import address
from accounts.worded import worded_once
from accreditation import clocks
from accreditation.choices import LABEL_VALID, ConditionState, LabelState
from accreditation.models import Condition, Label, NoticeAnswer
from accreditation.workflow import LABEL
from office.days import today
from office.models import Clock

from .tasks import MOST, Task

NOTICES = 100  # under which labels may be at a time for the desk to find those to be decided


def latest_of(cities: list[int]) -> list[Label]:
    """The latest label of each of these cities, whether it is held or has ended; one statement."""
    if not cities:
        return []
    labels = Label.objects.filter(city__in=cities).order_by("city__name_sort", "granted_on", "pk")
    return list({one.city_id: one for one in labels.select_related("city", "level")}.values())


def of_leads(led: list[int]) -> Iterator[Task]:
    """What the lead of a city that holds a label is asked for."""
    if led:
        yield from islice(_asked_of_leads(led), MOST)


def of_the_secretariat(day: date) -> Iterator[Task]:
    """Conditions to record, notices to decide, and talks to hold."""
    return islice(_asked_of_the_secretariat(day), MOST)


def _asked_of_leads(led: list[int]) -> Iterator[Task]:
    held = Label.objects.valid().filter(city__in=led).prefetch_related("conditions")
    for label in _read(held):
        for condition in label.conditions.all():
            if condition.state == ConditionState.OPEN:
                url = condition.get_absolute_url()
                yield Task(_("Meet a condition"), _hint(label), url, condition.last_day)
        update = label.due_update
        if update and update.opens_on <= today():
            if update.due_on >= today():
                yield _duty(_("File the yearly update"), label, "update", update.due_on)
            else:
                late = _("File the yearly update, which was due on %(day)s")
                yield _duty(late % {"day": date_format(update.due_on)}, label, "update")
        if label.state == LabelState.DOWNGRADE_NOTICE and not _is_answered(label):
            yield _duty(
                _("Answer the downgrade notice"), label, "notice_answer", label.answer_until
            )
        soon = clocks.renewal_reminder(label.valid_until).day <= today()
        if soon and not label.city.applications.open().exists():
            url = address("accreditation:open", label.city.slug)
            yield Task(_("Apply to renew the label"), _hint(label), url, label.valid_until)


def _asked_of_the_secretariat(day: date) -> Iterator[Task]:
    labels = _waiting(day=day)
    if conditional := [label for label in labels if label.waits_for_a_record]:
        due = Condition.objects.to_record(day).filter(label__in=conditional)
        for condition in due.select_related("label__city")[:MOST]:
            url, hint = condition.get_absolute_url(), _hint(condition.bound)
            yield Task(_("Record whether a condition was met"), hint, url, condition.last_day)
    for label in labels:
        if label.state == LabelState.DOWNGRADE_NOTICE and _is_to_be_decided(label, day):
            yield _duty(_("Decide on the downgrade notice"), label, "notice_answer")
        if label.waits_for_a_talk:
            yield _duty(_("Hold the mid-term talk, and record it"), label, "talk")


@worded_once(day=DateField())
def _waiting(*, day: Any) -> QuerySet[Any]:
    """Labels with a notice, a talk to hold, or a condition to record."""
    mine = NoticeAnswer.objects.filter(label=OuterRef("pk"), notice_on=OuterRef("opened_on"))
    reminded = Clock.objects.filter(
        workflow=LABEL.name, step="remind_of_talk", rung_on__isnull=False
    ).values("subject_number")
    to_talk = Q(number__in=reminded, talks=None)
    # Each kind finds its own few by itself; one condition for all would look at every label.
    noticed = Label.objects.filter(state=LabelState.DOWNGRADE_NOTICE).order_by("answer_until", "pk")
    # So many, that the database expects few: it would read all labels along with their cities.
    oldest = Label.objects.filter(pk__in=noticed.values("pk")[:NOTICES]).order_by().values("pk")
    waits = oldest.union(
        Label.objects.filter(to_talk).order_by().values("pk"),
        Condition.objects.to_record(day).order_by().values("label"),
    )
    waiting = Label.objects.filter(pk__in=waits).annotate(
        is_answered=Exists(mine.filter(sent_on__isnull=False)),
        waits_for_a_record=Exists(Condition.objects.to_record(day).filter(label=OuterRef("pk"))),
        waits_for_a_talk=Case(When(to_talk, then=True), default=False),
    )
    return _read(waiting)


def _is_to_be_decided(label: Any, day: date) -> bool:
    return label.is_answered or label.answer_until is None or day > label.answer_until


def _read(labels: QuerySet[Any]) -> QuerySet[Any]:
    return labels.filter(state__in=LABEL_VALID).select_related("city", "level__framework")


def _is_answered(label: Label) -> bool:
    return label.answers.filter(notice_on=label.notice_on, sent_on__isnull=False).exists()


def _duty(title: str, label: Label, page: str, until: date | None = None) -> Task:
    url = address(f"accreditation:{page}", label.number)
    return Task(title, _hint(label), url, until)


def _hint(label: Label) -> str:
    return f"{label.city} · {label.number}"
