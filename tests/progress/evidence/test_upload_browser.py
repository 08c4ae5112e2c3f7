"""Files sent as soon as they are chosen: several at once, cut off, tried again, never lost."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import expect

from accounts.models.session import Session
from progress.models import Answer, ChosenFile, Evidence
from tests.factories import commitments
from tests.factories.cities import CityFactory
from tests.factories.progress import a_pdf

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
# What a browser says on its console when a line is cut on purpose, or a file cannot be taken.
MEANT = re.compile(r"ERR_FAILED|ERR_INTERNET_DISCONNECTED|/evidence/chosen/.*status of 422")
DROP = """
(field, [name, bytes]) => {
  const transfer = new DataTransfer();
  transfer.items.add(new File([new Uint8Array(bytes)], name, { type: "application/pdf" }));
  const options = { dataTransfer: transfer, bubbles: true, cancelable: true };
  for (const kind of ["dragover", "drop"]) field.dispatchEvent(new DragEvent(kind, options));
}
"""


@pytest.fixture
def city(transactional_db):
    commitments.six()
    return CityFactory(name="Östhafen", slug="osthafen", invented=True)


@pytest.fixture
def troubles(troubles):
    """What is brought about on purpose is no trouble."""
    yield troubles
    troubles[:] = [each for each in troubles if not MEANT.search(each)]


@pytest.fixture
def sign_in_at(sign_in, settings, live_server):
    """A function: give this page a session of this person."""

    def enter(page, person):
        value = sign_in(Client(), person).cookies[settings.SESSION_COOKIE_NAME].value
        cookie = {"name": settings.SESSION_COOKIE_NAME, "value": value, "url": live_server.url}
        page.context.add_cookies([cookie])

    return enter


@pytest.fixture
def page(open_browser, sign_in_at, city, lead_of):
    """A small screen, where the city's lead is signed in."""
    page = open_browser(viewport={"width": 320, "height": 900})
    sign_in_at(page, lead_of(city))
    return page


def file(name, pages=1):
    content = a_pdf(pages) if name.endswith("pdf") else b"MZ"
    return {"name": name, "mimeType": "application/pdf", "buffer": content}


def test_several_files_arrive_one_by_one_and_what_is_wrong_with_one_is_said(page, city, axe):
    page.goto(reverse("progress:evidence_several", args=[city.slug]))
    page.set_input_files("input[type=file]", files=[file("a.pdf"), file("b.exe"), file("c.pdf", 2)])
    page.get_by_text("b.exe cannot be taken. Files of this kind cannot be taken.").first.wait_for()
    rows = page.locator(".chosen")
    expect(rows).to_have_count(2)
    page.locator(".field").first.evaluate(DROP, ["dropped.pdf", list(a_pdf(3))])
    expect(rows).to_have_count(3)
    rows.first.get_by_label("Title").fill("Minutes of May")
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320

    rows.nth(1).get_by_role("button", name="Remove it").click()
    expect(rows).to_have_count(2)
    page.get_by_role("button", name="Keep them as evidence").click()
    page.get_by_text("2 documents are kept.").wait_for()

    assert [each.title for each in Evidence.objects.order_by("title")] == [
        "Minutes of May",
        "dropped",
    ]


def test_an_upload_that_is_cut_off_is_sent_again_and_nothing_typed_is_lost(
    page, city, sign_in_at, lead_of
):
    page.clock.install()
    page.goto(reverse("progress:requirement", args=[city.slug, "R1.1"]))
    page.get_by_label("Started").check()
    page.get_by_label("What you do").fill("Typed in a tunnel.")
    page.get_by_text("Cite evidence").click()
    page.get_by_label("Where in it").fill("p. 1")
    page.get_by_label("What it shows").fill("All of it.")
    row = page.locator(".upload")

    page.route("**/evidence/chosen/**", lambda route: route.abort())
    page.set_input_files("input[type=file]", files=[file("plan.pdf")])
    for _try in range(3):
        expect(row).to_contain_text("no connection. It is sent again by itself.")
        page.clock.fast_forward(10_000)
    expect(row).to_contain_text("plan.pdf did not arrive.")
    page.get_by_role("button", name="Save as ready").click()
    expect(page.get_by_role("button", name="Try again")).to_be_focused()
    page.unroute("**/evidence/chosen/**")
    Session.objects.all().delete()
    page.keyboard.press("Enter")
    expect(row).to_contain_text("you have been signed out")
    sign_in_at(page, lead_of(city))
    page.get_by_role("button", name="Try again").click()
    page.get_by_text("Kept: plan.pdf").wait_for()
    page.get_by_role("button", name="Save as ready").click()
    page.get_by_text("R1.1 is saved.").wait_for()

    answer = Answer.objects.get()
    assert answer.text == "Typed in a tunnel."
    assert answer.citations.get().evidence.title == "plan"
    assert ChosenFile.objects.count() == 1
