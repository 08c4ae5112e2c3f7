"""Letting days pass: there for the secretariat of a demonstration, forward only, once."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.urls import reverse

from accounts.choices import PostKind
from accreditation.demonstration import days
from office.days import today
from office.models import Clock, Installation
from tests.factories.commitments import six
from tests.factories.world import make_world

HERE = "demonstration_days"


@pytest.mark.parametrize(("is_demonstration", "setting"), [(True, False), (False, True)])
@pytest.mark.parametrize("name", [HERE, "demonstration", "demonstration_letters"])
def test_the_addresses_do_not_exist_without_database_and_setting(
    client, sign_in, secretariat, settings, name, is_demonstration, setting
):
    Installation.objects.create(pk=1, is_demonstration=is_demonstration)
    settings.DEMONSTRATION_SIGN_IN = setting
    sign_in(client, secretariat)

    assert client.get(reverse(name)).status_code == 404
    assert client.post(reverse(name), {"days": 3, "seen": 0}).status_code == 404
    assert Installation.here().offset_days == 0


@pytest.mark.parametrize("kind", [PostKind.AUDITOR, PostKind.COMMITTEE, PostKind.TECHNICAL_ADMIN])
def test_only_the_secretariat_lets_days_pass(client, sign_in, holder_of, offered, kind):
    sign_in(client, holder_of(kind))

    assert client.post(reverse(HERE), {"days": 3, "seen": 0}).status_code == 404
    assert Installation.here().offset_days == 0


def test_the_desk_of_the_secretariat_leads_there_and_no_other(
    client, sign_in, secretariat, holder_of, offered, settings
):
    sign_in(client, holder_of(PostKind.AUDITOR))
    other = client.get("/desk/").text
    sign_in(client, secretariat)
    desk = client.get("/desk/").text
    settings.DEMONSTRATION_SIGN_IN = False
    elsewhere = client.get("/desk/").text

    assert reverse(HERE) in desk
    assert reverse(HERE) not in other + elsewhere


@pytest.mark.parametrize("asked", ["0", "-1", "401", "soon", ""])
def test_days_move_forward_and_not_too_far_at_once(client, sign_in, secretariat, offered, asked):
    sign_in(client, secretariat)

    answer = client.post(reverse(HERE), {"days": asked, "seen": 0}, follow=True)

    assert "Days move forward only." in answer.text
    assert Installation.here().offset_days == 0


def test_who_presses_second_moves_nothing(client, sign_in, secretariat, offered):
    sign_in(client, secretariat)
    client.post(reverse(HERE), {"days": 5, "seen": 0})

    answer = client.post(reverse(HERE), {"days": 5, "seen": 0}, follow=True)

    assert "nothing was moved now" in answer.text
    assert Installation.here().offset_days == 5


def test_looking_at_what_will_ring_moves_nothing(client, sign_in, secretariat, offered, plan):
    plan(six())
    sign_in(client, secretariat)

    page = client.get(reverse(HERE), {"days": 3})
    sooner = client.get(reverse(HERE), {"days": 2})

    assert "Open for filing" in page.text
    assert "Session 2030-0" in page.text
    assert "No clock rings by then." in sooner.text
    assert Installation.here().offset_days == 0


def test_to_the_next_deadline_means_the_day_it_rings(client, sign_in, secretariat, offered, plan):
    plan(six())
    sign_in(client, secretariat)

    page = client.get(reverse(HERE))

    assert 'href="?days=3"' in page.text
    assert days.next_deadline() == 3


@pytest.mark.alone
def test_afterwards_stands_what_rang_and_what_was_refused_and_why(
    client, sign_in, secretariat, offered
):
    world = make_world()
    sign_in(client, world.secretariat[0])
    seen = Installation.here().offset_days

    answer = client.post(reverse(HERE), {"days": 356, "seen": seen}, follow=True)

    assert "356 days have passed." in answer.text
    rang, _title, refused = answer.text.partition("Steps that were refused")
    assert "Close filing" in rang
    assert "Open the meeting" in refused
    assert "Attendance has not been published yet." in refused


def test_without_a_clock_nothing_rang_and_nothing_was_refused(
    client, sign_in, secretariat, offered
):
    sign_in(client, secretariat)

    answer = client.post(reverse(HERE), {"days": 1, "seen": 0}, follow=True)

    assert "1 day has passed." in answer.text
    assert "No deadline ended with a step." in answer.text
    assert "No step was refused." in answer.text


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_however_many_clocks_ring(
    client, sign_in, secretariat, offered, plan, django_assert_num_queries, count
):
    plan(six(), count)
    sign_in(client, secretariat)
    client.get("/about/")  # knows by now that this is a demonstration

    with django_assert_num_queries(21):
        page = client.get(reverse(HERE), {"days": 10, "since": today().isoformat()})

    assert page.text.count("Open for filing") == count


@pytest.mark.parametrize("since", ["yesterday", "2027-13-01", ""])
def test_an_address_that_names_no_day_says_nothing_of_what_came(
    client, sign_in, secretariat, offered, since
):
    sign_in(client, secretariat)

    assert "What came of it" not in client.get(reverse(HERE), {"since": since}).text


def test_a_clock_of_a_thing_without_a_page_is_named_by_its_number(offered):
    Clock.objects.create(
        workflow="label", subject_label="accreditation.label", subject_key="1",
        subject_number="HRC-2027-AAAA-B", step="expire", started_on=today(), due_on=today(),
        rule="valid for 60 months",
    )  # fmt: skip

    (ring,) = days.rings_within(1)

    assert (ring.subject, ring.day) == ("HRC-2027-AAAA-B", today() + timedelta(days=1))


def test_the_day_stands_in_the_frame_of_every_page(client, offered, sign_in, secretariat):
    Installation.objects.update(offset_days=40)
    said = f"Today is {today():%-d %B %Y} here."
    sign_in(client, secretariat)

    for address in ("/", reverse("accreditation:desk"), "/nowhere/"):
        assert said in client.get(address).text


def test_a_real_platform_says_no_day(client, db):
    assert "Today is" not in client.get("/").text


@pytest.mark.postgres(only=True)
@pytest.mark.django_db(transaction=True)
def test_of_two_who_press_at_once_one_lets_days_pass():
    Installation.objects.update_or_create(pk=1, defaults={"is_demonstration": True})
    gate, moved = Barrier(2), []

    def press():
        gate.wait()
        moved.append(days.pass_days(seen=0, days=7))
        connection.close()

    both = [Thread(target=press) for _person in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join()

    assert sorted(moved) == [False, True]
    assert Installation.here().offset_days == 7
