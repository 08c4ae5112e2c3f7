"""The pages on which an authority is confirmed by a letter with a code."""

import re
from io import BytesIO

import pytest
from django.urls import reverse
from pypdf import PdfReader

from cities import actions
from cities.choices import Role
from cities.models import City, ConfirmationLetter
from office.models import Report
from tests.cities.test_confirming import ADDRESS, CODE, WRONG
from tests.factories.cities import CityFactory, MembershipFactory

pytestmark = pytest.mark.django_db

PUBLIC = "anyone finds a page of it in the register"


@pytest.fixture
def at(city):
    return lambda name="confirmation": reverse(f"cities:{name}", args=[city.slug])


def test_strangers_find_none_of_the_pages(client, city, at, someone, sign_in):
    sign_in(client, someone)

    pages = [client.get(at()), client.get(at("confirmation_letter"))]
    pages += [client.post(at()), client.post(at("ask_confirmation"))]

    assert [page.status_code for page in pages] == [404] * 4


def test_others_of_the_team_read_how_it_is_done_and_do_none_of_it(client, city, at, lead, sign_in):
    sign_in(client, MembershipFactory(city=city, role=Role.EDITOR).user)

    page = client.get(at())
    sent = [client.post(at(), {"letter_code": CODE}), client.post(at("ask_confirmation")),
            client.post(at("confirmation_letter"), ADDRESS)]  # fmt: skip

    assert "The lead asks the secretariat for a letter" in page.text
    assert [each.status_code for each in sent] == [403] * 3
    assert not ConfirmationLetter.objects.exists()


def test_the_lead_makes_no_letter_and_the_secretariat_types_no_code(
    client, city, at, lead, secretariat, sign_in
):
    theirs = sign_in(type(client)(), lead)
    ours = sign_in(client, secretariat)

    assert theirs.post(at("confirmation_letter"), ADDRESS).status_code == 403
    assert ours.post(at(), {"letter_code": CODE}).status_code == 403


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({**ADDRESS, "address": "Town Hall"}, "Please give the whole address"),
        ({**ADDRESS, "source": "over the telephone"}, "Enter a valid URL"),
        ({**ADDRESS, "source": ""}, "Where this address is published"),
    ],
)
def test_without_a_published_address_no_letter_is_made(
    client, city, at, secretariat, sign_in, typed, sentence
):
    sign_in(client, secretariat)

    page = client.post(at("confirmation_letter"), typed)

    assert page.status_code == 409
    assert sentence in page.text
    assert not ConfirmationLetter.objects.exists()


def test_a_wrong_code_is_said_beside_its_field(client, city, at, lead, secretariat, sign_in):
    actions.make_letter(city=city, code=CODE, by=secretariat, **ADDRESS)
    sign_in(client, lead)

    page = client.post(at(), {"letter_code": WRONG})

    assert page.status_code == 409
    assert "You can try 4 more times." in page.text


def test_from_asking_to_the_code_on_paper_to_confirmed(
    client, city, at, lead, secretariat, sign_in
):
    theirs, ours = sign_in(type(client)(), lead), sign_in(client, secretariat)

    before_asking = theirs.get(at()).text
    theirs.post(at("ask_confirmation"))
    desk = ours.get(reverse("accreditation:desk"))
    paper = ours.post(at("confirmation_letter"), ADDRESS)
    words = PdfReader(BytesIO(paper.content)).pages[0].extract_text()
    code = re.search(r"\b[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}\b", words)[0]
    before_the_click = theirs.get(at()).text
    done = theirs.post(at(), {"letter_code": code}, follow=True)

    assert before_asking.count(PUBLIC) == before_the_click.count(PUBLIC) == 1
    assert "in the public register" in " ".join(words.split())
    assert "Make and post a letter that confirms an authority" in desk.text
    assert paper.headers["Content-Disposition"].startswith("attachment")
    assert "no-store" in paper.headers["Cache-Control"]
    assert {"City of Tarn", "1000 Tarn"} <= set(words.splitlines())
    assert "The authority is confirmed. You can apply now." in done.text
    assert City.objects.get(pk=city.pk).confirmed_how == "letter"
    assert not Report.objects.exists()


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_however_many_letters_were_made(
    client, city, at, lead, secretariat, sign_in, count, django_assert_max_num_queries
):
    for _time in range(count):
        actions.make_letter(city=city, code=CODE, by=secretariat, **ADDRESS)
    sign_in(client, lead)
    client.get(at())

    with django_assert_max_num_queries(9):
        client.get(at())


def test_a_confirmed_authority_s_page_says_since_when_and_how(client, sign_in):
    city = CityFactory(confirmed=True)
    sign_in(client, MembershipFactory(city=city, role=Role.LEAD).user)

    page = client.get(reverse("cities:confirmation", args=[city.slug]))

    assert "Invited by the secretariat" in page.text
    assert "Ask for the letter" not in page.text
