"""A database worth measuring: the demonstration, and a thousand listed cities around it.

The demonstration is made by actions and steps. The other cities are written directly, a thousand
walks through the procedure being no part of what is measured.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import cycle, islice

from allauth.account.internal.userkit import user_id_to_str
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.utils import timezone

from accounts.models import User
from accreditation.choices import ApplicationState, LabelState, Outcome
from accreditation.demonstration.make import make
from accreditation.models import Application, Decision, Label, Recommendation, Session
from accreditation.numbers import new_number
from bench.models import Line
from cities.choices import AuthorityKind, Confirmation
from cities.models import City
from cities.names import searchable
from cities.places import places
from commitments.models import Framework
from office.days import today
from office.making import make as make_report
from office.models import Report

LISTED = 1000
REQUIREMENTS = 116


@dataclass(frozen=True)
class World:
    """What the measurements ask for."""

    city: City  # accredited, with a full record
    session_key: str  # of its lead, second factor used
    framework: Framework
    report: Report  # of the panel on that city


def fill() -> World:
    """Make everything in an empty database. Raises AssertionError where something is missing."""
    call_command("migrate", verbosity=0, interactive=False, run_syncdb=True)
    call_command("collectstatic", verbosity=0, interactive=False, clear=True)
    cast = make()
    city, lead = cast.cities["valdoria"], cast.leads["valdoria"]
    report = Report.objects.get(kind="panel_report", about_key=str(city.applications.get().pk))
    for asked in Report.objects.filter(
        about_key=report.about_key, kind__in=("panel_report", "certificate")
    ):
        assert make_report(asked.pk)
    _add_cities(cast.secretariat[0])
    Line.objects.bulk_create(
        Line(name=f"Line {number}", place=f"Place {number}") for number in range(20)
    )
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    framework = Framework.objects.current()
    assert framework is not None
    assert City.objects.published().count() == LISTED
    assert city.answers.count() == framework.requirements.count() == REQUIREMENTS
    return World(city, _signed_in(lead), framework, report)


def _add_cities(person: User) -> None:
    """Fill the directory up: half take part, a third hold a label, a sixth are being reviewed."""
    session = Session.objects.order_by("pk").first()
    assert session is not None
    missing = LISTED - City.objects.published().count()
    cities = City.objects.bulk_create(islice(_cities(), missing))
    applications = [
        Application(
            city=city,
            framework=session.framework,
            session=session,
            reference=f"HRC-BENCH-{number:05d}",
            state=state,
            opened_by=person,
            opened_on=today(),
        )
        for number, (city, state) in enumerate(zip(cities, _states(), strict=False))
        if state
    ]
    Application.objects.bulk_create(applications)
    _add_labels([each for each in applications if each.state == ApplicationState.PUBLISHED])


def _cities() -> Iterator[City]:
    """Invented cities where real towns stand, so that names sort and maps look as they will."""
    kinds = cycle(AuthorityKind.values)
    for place, kind in zip(list(places().values())[::20], kinds, strict=False):
        name = f"Nova {place.name}"
        yield City(
            slug=f"nova-{place.key}",
            name=name,
            name_search=searchable(name),
            name_sort=searchable(name),
            authority=f"Council of {name}",
            kind=kind,
            country=place.country,
            population=place.population,
            latitude=place.latitude,
            longitude=place.longitude,
            languages=["en"],
            takes_part=True,
            invented=True,
            confirmed_how=Confirmation.INVITED,
            confirmed_on=today(),
            joined_on=today(),
        )


def _states() -> Iterator[str]:
    published, reviewed = ApplicationState.PUBLISHED, ApplicationState.REVIEWING
    return cycle([published, "", "", published, "", reviewed])


def _add_labels(applications: list[Application]) -> None:
    day, until = today(), today() + timedelta(days=5 * 365)
    levels = cycle(applications[0].framework.levels.all())
    recommendations = [
        Recommendation(
            application=application,
            session=application.session,
            number=1,
            outcome=Outcome.LEVEL,
            level=level,
            reasons="As the panel found.",
            made_on=day,
            released_on=day,
        )
        for application, level in zip(applications, levels, strict=False)
    ]
    Recommendation.objects.bulk_create(recommendations)
    decisions = [
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
    ]
    Decision.objects.bulk_create(decisions)
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


def _signed_in(person: User) -> str:
    """The key of a session of this person, second factor used."""
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    session = client.session
    now = timezone.now().timestamp()
    session["account_authentication_methods_user"] = user_id_to_str(person)
    session["account_authentication_methods"] = [{"method": "mfa", "at": now}]
    session.save()
    return client.cookies[settings.SESSION_COOKIE_NAME].value
