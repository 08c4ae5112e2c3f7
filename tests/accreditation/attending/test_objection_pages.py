"""The pages of an objection: who reads them, what they say, and what they cost."""

import pytest
from django.urls import reverse

from accounts.choices import PostKind
from accreditation.choices import ApplicationState as S
from accreditation.models import MemberObjection
from cities.choices import Role
from tests.accreditation.attending.lodging import GROUNDS, WHY, lodge, page_of
from tests.factories.accreditation_committee import (
    holder,
    lead_of,
    make_case,
)
from tests.factories.cities import MembershipFactory

pytestmark = pytest.mark.django_db


def test_who_has_nothing_to_do_with_it_finds_no_page(
    client, sign_in, session, application, people, board, someone
):
    objection = lodge(application, people[1])
    other_lead = lead_of(make_case(session))
    for person in (someone, other_lead, people[0], holder(PostKind.REVIEWER)):
        sign_in(client, person)

        answers = [
            client.get(page_of(objection)),
            client.post(page_of(objection, "member_objection_step", "uphold"), {"note": WHY}),
            client.get(page_of(objection, "member_objection_take_back", "uphold")),
        ]

        assert [answer.status_code for answer in answers] == [404, 404, 404]


def test_a_member_of_the_board_on_the_team_reads_it_as_team_and_does_not_decide(
    client, sign_in, application, people, board
):
    MembershipFactory(city=application.city, user=board[0], role=Role.OBSERVER)
    objection = lodge(application, people[1])
    sign_in(client, board[0])

    page = client.get(page_of(objection))
    step = client.post(page_of(objection, "member_objection_step", "uphold"), {"note": WHY})

    assert "CANARY-GROUNDS" in page.text
    assert step.status_code == 403


def test_the_page_leads_back_to_what_its_reader_may_see(
    client, sign_in, application, people, board
):
    objection = lodge(application, people[1])
    ways = {lead_of(application): application.get_absolute_url(),
            board[0]: reverse("accreditation:desk")}  # fmt: skip

    for reader, way in ways.items():
        page = sign_in(client, reader).get(page_of(objection)).text
        assert f'<p><a href="{way}">Back to ' in page


def test_from_the_desk_of_the_lead_to_the_decision_and_back(
    client, sign_in, application, people, board
):
    lead, url = lead_of(application), reverse("accreditation:attending",
                                              args=[application.reference])  # fmt: skip
    sign_in(client, lead)
    assert url in client.get(reverse("accreditation:desk")).text
    sent = client.post(url, {"member": people[1].pk, "grounds": GROUNDS}, follow=True)
    assert "Your objection is lodged." in sent.text
    objection = MemberObjection.objects.get()

    for person in board[:2]:
        sign_in(client, person)
        assert page_of(objection) in client.get(reverse("accreditation:desk")).text
        assert "CANARY-GROUNDS" in client.get(page_of(objection)).text
        client.post(page_of(objection, "member_objection_step", "uphold"), {"note": WHY})

    sign_in(client, lead)
    assert "Upheld" in client.get(url).text
    assert "CANARY-REASONS" in client.get(page_of(objection)).text
    sign_in(client, board[0])
    assert page_of(objection) not in client.get(reverse("accreditation:desk")).text


def test_an_editor_reads_who_attends_and_does_not_object(client, sign_in, application, people):
    sign_in(client, MembershipFactory(city=application.city, role=Role.EDITOR).user)
    url = reverse("accreditation:attending", args=[application.reference])

    read = client.get(url)
    written = client.post(url, {"member": people[1].pk, "grounds": GROUNDS})

    assert "Member One" in read.text
    assert "<textarea" not in read.text
    assert written.status_code == 403


def test_a_draft_is_in_no_session_yet(client, sign_in, application, people):
    application.state, application.session = S.DRAFT, None
    application.save()
    sign_in(client, lead_of(application))

    page = client.get(reverse("accreditation:attending", args=[application.reference]))

    assert "In no session yet" in page.text
    assert "<textarea" not in page.text


def test_the_committee_is_not_shown_what_cities_object_to_others(
    client, sign_in, application, people
):
    sign_in(client, people[0])

    page = client.get(reverse("accreditation:attending", args=[application.reference]))

    assert page.status_code == 403


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_with_one_objection_and_with_three(
    client, sign_in, application, people, count, django_assert_num_queries
):
    for person in people[:count]:
        lodge(application, person)
    sign_in(client, lead_of(application))
    url = reverse("accreditation:attending", args=[application.reference])
    client.get(url)

    with django_assert_num_queries(10):
        page = client.get(url)

    assert page.text.count("Not decided yet") == count


@pytest.mark.parametrize("count", [1, 3])
def test_the_desk_of_the_board_costs_the_same_with_one_and_with_three(
    client, sign_in, session, people, board, count, django_assert_num_queries
):
    for _number in range(count):
        lodge(make_case(session), people[1])
    sign_in(client, board[0])
    client.get(reverse("accreditation:desk"))

    with django_assert_num_queries(7):
        page = client.get(reverse("accreditation:desk"))

    assert page.text.count("Decide on an objection to a member") == count
