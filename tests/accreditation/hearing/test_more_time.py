"""More time for a hearing: the window for contributions moves with its deadline."""

from datetime import timedelta

import pytest
from django.urls import reverse

from accreditation.actions.deadlines import extend_deadline
from accreditation.choices import ApplicationState as S
from accreditation.demonstration import walk
from accreditation.workflow import APPLICATION
from office.days import today
from office.models import Clock
from office.workflow import Refused
from tests.factories.world import make_world
from voices.released import hearing_of, open_hearings

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return make_world()


def extend(world, application, to):
    extend_deadline(
        subject=application, step="close_hearing", to=to, because="Floods.",
        by=world.secretariat[0],
    )  # fmt: skip


def due(application):
    return Clock.objects.running().of(application).get(step="close_hearing").due_on


def test_people_can_speak_as_long_as_the_deadline_says(world):
    application = world.at(S.HEARING)
    later = due(application) + timedelta(days=14)

    extend(world, application, later)

    assert (due(application), hearing_of(application.city).closes) == (later, later)
    walk.wait_until(later)
    assert [one.city for one in open_hearings(today())] == [application.city.name]
    with pytest.raises(Refused, match="can contribute until the end of"):
        APPLICATION.perform("close_hearing", application, by=world.secretariat[0])
    walk.wait_until(later + timedelta(days=1))
    application.refresh_from_db()
    assert application.state == S.REPLYING


def test_what_was_closed_to_people_is_not_opened_again(client, sign_in, world):
    application = world.at(S.HEARING)
    before = due(application)
    clock = Clock.objects.running().of(application).get(step="close_hearing")
    Clock.objects.filter(pk=clock.pk).update(tried_on=today() + timedelta(days=200))
    walk.wait_until(before + timedelta(days=3))  # something waits to be screened

    shown = sign_in(client, world.secretariat[0]).get(application.get_absolute_url()).text

    address = reverse(
        "accreditation:extend_deadline", args=[application.reference, "close_hearing"]
    )
    assert address not in shown
    assert "it cannot be opened again" in shown
    assert 'name="to"' not in client.get(address).text
    with pytest.raises(Refused, match="cannot be opened again"):
        extend(world, application, before + timedelta(days=30))
    assert (due(application), hearing_of(application.city).closes) == (before, before)
