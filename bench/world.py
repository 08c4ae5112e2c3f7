"""A database worth measuring: the demonstration, made by actions and steps, and who is asked."""

from dataclasses import dataclass

from allauth.account.internal.userkit import user_id_to_str
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from accounts.models import User
from accreditation.choices import ReviewState
from accreditation.demonstration.make import make
from accreditation.models import Label, Review
from bench.crowd import Crowd
from bench.models import Line
from cities.models import City
from office import days
from office.making import make as make_report
from office.models import Installation, Report
from register import frame

REQUIREMENTS = 116


@dataclass(frozen=True)
class World:
    """What the measurements ask for."""

    city: City  # accredited, with a full record
    label: Label  # of that city
    report: Report  # of the panel on that city
    review: Review  # open
    lead: str  # the keys of sessions, second factor used: of that city's lead,
    reviewer: str  # of the member whose review is open,
    secretariat: str  # of one of the secretariat
    crowd: Crowd


def fill() -> World:
    """Make the demonstration in an empty database."""
    call_command("migrate", verbosity=0, interactive=False, run_syncdb=True)
    call_command("collectstatic", verbosity=0, interactive=False, clear=True)
    cast = make()
    city, office = cast.cities["valdoria"], cast.secretariat[0]
    report = Report.objects.get(kind="panel_report", about_key=str(city.applications.get().pk))
    for asked in Report.objects.filter(
        about_key=report.about_key, kind__in=("panel_report", "certificate")
    ):
        assert make_report(asked.pk)
    report.refresh_from_db()
    # A demonstration's pages read its day once more; days do not pass faster where it is real.
    Installation.objects.update(is_demonstration=False, offset_days=0)
    days.forget()
    frame.forget()
    Line.objects.bulk_create(
        Line(name=f"Line {number}", place=f"Place {number}") for number in range(20)
    )
    assert city.answers.count() == REQUIREMENTS
    reviews = Review.objects.filter(state=ReviewState.OPEN, member__left_on=None)
    review = reviews.select_related("member__user", "member__panel__application").earliest("pk")
    return World(
        city=city,
        label=city.labels.held().get(),
        report=report,
        review=review,
        lead=signed_in(cast.leads["valdoria"]),
        reviewer=signed_in(review.member.user),
        secretariat=signed_in(office),
        crowd=Crowd(office),
    )


def signed_in(person: User) -> str:
    """The key of a session of this person, second factor used."""
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    session = client.session
    now = timezone.now().timestamp()
    session["account_authentication_methods_user"] = user_id_to_str(person)
    session["account_authentication_methods"] = [
        {"method": "mfa", "type": "demonstration", "at": now}  # as one click on an invented person
    ]
    session.save()
    return client.cookies[settings.SESSION_COOKIE_NAME].value
