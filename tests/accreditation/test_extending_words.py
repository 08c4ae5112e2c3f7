"""Before more time is given the page says truly what moves along, and who is told."""

import pytest
from django.urls import reverse

from accreditation.actions.extending import KINDS
from accreditation.actions.extending_words import MOVES, TOLD
from accreditation.choices import ApplicationState as S
from tests.factories.accreditation_panels import at_reviewing
from tests.factories.labels import make_held
from tests.factories.world import make_world

pytestmark = pytest.mark.django_db


def test_it_is_said_of_every_kind_and_of_known_deadlines_alone():
    steps = [(kind, step) for kind, words in MOVES.items() for step in words]

    assert set(TOLD) == set(KINDS)
    assert [pair for pair in steps if pair[1] not in KINDS[pair[0]].ends] == []


def test_with_a_hearing_the_window_for_contributions_moves(client, sign_in):
    world = make_world()
    application = world.at(S.HEARING)
    sign_in(client, world.secretariat[0])

    page = client.get(
        reverse("accreditation:extend_deadline", args=[application.reference, "close_hearing"])
    )

    assert "people can speak in the hearing until the same day" in page.text


@pytest.mark.parametrize(
    ("opened", "step", "sentence"),
    [
        ("", "give_notice", "the yearly update is due that day"),
        ("give_downgrade_notice", "remind_to_decide", "can be answered until the same day"),
        ("suspend", "lapse", "The deadline moves, and no other day with it."),
    ],
)
def test_what_moves_with_a_deadline_of_a_label(client, sign_in, opened, step, sentence):
    held = make_held()
    if opened:
        held.taken_by_two(opened)
    sign_in(client, held.two[0])

    page = client.get(reverse("accreditation:label_deadline", args=[held.label.number, step]))

    assert sentence in page.text
    assert "The lead of the city or region and the secretariat get a letter" in page.text


def test_a_condition_keeps_the_day_the_committee_named_beside_the_new_one(client, sign_in):
    held = make_held()
    address = reverse("accreditation:condition_deadline", args=[held.asked().reference])

    page = sign_in(client, held.two[0]).get(address)

    assert "beside the one the committee named" in page.text


def test_of_the_review_of_a_member_the_city_is_not_told(client, sign_in):
    case = at_reviewing().complete()
    case.lose(case.members[0])
    case.replace(case.members[0])
    late = case.members[-1].review
    sign_in(client, case.secretariat[0])

    page = client.get(
        reverse("accreditation:review_deadline", args=[case.application.reference, late.pk])
    )

    assert "The deadline moves, and no other day with it." in page.text
    assert "the city or region is not told" in page.text
