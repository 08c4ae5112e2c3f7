"""Invented cities in any number, with labels and applications, written directly.

A hundred thousand walks through the procedure are no part of what is measured.
"""

from collections.abc import Iterator
from datetime import timedelta
from itertools import cycle, islice, product

from django.db import connection

from accounts.models import User
from accreditation.choices import ENDED, ApplicationState, LabelState, Outcome
from accreditation.models import Application, Decision, Label, Recommendation, Session
from accreditation.numbers import new_number
from accreditation.workflow import APPLICATION
from cities.choices import AuthorityKind, Confirmation
from cities.models import City
from cities.names import searchable
from cities.places import places
from office.days import today
from office.models import Clock

PREFIXES = ("Nova", "Alta", "Bona", "Clara", "Magna")
STRIDE, BATCH = 20, 5000
MANY, LABELLED, LABELLED_BEYOND = 10_000, 3, 30  # every third city holds a label, then fewer
OPEN = [state for state in ApplicationState if state not in ENDED]


class Crowd:
    """The cities around those of the demonstration; ``grow`` adds more of them."""

    def __init__(self, by: User):
        session = Session.objects.order_by("pk").first()
        assert session is not None
        self.session, self.by = session, by
        self.cities, self.states = _cities(), cycle(OPEN)

    def grow(self, listed: int, applications: int) -> None:
        """Have at least so many cities in the directory, and so many applications open.

        Cities apply until there are enough open applications: as many in each state, each with a
        deadline, every tenth with one whose step was refused. Of the others every third holds a
        label, of those beyond 10,000 fewer.
        """
        every = LABELLED_BEYOND if listed > MANY else LABELLED
        missing = listed - City.objects.published().count()
        asked = applications - Application.objects.open().count()
        while missing > 0:
            cities = City.objects.bulk_create(islice(self.cities, min(missing, BATCH)))
            missing -= len(cities)
            asking = cities[: max(0, asked)]
            asked -= len(self._open(asking))
            self._label(cities[len(asking) :: every])
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
        assert City.objects.published().count() >= listed
        assert Application.objects.open().count() >= applications

    def _open(self, cities: list[City]) -> list[Application]:
        made = self._apply(cities, self.states)
        Clock.objects.bulk_create(
            Clock(
                workflow=APPLICATION.name,
                subject_label=Application._meta.label_lower,
                subject_key=str(application.pk),
                subject_number=application.reference,
                step="remind",
                started_on=today(),
                due_on=today() + timedelta(days=number % 90),
                rule="As the edition says.",
                reasons=[] if number % 10 else ["The panel is not complete."],
            )
            for number, application in enumerate(made)
        )
        return made

    def _apply(self, cities: list[City], states: Iterator[str]) -> list[Application]:
        return Application.objects.bulk_create(
            Application(
                city=city,
                framework=self.session.framework,
                session=self.session,
                reference=f"HRC-BENCH-{city.pk:06d}",
                state=state,
                opened_by=self.by,
                opened_on=today(),
            )
            for city, state in zip(cities, states, strict=False)
        )

    def _label(self, cities: list[City]) -> None:
        day, until = today(), today() + timedelta(days=5 * 365)
        applications = self._apply(cities, cycle([ApplicationState.PUBLISHED]))
        recommendations = Recommendation.objects.bulk_create(
            Recommendation(
                application=application,
                session=self.session,
                number=1,
                outcome=Outcome.LEVEL,
                level=level,
                reasons="As the panel found.",
                made_on=day,
                released_on=day,
            )
            for application, level in zip(
                applications, cycle(self.session.framework.levels.all()), strict=False
            )
        )
        decisions = Decision.objects.bulk_create(
            Decision(
                application=each.application,
                recommendation=each,
                outcome=each.outcome,
                level=each.level,
                reasons=each.reasons,
                decided_on=day - timedelta(days=number % 300),
                published_on=day,
            )
            for number, each in enumerate(recommendations)
        )
        Label.objects.bulk_create(
            Label(
                number=new_number(),
                city=decision.application.city,
                decision=decision,
                level=decision.level,
                authority=decision.application.city.authority,
                is_demonstration=True,
                state=LabelState.VALID,
                granted_on=day,
                valid_until=until,
                state_since=day,
            )
            for decision in decisions
        )


def _cities() -> Iterator[City]:
    """Invented cities where real towns stand, so that names sort and maps look as they will."""
    known, kinds = list(places().values()), cycle(AuthorityKind.values)
    for prefix, first in product(PREFIXES, range(STRIDE)):
        for place, kind in zip(known[first::STRIDE], kinds, strict=False):
            name = f"{prefix} {place.name}"
            yield City(
                slug=f"{prefix.lower()}-{place.key}",
                name=name,
                name_search=searchable(name),
                name_sort=searchable(name),
                authority=f"Council of {name}",
                kind=kind,
                country=place.country,
                population=max(1, place.population),
                latitude=place.latitude,
                longitude=place.longitude,
                languages=["en"],
                takes_part=True,
                invented=True,
                confirmed_how=Confirmation.INVITED,
                confirmed_on=today(),
                joined_on=today(),
            )
