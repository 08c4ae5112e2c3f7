"""An objection to a member of the panel is settled by a day; who is late is reminded, no more."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils.formats import date_format

from accreditation.actions import panels
from accreditation.actions.deadlines import extend_deadline
from accreditation.choices import PanelObjectionState as P
from accreditation.models import Application, Objection
from accreditation.workflow import APPLICATION
from office.days import today
from office.models import Clock, Installation
from office.ringing import let_days_pass, ring_due
from office.workflow import Refused
from tests.factories.accreditation_panels import at_objecting, cost_of

pytestmark = pytest.mark.django_db

SETTLE = 7  # days


@pytest.fixture
def case():
    Installation.objects.update_or_create(pk=1, defaults={"is_demonstration": True})
    return at_objecting()


def object_to(case, place=0):
    return panels.object_to(member=case.members[place], grounds="Kin.", by=case.lead)


def settle(case, objection, upheld=False):
    panels.settle_objection(
        objection=objection, upheld=upheld, reasons="It is so.", by=case.secretariat[0]
    )


def late(person):
    return person.letters.filter(subject__contains="still to be settled").count()


def due(objection):
    return Clock.objects.running().of(objection).get().due_on


def panel_of(client, sign_in, case, person):
    sign_in(client, person)
    return client.get(reverse("accreditation:panel", args=[case.application.reference])).text


def test_nobody_but_the_secretariat_settles_one(case):
    objection = object_to(case)

    with pytest.raises(PermissionDenied):
        panels.settle_objection(objection=objection, upheld=True, reasons="Mine.", by=case.lead)

    objection.refresh_from_db()
    assert objection.state == P.OPEN


def test_the_secretariat_is_told_by_when_and_the_city_what_became_of_it(case):
    objection = object_to(case)
    lodged = [person.letters.first() for person in case.secretariat]

    settle(case, objection)

    assert due_then(objection) == today() + timedelta(days=SETTLE)
    assert [date_format(due_then(objection), "j F Y") in one.body for one in lodged] == [True, True]
    assert "It is so." in case.lead.letters.get(subject__contains="is settled").body


def due_then(objection):
    return Clock.objects.of(objection).get().due_on


def test_it_rings_the_day_after_its_day_four_times_and_settles_nothing(case):
    objection, told = object_to(case), []

    for days in (SETTLE, 1, 8, 8, 8, 40):
        let_days_pass(days)
        told.append(late(case.secretariat[0]))

    objection.refresh_from_db()
    assert told == [0, 1, 2, 3, 4, 4]
    assert objection.state == P.OPEN
    assert late(case.lead) == 0


def test_rung_twice_on_a_day_it_reminds_once(case):
    object_to(case)
    let_days_pass(SETTLE + 1)

    ring_due()

    assert late(case.secretariat[0]) == 1


def test_two_objections_have_each_their_own_day(case):
    first = object_to(case)
    let_days_pass(3)
    second = object_to(case, 1)
    settle(case, first)

    let_days_pass(SETTLE)
    before = late(case.secretariat[0])
    let_days_pass(1)

    assert not Clock.objects.running().of(first).exists()
    assert (before, late(case.secretariat[0])) == (0, 1)
    assert second.member.reviewer.public_name in case.secretariat[0].letters.first().body


def test_what_is_settled_is_settled_once(case):
    objection = object_to(case)
    settle(case, objection, upheld=True)

    with pytest.raises(Refused, match="settled already"):
        settle(case, objection)


def test_one_without_a_clock_says_its_day_until_it_is_settled(client, sign_in, case):
    objection = object_to(case)
    day = date_format(due(objection))
    Clock.objects.of(objection).delete()
    sign_in(client, case.secretariat[0])
    page = reverse("accreditation:objection", args=[case.application.reference, objection.pk])

    waiting = client.get(page).text
    settle(case, objection)
    settled = client.get(page).text

    assert f"To be settled until {day}: 7 days after" in waiting
    assert "Nothing is left to settle" not in waiting
    assert "Nothing is left to settle" in settled


def test_an_objection_falls_away_with_the_panel_and_reminds_nobody(case):
    kept, upheld = object_to(case), object_to(case, 1)
    settle(case, upheld, upheld=True)
    APPLICATION.perform("redraw", case.application, by=case.secretariat[0])

    let_days_pass(40)
    kept.refresh_from_db()

    assert kept.state == P.FALLEN
    assert late(case.secretariat[0]) == 0
    with pytest.raises(Refused, match="nothing is left to settle"):
        settle(case, kept)


def test_an_objection_falls_away_with_the_seat(case):
    Application.objects.update(redrawn_times=case.framework.panel.redraws_max)
    objection = object_to(case)
    member = case.members[0]
    case.lose(member)
    panels.prepare_replacement(member=member, reason="A conflict.", by=case.secretariat[0])
    case.application.refresh_from_db()
    APPLICATION.perform("replace_member", case.application, by=case.secretariat[0])

    objection.refresh_from_db()

    assert objection.state == P.FALLEN
    assert not Clock.objects.running().of(objection).exists()


@pytest.mark.parametrize("days", [0, SETTLE + 1])
def test_who_settles_and_who_waits_read_until_when_and_the_panel_does_not(
    client, sign_in, case, days
):
    objection = object_to(case)
    day = date_format(due(objection), "j F Y")
    let_days_pass(days) if days else None
    said = f"overdue since {day}" if days else f"until the end of {day}"

    city = panel_of(client, sign_in, case, case.lead)
    office = panel_of(client, sign_in, case, case.secretariat[0])
    desk = client.get(reverse("accreditation:desk")).text
    member = panel_of(client, sign_in, case, case.members[1].user)

    assert ["To be settled" in page and said in page for page in (city, office)] == [True, True]
    assert day in desk
    assert "To be settled" not in member


def test_more_time_is_given_by_the_secretariat_alone(client, sign_in, case):
    objection = object_to(case)
    page = reverse(
        "accreditation:objection_deadline", args=[case.application.reference, objection.pk]
    )
    later = today() + timedelta(days=20)
    sign_in(client, case.lead)
    refused = client.post(page, {"to": later, "because": "Ill."})
    offered = page in panel_of(client, sign_in, case, case.secretariat[0])

    client.post(page, {"to": later, "because": "The secretariat was ill."})
    let_days_pass(20)
    before = late(case.secretariat[0])
    let_days_pass(1)

    assert (refused.status_code, offered) == (403, True)
    assert "The secretariat was ill." in panel_of(client, sign_in, case, case.lead)
    assert "was ill" in case.lead.letters.get(subject__contains="more time").body
    assert (before, late(case.secretariat[0])) == (0, 1)


def test_what_is_settled_has_nothing_to_extend(case):
    objection = object_to(case)
    settle(case, objection)
    later = today() + timedelta(days=20)

    with pytest.raises(Refused, match="does not run"):
        extend_deadline(
            subject=objection, step="remind", to=later, because="Ill.", by=case.secretariat[0]
        )


@pytest.mark.parametrize("who", ["lead", "secretariat"])
def test_desk_and_panel_cost_the_same_with_one_objection_and_with_three(client, sign_in, who):
    case = at_objecting()
    sign_in(client, {"lead": case.lead, "secretariat": case.secretariat[0]}[who])
    pages = ("/desk/", reverse("accreditation:panel", args=[case.application.reference]))
    object_to(case)
    one = [cost_of(client, page) for page in pages]
    object_to(case, 1), object_to(case, 2)

    assert [cost_of(client, page) for page in pages] == one
    assert one[0] <= 12
    assert Objection.objects.open().count() == 3
