"""How far are the cities that one person coordinates? The same few statements for one or fifty."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, F, Max, Q

from accounts.models import User
from cities.choices import Role
from cities.models import City
from office.days import today
from progress.choices import AnswerState
from progress.models import Answer, Assignment, Question, TeamComment
from progress.records import sheets_of
from progress.sharing import Shares, days_of_open


@dataclass(frozen=True)
class Coordinated:
    """One record at a glance. Nothing is compared with the others, or put in order by it."""

    city: City
    begun: int  # answers that say something
    agreed: int
    changed_at: datetime | None
    next_due: date | None  # the first day on which something open is due, be it over
    is_overdue: bool
    open_comments: int
    open_questions: int


def coordinated_by(user: User) -> Sequence[Coordinated]:
    """Every city that invited this person as its coordinator, by name."""
    held = City.objects.with_role(user, Role.COORDINATOR)
    cities = list(held.select_related("record_edition__framework"))
    keys = [city.pk for city in cities]
    answers = _answers(keys)
    due = _due(cities)
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
    day = today() if due else None
    none: tuple[int, int, datetime | None] = (0, 0, None)
    return [
        Coordinated(
            city,
            *answers.get(city.pk, none),
            next_due=due.get(city.pk),
            is_overdue=day is not None and city.pk in due and due[city.pk] < day,
            open_comments=comments.get(city.pk, 0),
            open_questions=questions.get(city.pk, 0),
        )
        for city in cities
    ]


def _due(cities: Sequence[City]) -> dict[int, date]:
    """City → when the first of what is given to somebody and still open is due.

    Before its first answer a record has no edition yet, and all that is given out is open.
    """
    rows = Assignment.objects.filter(city__in=cities).order_by()
    shares: dict[int, list[Assignment]] = {}
    for row in rows:
        shares.setdefault(row.city_id, []).append(row)
    dated = {city for city, mine in shares.items() if any(each.due_on for each in mine)}
    editions = {
        city.pk: city.record_edition.framework
        for city in cities
        if city.pk in dated and hasattr(city, "record_edition")
    }
    sheets = sheets_of(editions)
    found = {}
    for city in dated:
        days = [each.due_on for each in shares[city] if each.due_on]
        if city in sheets:
            days = list(days_of_open(Shares.among(shares[city]), sheets[city]))
        if days:
            found[city] = min(days)
    return found


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
