"""The members of a panel speak with each other once of how they work, and not of the case."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.formats import date_format

from office.days import today
from office.models import Clock, Installation
from office.ringing import let_days_pass
from tests.factories.accreditation_panels import at_objecting

pytestmark = pytest.mark.django_db

WORDS = "the members speak with each other once"


@pytest.fixture
def case():
    Installation.objects.update_or_create(pk=1, defaults={"is_demonstration": True})
    return at_objecting().declare()


def page(client, sign_in, case, person):
    sign_in(client, person)
    return client.get(reverse("accreditation:panel", args=[case.application.reference])).text


def test_the_panel_is_told_until_when_and_nobody_else(client, sign_in, case):
    day = date_format(today() + timedelta(days=30))
    case.confirm()
    member = case.members[0].user

    letter = member.letters.get(subject__contains="your review is open")

    assert f"by the end of {day}" in letter.body
    assert WORDS in page(client, sign_in, case, member)
    assert WORDS not in page(client, sign_in, case, case.lead)


def test_nothing_is_asked_for_once_its_day_is_over(client, sign_in, case):
    Clock.objects.of(case.application).update(due_on=today() + timedelta(days=60))
    let_days_pass(31)
    case.confirm()
    member = case.members[0].user

    letter = member.letters.get(subject__contains="your review is open")

    assert "first call" not in letter.body
    assert WORDS not in page(client, sign_in, case, member)


def test_before_the_panel_is_confirmed_nobody_is_asked_to_speak(client, sign_in, case):
    assert WORDS not in page(client, sign_in, case, case.members[0].user)
