"""Answering in a browser: swapped in place with scripts, and whole without them."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import expect

from cities.choices import Role
from progress.actions import answer_requirement
from progress.models import Answer
from progress.tasks import check_files, make_previews
from tests.factories import commitments
from tests.factories.cities import CityFactory, MembershipFactory
from tests.factories.progress import A_PDF, waiting_evidence

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
GOOD = {"name": "report.pdf", "mimeType": "application/pdf", "buffer": A_PDF}
BAD = {"name": "report.pdf", "mimeType": "application/pdf", "buffer": b"MZ"}


@pytest.fixture
def troubles(troubles):
    """A file that cannot be taken is refused on purpose."""
    yield troubles
    meant = re.compile("/evidence/chosen/.*status of 422")
    troubles[:] = [each for each in troubles if not meant.search(each)]


@pytest.fixture
def city(transactional_db):
    commitments.full()
    commitments.six()
    return CityFactory(name="Östhafen", slug="osthafen", invented=True)


@pytest.fixture
def enter(open_browser, live_server, sign_in, settings):
    """A function: a page of the live server where this person is signed in."""

    def open_as(person, **options):
        page, client = open_browser(**options), sign_in(Client(), person)
        value = client.cookies[settings.SESSION_COOKIE_NAME].value
        cookie = {"name": settings.SESSION_COOKIE_NAME, "value": value, "url": live_server.url}
        page.context.add_cookies([cookie])
        return page

    return open_as


@pytest.mark.parametrize("scripts", [True, False])
def test_a_refused_file_and_another_persons_text_lose_nothing(city, enter, lead_of, scripts):
    page = enter(lead_of(city), java_script_enabled=scripts)
    page.goto(reverse("progress:requirement", args=[city.slug, "R1.1"]))
    page.get_by_label("Started").check()
    page.get_by_label("What you do").fill("My own text.")
    page.get_by_text("Cite evidence").click()
    page.get_by_label("Where in it").fill("p. 2")
    page.set_input_files("input[type=file]", files=[BAD])
    if scripts:  # then it is said as soon as it is chosen
        page.get_by_text("is not what its name says").first.wait_for()
    page.get_by_role("button", name="Save as ready").click()
    page.locator(".field__error").first.wait_for()
    kept = page.get_by_label("What you do").input_value()
    typed = Answer.objects.first()  # where what was typed has been saved meanwhile
    seen = typed.version if typed else 0
    answer_requirement(
        city=city,
        requirement=commitments.six().requirements.get(code="R1.1"),
        by=MembershipFactory(city=city, role=Role.EDITOR).user,
        version=seen,
        text="The other text.",
    )

    page.set_input_files("input[type=file]", files=[GOOD])
    page.get_by_label("What it shows").fill("All of it.")
    page.get_by_role("button", name="Save as ready").click()
    page.get_by_text("while you were writing").wait_for()
    both = page.get_by_role("alert").inner_text()
    page.get_by_role("button", name="Save as ready").click()
    page.get_by_text("R1.1 is saved.").wait_for()

    assert kept == "My own text."
    assert "The other text." in both
    assert "My own text." in both
    answer = Answer.objects.get()
    assert (answer.text, answer.step, answer.version) == ("My own text.", 1, seen + 2)
    assert answer.citations.get().locator == "p. 2"


def test_a_text_box_made_larger_survives_saving(city, enter, lead_of):
    """The browser writes an inline style then, which must not be carried over (CSP)."""
    page = enter(lead_of(city))
    page.goto(reverse("progress:requirement", args=[city.slug, "R1.1"]))
    page.locator("#id_text").evaluate("box => { box.style.height = '20rem'; }")
    page.get_by_role("button", name="Save as a draft").click()
    page.get_by_text("R1.1 is saved.").wait_for()


@pytest.mark.parametrize("width", [320, 1280])
def test_the_parts_of_a_record_are_at_hand_on_a_screen_of_any_size(
    city, enter, lead_of, axe, width
):
    page = enter(lead_of(city), viewport={"width": width, "height": 900})
    page.goto(reverse("progress:record", args=[city.slug]))

    parts = page.get_by_role("navigation", name="Parts of the record")
    evidence = parts.get_by_role("link", name="Evidence", exact=True)
    expect(evidence).to_be_visible(visible=width == 1280)
    if width == 320:
        parts.locator("summary").click()
    expect(evidence).to_be_in_viewport()
    axe(page)


@pytest.mark.parametrize("scripts", [True, False])
def test_a_file_is_followed_from_the_check_to_its_pages(city, enter, lead_of, scripts):
    evidence = waiting_evidence(city, by=lead_of(city))
    page = enter(lead_of(city), java_script_enabled=scripts)
    page.goto(reverse("progress:evidence_detail", args=[city.slug, evidence.pk]))
    page.get_by_text("Being checked", exact=True).wait_for()

    check_files()
    make_previews()
    if not scripts:
        page.get_by_role("link", name="See how far it is now").click()
    page.get_by_role("link", name="Read it here").click()

    page.get_by_role("img", name="Picture of page 1").wait_for()
