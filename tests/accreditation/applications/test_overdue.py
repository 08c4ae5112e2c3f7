"""A deadline that is over stays where it stood and says so, for as long as something waits."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.formats import date_format

from accreditation.actions.deadlines import extend_deadline
from accreditation.choices import ApplicationState as S
from accreditation.letters import now_with
from accreditation.models import PanelMember
from accreditation.responding import deadlines_of
from accreditation.views.team_dates import dates_of
from accreditation.workflow import APPLICATION
from office import clocks
from office.actors import acting
from office.days import today
from office.models import Clock, Installation, Letter, TrailEntry
from office.ringing import let_days_pass
from office.workflow import Refused
from tests.factories.world import make_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    Installation.objects.update_or_create(pk=1, defaults={"is_demonstration": True})
    return make_world()


@pytest.fixture
def submitted(world):
    """An application whose completeness was to be checked by a day that has passed."""
    application = world.at(S.SUBMITTED)
    due = Clock.objects.running().of(application).get(step="remind").due_on
    let_days_pass((due - today()).days + 1)
    return application, due


def read(client, sign_in, person, address):
    sign_in(client, person)
    return client.get(address).text


@pytest.mark.parametrize("weeks", [0, 1, 8])
def test_what_was_due_says_since_when_however_often_it_was_reminded_of(
    client, sign_in, world, submitted, weeks
):
    application, due = submitted
    if weeks:
        let_days_pass(7 * weeks)
    words = date_format(due)

    desk = read(client, sign_in, world.secretariat[0], "/desk/")
    page = read(client, sign_in, world.secretariat[0], application.get_absolute_url())
    waiting = read(client, sign_in, world.lead_of(application.city), application.get_absolute_url())

    assert f"overdue since {words}" in desk
    assert f"Overdue since {words}" in page
    assert f"Overdue since {words}" in waiting
    assert "Vienna" not in page


def test_after_a_step_it_is_not_said_to_have_time_until_the_next_reminder(world, submitted):
    application, due = submitted

    said = now_with(application, world.secretariat[0])

    assert said.startswith(f"Now with the secretariat; this was due on {date_format(due)}.")


def test_a_day_that_is_still_to_come_is_not_overdue(client, sign_in, world):
    application = world.at(S.SUBMITTED)

    desk = read(client, sign_in, world.secretariat[0], "/desk/")
    page = read(client, sign_in, world.secretariat[0], application.get_absolute_url())

    assert "until" in desk
    assert "verdue" not in desk + page


def test_the_dates_of_a_team_tell_the_first_day_and_not_that_of_the_reminder(world, submitted):
    application, due = submitted

    days = {dated.day for dated in dates_of(application.city, world.lead_of(application.city))}

    assert due in days
    assert today() + timedelta(days=7) not in days


def test_it_is_over_once_the_application_goes_on(world, submitted):
    application, _due = submitted
    let_days_pass(60)
    world.walk_to(application, S.HEARING)

    assert [clock.step for clock in deadlines_of(application)] == ["close_hearing"]
    assert not deadlines_of(application).get().is_over


def test_it_is_over_once_the_application_has_ended(world, submitted):
    application, _due = submitted
    let_days_pass(60)
    APPLICATION.perform("withdraw", application, by=world.lead_of(application.city))

    assert not deadlines_of(application).exists()


def test_more_time_for_what_is_late_makes_it_late_no_more(world, submitted):
    application, _due = submitted
    clock = Clock.objects.running().of(application).get(step="remind")
    later = today() + timedelta(days=30)

    clocks.extend(clock, application, to=later, because="A flood.", by=acting(world.secretariat[0]))

    assert (clock.last_day, clock.is_over) == (later, False)


def give_more(application, world, to):
    extend_deadline(
        subject=application, step="remind", to=to, because="A flood.", by=world.secretariat[0]
    )


def test_what_is_over_gets_no_day_that_has_passed(world, submitted):
    application, due = submitted
    let_days_pass(60)

    with pytest.raises(Refused, match="The new day must be later than"):
        give_more(application, world, due + timedelta(days=10))


def test_what_nobody_waits_for_any_more_gets_no_time(world, submitted):
    application, _due = submitted
    let_days_pass(60)
    world.walk_to(application, S.HEARING)

    with pytest.raises(Refused, match="does not run"):
        give_more(application, world, today() + timedelta(days=30))


def test_after_the_last_reminder_more_time_can_still_be_given_with_a_reason(
    client, sign_in, world, submitted
):
    application, due = submitted
    let_days_pass(60)
    sign_in(client, world.secretariat[0])
    url = reverse("accreditation:extend_deadline", args=[application.reference, "remind"])
    later = today() + timedelta(days=30)

    offered = client.get(application.get_absolute_url()).text
    asked = client.get(url).text
    client.post(url, {"to": later, "because": "A flood."})
    page = client.get(application.get_absolute_url()).text

    assert url in offered
    assert date_format(due, "j F Y") in asked
    assert "Extended: A flood." in page
    assert "verdue" not in page
    assert Letter.objects.filter(to=world.secretariat[0]).first().body.count(date_format(later))


def test_who_was_given_more_time_is_reminded_four_times_again(world, submitted):
    application, _due = submitted
    let_days_pass(60)
    before = TrailEntry.objects.of(application).filter(step="remind").count()
    give_more(application, world, today() + timedelta(days=30))

    let_days_pass(100)

    assert before == 4
    assert TrailEntry.objects.of(application).filter(step="remind").count() == 8
    assert deadlines_of(application).get().is_over


@pytest.mark.parametrize("days", [8, 60])
def test_a_new_day_keeps_the_rule_and_the_reason_before_and_after_it_is_reminded_of(
    world, submitted, days
):
    application, _due = submitted
    let_days_pass(days)
    later = today() + timedelta(days=30)
    give_more(application, world, later)
    given = deadlines_of(application).get()

    let_days_pass(32)

    late = deadlines_of(application).get()
    assert [clock.rule for clock in (given, late)] == [
        "14 days after the application was submitted"
    ] * 2
    assert [clock.extended_because for clock in (given, late)] == ["A flood."] * 2
    assert (given.is_over, late.is_over, late.last_day) == (False, True, later)
    assert Letter.objects.filter(to=world.secretariat[0]).first().subject.endswith("a reminder")


def test_a_refused_step_stays_with_its_reasons(client, sign_in, world):
    application = world.at(S.OBJECTING)
    application.panel.members.update(declared_on=None)
    clock = Clock.objects.running().of(application).get(step="confirm_panel")
    let_days_pass((clock.due_on - today()).days + 3)

    page = read(client, sign_in, world.lead_of(application.city), application.get_absolute_url())

    clock.refresh_from_db()
    assert clock.reasons
    assert f"Overdue since {date_format(clock.due_on)}" in page
    assert clock.reasons[0] in page


def test_whoever_waits_reads_why_the_day_has_brought_nothing(client, sign_in, world):
    application = world.at(S.FACT_CHECK)
    member = PanelMember.objects.seated().filter(panel__application=application).first()
    why = "This step could not be taken. The secretariat is looking into it."
    Clock.objects.running().of(application).filter(step="correct_facts").update(reasons=[why])

    pages = [
        read(client, sign_in, person, application.get_absolute_url())
        for person in (world.lead_of(application.city), member.user, world.secretariat[0])
    ]

    assert all(why in page for page in pages)
