"""Before an election, whoever leads a record prepares to hand it over."""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import F
from django.urls import reverse

from accounts.models import User
from cities.choices import Role
from cities.models import City
from office import letters
from office.days import today

DAYS_BEFORE = 90


def near_election(city: City) -> date | None:
    """The day on which the council is elected, where that is within three months."""
    day = city.next_election
    if day is None or not today() <= day <= today() + timedelta(days=DAYS_BEFORE):
        return None
    return day


def remind_leads() -> None:
    """One letter to the lead before each election; may run as often as it likes."""
    day = today()
    due = City.objects.filter(
        next_election__gte=day, next_election__lte=day + timedelta(days=DAYS_BEFORE)
    ).exclude(election_reminded_for=F("next_election"))
    for city in due.order_by("pk"):
        with transaction.atomic():
            if due.filter(pk=city.pk).update(election_reminded_for=city.next_election):
                _write(city)


def _write(city: City) -> None:
    leads = city.memberships.current().filter(role=Role.LEAD)
    for lead in User.objects.filter(pk__in=leads.values("user"), is_active=True):
        letters.write(
            to=lead,
            template="mail/election_soon.txt",
            about=city,
            link=reverse("progress:hand_over", args=[city.slug]),
            context={"city": city, "day": city.next_election},
        )
