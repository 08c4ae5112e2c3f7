"""The secretariat reads who is meant, and is offered nothing that is done already."""

import pytest
from django.urls import reverse

from accounts.choices import PostKind
from accreditation.actions import draws, pool
from accreditation.workflow import SESSION
from tests.factories.accreditation_panels import (
    at_objecting,
    freeze,
    let_the_seed_be_known,
    make_case,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def case():
    return at_objecting()


def under_a_pseudonym(case):
    reviewer = next(member.reviewer for member in case.members if member.seat == "community")
    reviewer.pseudonym = "Wren"
    reviewer.save()
    return reviewer


def panel_of(case):
    return reverse("accreditation:panel", args=[case.application.reference])


def test_the_city_reads_the_pseudonym_alone(client, sign_in, case):
    reviewer = under_a_pseudonym(case)

    page = sign_in(client, case.lead).get(panel_of(case)).text

    assert "Wren" in page
    assert reviewer.user.name not in page


def test_who_keeps_the_pool_reads_the_name_beside_the_pseudonym(client, sign_in, case, secretariat):
    reviewer = under_a_pseudonym(case)

    page = sign_in(client, secretariat).get(panel_of(case)).text

    assert f"in the pool as {reviewer.user.name}" in page


def test_a_session_whose_panels_are_drawn_offers_no_draw(client, sign_in, case, secretariat):
    page = sign_in(client, secretariat).get(case.session.get_absolute_url()).text

    assert "Open the meeting" in page
    assert reverse("accreditation:session_step", args=[case.session.code, "draw"]) not in page


def test_who_confirms_a_draw_reads_its_seed_source_and_hash_before_the_click(client, sign_in):
    case = make_case()
    first, second = case.secretariat
    draw = freeze(case)
    let_the_seed_be_known(case.session)
    draws.enter_seed(draw=draw, seed="a seed of its source", by=first)
    SESSION.perform("draw", case.session, by=first)
    step = reverse("accreditation:session_step", args=[case.session.code, "draw"])

    page = sign_in(client, second).get(step).text

    assert "a seed of its source" in page
    assert draw.seed_source in page
    assert draw.frozen_hash in page
    assert reverse("accreditation:draw", args=[case.session.code]) in page


def test_where_no_panel_is_to_be_drawn_nothing_is_said_of_a_draw_to_prepare(case):
    reasons = SESSION.transitions["draw"].blockers(case.session)

    assert reasons == ["No application of this session waits for a panel."]


def test_the_desk_names_the_reviewer_who_waits_for_a_second_person(
    client, sign_in, secretariat, holder_of
):
    reviewer = pool.add_reviewer(
        name="Ada Nord", email="ada@example.org", seat="expert", country="SE", city=None,
        languages=["en"], by=holder_of(PostKind.SECRETARIAT),
    )  # fmt: skip

    page = sign_in(client, secretariat).get(reverse("accreditation:desk")).text

    assert f"Reviewer Ada Nord ({reviewer.code})" in page
