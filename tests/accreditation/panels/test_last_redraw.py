"""A member lost after the last redraw: one seat changes hands, and the procedure goes on."""

import pytest
from django.urls import reverse

from accreditation.actions import panels
from accreditation.choices import ApplicationState as S
from accreditation.models import Review
from accreditation.workflow import APPLICATION
from office.actors import CLOCK
from office.days import today
from office.models import Clock
from office.workflow import Refused
from tests.factories.accreditation_panels import at_objecting

pytestmark = pytest.mark.django_db


@pytest.fixture
def case():
    """Drawn for the last time."""
    case = at_objecting()
    case.application.redrawn_times = case.framework.panel.redraws_max
    case.application.save()
    return case


def prepare(case, member):
    return panels.prepare_replacement(member=member, reason="Lost.", by=case.secretariat[0])


def test_while_the_panel_can_be_drawn_again_no_single_seat_changes_hands(case):
    case.application.redrawn_times = 0
    case.application.save()
    first = case.members[0]
    case.lose(first)

    with pytest.raises(Refused) as refused:
        prepare(case, first)

    assert refused.value.reasons == [
        "The panel can still be drawn again; a single seat changes hands only after the last time."
    ]


def test_a_seat_nobody_has_lost_does_not_change_hands_before_the_panel_is_confirmed(case):
    with pytest.raises(Refused, match="Nothing keeps this member from the case"):
        prepare(case, case.members[0])


def test_a_member_lost_after_the_last_redraw_is_replaced_and_the_panel_confirmed(case):
    first, *others = case.members
    case.lose(first)
    for member in others:
        panels.declare(member=member, conflict="", by=member.user)
    assert case.blockers("redraw")

    coming = case.replace(first)
    case.confirm()

    assert case.application.state == S.REVIEWING
    assert {one.pk for one in case.members} == {coming.pk, *(one.pk for one in others)}
    assert Review.objects.count() == len(case.members)


def test_the_city_has_its_time_anew_to_object_to_who_came_and_is_told(case):
    first = case.members[0]
    case.lose(first)
    case.end_the_window()
    with pytest.raises(Refused):
        APPLICATION.perform("confirm_panel", case.application, by=CLOCK)

    coming = case.replace(first)

    clock = Clock.objects.running().of(case.application).get(step="confirm_panel")
    days = case.framework.clocks.days("panel_objection_after_draw")
    assert (clock.due_on - today()).days == days
    assert (
        "You can object to the new member"
        in case.lead.letters.get(subject__contains="was replaced").body
    )
    assert panels.object_to(member=coming, grounds="A relative.", by=case.lead)
    assert not Review.objects.exists()


@pytest.mark.parametrize(
    ("spent", "says", "task"),
    [
        (True, "take the step “Replace a member”", "Replace a member of the panel"),
        (False, "The panel must be drawn again", "Have the panel drawn again"),
    ],
)
def test_letter_page_and_desk_name_the_step_that_is_possible(
    client, sign_in, case, spent, says, task
):
    if not spent:
        case.application.redrawn_times = 0
        case.application.save()
    case.lose(case.members[0])
    sign_in(client, case.secretariat[0])

    letter = case.secretariat[0].letters.get(subject__contains="has declared a conflict")
    desk = client.get(reverse("accreditation:desk")).text
    page = client.get(reverse("accreditation:panel", args=[case.application.reference])).text

    assert says in letter.body
    assert task in desk
    assert ("another reviewer must take the seat." in page) == spent
    assert ("the panel must be drawn again." in page) != spent


@pytest.mark.parametrize(
    ("spent", "words"),
    [
        (True, "Upheld: another reviewer takes the seat"),
        (False, "Upheld: the panel is drawn again"),
    ],
)
def test_who_settles_an_objection_reads_what_follows(client, sign_in, case, spent, words):
    if not spent:
        case.application.redrawn_times = 0
        case.application.save()
    objection = panels.object_to(member=case.members[0], grounds="A relative.", by=case.lead)
    sign_in(client, case.secretariat[0])

    page = client.get(
        reverse("accreditation:objection", args=[case.application.reference, objection.pk])
    )

    assert words in page.text
