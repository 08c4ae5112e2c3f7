"""How far are the cities that one person coordinates? The same few statements for one or fifty."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, F, Max, Min, Q

from accounts.models import User
from cities.choices import Role
from cities.models import City
from office.days import today
from progress.choices import AnswerState
from progress.models import Answer, Assignment, Question, TeamComment


@dataclass(frozen=True)
class Coordinated:
    """One record at a glance. Nothing is compared with the others, or put in order by it."""

    city: City
    begun: int  # answers that say something
    agreed: int
    changed_at: datetime | None
    next_due: date | None
    open_comments: int
    open_questions: int


def coordinated_by(user: User) -> Sequence[Coordinated]:
    """Every city that invited this person as its coordinator, by name."""
    cities = list(City.objects.with_role(user, Role.COORDINATOR))
    keys = [city.pk for city in cities]
    answers = _answers(keys)
    due = dict(
        Assignment.objects.filter(city__in=keys, due_on__gte=today())
        .order_by()
        .values_list("city")
        .annotate(next=Min("due_on"))
    )
    comments = dict(
        TeamComment.objects.open()
        .filter(city__in=keys)
        .order_by()
        .values_list("city")
        .annotate(count=Count("pk"))
    )
    questions = dict(
        Question.objects.open()
        .filter(city__in=keys)
        .order_by()
        .values_list("city")
        .annotate(count=Count("pk"))
    )
    none: tuple[int, int, datetime | None] = (0, 0, None)
    return [
        Coordinated(
            city,
            *answers.get(city.pk, none),
            next_due=due.get(city.pk),
            open_comments=comments.get(city.pk, 0),
            open_questions=questions.get(city.pk, 0),
        )
        for city in cities
    ]


def _answers(keys: Sequence[int]) -> dict[int, tuple[int, int, datetime]]:
    """City → (begun, agreed, last change), under the edition each record is kept under."""
    rows = (
        Answer.objects.given()
        .filter(city__in=keys, requirement__framework=F("city__record_edition__framework"))
        .order_by()
        .values_list("city")
        .annotate(
            begun=Count("pk"),
            agreed=Count("pk", filter=Q(state=AnswerState.AGREED)),
            last=Max("changed_at"),
        )
    )
    return {city: (begun, agreed, last) for city, begun, agreed, last in rows}
