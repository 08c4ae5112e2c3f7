"""A whole commitment on one page, in a browser: by keyboard, without scripts, on a small screen."""

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import expect

from progress.choices import AnswerState
from progress.models import Answer
from tests.factories import commitments
from tests.factories.cities import CityFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def city(transactional_db):
    commitments.six()
    return CityFactory(name="Östhafen", slug="osthafen", invented=True)


@pytest.fixture
def enter(open_browser, live_server, sign_in, settings, lead_of, city):
    """A function: a page of the live server where the lead is signed in."""

    def open_as(**options):
        page, client = open_browser(**options), sign_in(Client(), lead_of(city))
        value = client.cookies[settings.SESSION_COOKIE_NAME].value
        cookie = {"name": settings.SESSION_COOKIE_NAME, "value": value, "url": live_server.url}
        page.context.add_cookies([cookie])
        return page

    return open_as


def texts():
    return dict(Answer.objects.values_list("requirement__code", "text"))


def part(page, code):
    return page.locator(f"section[data-label='{code}']")


def test_each_answer_of_the_page_is_saved_by_itself_on_a_small_screen(enter, city, axe):
    page = enter(viewport={"width": 320, "height": 900})
    page.goto(reverse("progress:whole", args=[city.slug, "R1"]))
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320

    for code in ("R1.1", "R1.2"):
        part(page, code).get_by_label("What you do, in your own words").fill(f"About {code}.")
        expect(part(page, code).locator("[data-saving-well]")).to_contain_text("saved")
    autosaved = texts()
    part(page, "R1.2").get_by_label("Started").check()
    page.get_by_role("button", name="Save as ready").click()
    page.get_by_text("Saved: R1.2.").wait_for()

    assert autosaved == {"R1.1": "About R1.1.", "R1.2": "About R1.2."}
    assert Answer.objects.get(requirement__code="R1.2").state == AnswerState.READY
    assert Answer.objects.get(requirement__code="R1.1").state == AnswerState.DRAFT


def test_it_is_chosen_and_filled_in_without_scripts(enter, city):
    page = enter(java_script_enabled=False)
    page.goto(reverse("progress:commitment", args=[city.slug, "R1"]))

    page.get_by_role("button", name="Answer all of it on one page").click()
    part(page, "R1.1").get_by_label("What you do, in your own words").fill("By hand.")
    page.get_by_role("button", name="Save as drafts").click()
    page.get_by_text("Saved: R1.1.").wait_for()

    assert texts() == {"R1.1": "By hand."}


def test_a_whole_answer_is_given_by_keyboard_alone_with_what_others_did_at_hand(enter, city):
    page = enter()
    page.goto(reverse("progress:requirement", args=[city.slug, "R1.1"]))

    reach(page, ".reveal:has(#others) > summary")
    page.keyboard.press("Enter")
    page.get_by_text("No practice on this has been published yet").wait_for()
    page.reload()
    reach(page, "input[name=step]")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    reach(page, "textarea[name=text]")
    page.keyboard.type("Typed without a mouse.")
    reach(page, "button[name=state][value=ready]")
    page.keyboard.press("Enter")
    page.get_by_text("R1.1 is saved.").wait_for()

    answer = Answer.objects.get()
    assert (answer.text, answer.state) == ("Typed without a mouse.", AnswerState.READY)


def reach(page, selector):
    """Press Tab until it has the focus."""
    for _press in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("(selector) => document.activeElement.matches(selector)", selector):
            return
    pytest.fail(f"Not to be reached by Tab: {selector}")
