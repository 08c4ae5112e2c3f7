"""What a review recommended waits for the city's answer: who sees to it, and by when.

The letter on the decision asks for it, and the clock that publishing starts says until when.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import CharField, Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accreditation.choices import ENDED
from accreditation.choices import ApplicationState as S
from accreditation.due import WORKFLOW, with_deadline
from accreditation.models import Application
from cities.models import City
from office.models import Clock
from progress.models import Measure
from progress.standing import ASKS, Fact

# Recommendations of a review of which the city has not said who sees to them and by when.
_OF_IT = Measure.objects.to_plan().filter(
    city=OuterRef("city"), origin__startswith=Concat(OuterRef("reference"), Value("/"))
)
_TO_ANSWER = Q(Exists(_OF_IT), state=S.PUBLISHED)


def open_or_to_answer() -> QuerySet[Application]:
    """Applications on their way, and published ones whose recommendations wait for an answer."""
    return Application.objects.filter(~Q(state__in=ENDED) | _TO_ANSWER)


def waits_for_answers(application: Application) -> bool:
    return Application.objects.filter(_TO_ANSWER, pk=application.pk).exists()


def deadlines_of(application: Application) -> QuerySet[Clock]:
    """Those that still mean something: once it has ended, only that of what is to be answered."""
    clocks = Clock.objects.of(application)
    if application.state in ENDED and not waits_for_answers(application):
        return clocks.none()
    return clocks.standing()


def asked_for(city: City) -> Iterator[Fact]:
    """Until when to answer them, for each review; one statement. Late is what was reminded of."""
    reminded = Clock.objects.standing().filter(
        workflow=WORKFLOW, subject_key=Cast(OuterRef("pk"), CharField()), rung_on__isnull=False
    )
    to_answer = Application.objects.filter(_TO_ANSWER, city=city)
    waiting: Iterable[Any] = with_deadline(to_answer.annotate(is_late=Exists(reminded)))
    for application in waiting:
        due, said = application.due_on, {"reference": application.reference}
        is_late = due is not None and application.is_late
        if due is None:
            words = _("%(reference)s: say of each recommendation who sees to it and by when") % said
        elif is_late:
            words = _(
                "%(reference)s: say of each recommendation who sees to it and by when; "
                "this was due on %(day)s"
            ) % {**said, "day": date_format(due)}
        else:
            words = _(
                "%(reference)s: say of each recommendation who sees to it and by when, "
                "until the end of %(day)s"
            ) % {**said, "day": date_format(due)}
        url = reverse("progress:measures", args=[city.slug])
        yield Fact(_("Answer the recommendations"), words, url, is_late=is_late)


ASKS.append(asked_for)
