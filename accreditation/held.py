"""What does a city's label say of itself at the head of the record, and what does it ask for?"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import BigAutoField, OuterRef, QuerySet, Subquery
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.worded import worded_once
from accreditation.choices import LabelState
from accreditation.models import Label, YearlyUpdate
from cities.models import City
from office.days import today
from progress.standing import STANDINGS, Fact, Standing


def label_of(city: City) -> Iterator[Standing]:
    """The latest label of a city, whether it is held or has ended; one statement, and the day."""
    for label in _latest(city=city):
        day = today()
        state = LabelState.EXPIRED if _has_just_run_out(label, day) else LabelState(label.state)
        holds = label.is_valid and state != LabelState.EXPIRED
        update = _update(label, day) if holds else None
        yield Standing(
            title=_("Label: %(level)s") % {"level": label.level.title},
            state=str(state.label),
            tone="good" if holds else "bad",
            url=reverse("accreditation:label", args=[label.number]),
            facts=[_until(label, holds=holds), *([update] if update else [])],
            ask=_ask(label, update, day) if update else None,
        )


STANDINGS.append(label_of)


@worded_once(city=BigAutoField())
def _latest(city: Any) -> QuerySet[Any]:
    updates = YearlyUpdate.objects.filter(
        label=OuterRef("pk"), filed_on=None, due_on__lte=OuterRef("valid_until")
    )
    labels = Label.objects.filter(city=city).order_by("-granted_on", "-pk").select_related("level")
    return labels.annotate(
        update_opens_on=Subquery(updates.values("opens_on")[:1]),
        update_due_on=Subquery(updates.values("due_on")[:1]),
    )[:1]


def _has_just_run_out(label: Label, day: date) -> bool:
    """Past its time, while the clock that ends it has not rung yet."""
    return label.is_valid and label.has_run_out(day)


def _until(label: Label, *, holds: bool) -> Fact:
    term = _("Valid until") if holds else _("Granted until")
    return Fact(term, date_format(label.valid_until))


def _update(label: Any, day: date) -> Fact:
    term, due = _("Next yearly update"), label.update_due_on
    if due is None:
        return Fact(term, _("None is asked for any more: the renewal takes its place."))
    url = reverse("accreditation:update", args=[label.number])
    if due < day:
        return Fact(term, _("Overdue since %(day)s") % {"day": date_format(due)}, url, is_late=True)
    return Fact(term, _("Due on %(day)s") % {"day": date_format(due)}, url)


def _ask(label: Any, update: Fact, day: date) -> Fact | None:
    """The update, once it can be filed, as something that waits for the team."""
    if label.update_opens_on is None or label.update_opens_on > day:
        return None
    words = {"day": date_format(label.update_due_on)}
    said = _("The yearly update of the label is due on %(day)s")
    if update.is_late:
        said = _("The yearly update of the label was due on %(day)s")
    return Fact(update.term, said % words, update.url, is_late=update.is_late)
