"""A resident scans on a small phone in two visits; from there it becomes a draft in a record."""

import re

import pytest
from django.core import mail
from django.urls import reverse
from playwright.sync_api import expect

from cities.models import City
from progress.models import Answer, QuickScan
from tests.factories.commitments import full
from tests.factories.people import one_time_code
from tests.journeys.hands import fill, follow, press, says, select, six_words

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE = {"width": 320, "height": 640}
SAID = "The clinic asks nobody for papers."
HOW_FAR = ["Not there yet:", "It has begun:", "It works:", "It works for everybody, and lasts:"]


def answer(page, number, then="Save and go on"):
    """One question: each fourth alike, and every ninth nobody can answer."""
    says(page, f"Question {number} of 16")
    words = "We do not know" if number % 9 == 0 else HOW_FAR[number % 4]
    page.get_by_label(re.compile(rf"^\s*{words}")).check()
    if number == 2:
        page.get_by_label("What was said").fill(SAID)
    page.get_by_role("button", name=then, exact=True).click()


def code_in_letter():
    return re.search(r"^\s*([A-Z0-9-]{6,})\s*$", mail.outbox[-1].body, re.MULTILINE).group(1)


def test_sixteen_answers_of_two_visits_become_a_draft_with_their_source(open_browser, look_at):
    full()
    page = open_browser(viewport=PHONE, java_script_enabled=False)

    # The first visit: five questions, back and forth, then a pause.
    page.goto(reverse("register:home"))
    follow(page, "We want to talk about it")
    follow(page, "Begin, or go on")
    page.get_by_role("button", name="Begin", exact=True).click()
    words = six_words(page)
    page.get_by_role("button", name="First question").click()
    for number in range(1, 5):
        answer(page, number)
    page.go_back()
    page.go_back()
    says(page, "Question 3 of 16")
    expect(page.get_by_label(re.compile(rf"^\s*{HOW_FAR[3]}"))).to_be_checked()
    page.reload()
    says(page, "Question 3 of 16")
    page.go_forward()
    page.go_forward()
    answer(page, 5, then="Save and stop here")
    says(page, "Saved. You can stop here.")

    # The second visit, on another device: what is open comes next, to the end.
    other = open_browser()
    other.goto(reverse("scan:questions"))
    other.get_by_role("textbox", name="Your six words").fill(words.upper())
    press(other, "Go on", "Question 6 of 16")
    look_at(other, "scan-question")
    for number in range(6, 17):
        answer(other, number, "Save and see what it shows" if number == 16 else "Save and go on")
    for heading in ("Stands already", "Has begun", "Where to begin", "To find out"):
        says(other, heading)
    says(other, SAID)
    look_at(other, "scan-result")

    # An account, a record, and the six words beside it.
    follow(other, "Sign up and bring it in")
    fill(other, Your_name="Noor Visser")
    other.get_by_label("E-mail address").fill("noor@example.org")
    press(other, "Open an account", "code")
    other.get_by_label("Code").fill(code_in_letter())
    press(other, "Confirm", "Two steps to your draft")
    look_at(other, "scan-choose")
    follow(other, "Open the record")
    fill(other, Name_of_the_city_or_region="Havnsund", Inhabitants="60000")
    other.get_by_label("Official name").fill("Municipality of Havnsund")
    select(other, "Country", "Denmark")
    press(other, "Start the record", "Set up a second factor")
    secret = other.locator("main .mono").first.inner_text()
    other.get_by_label("Code").fill(one_time_code(secret))
    other.get_by_role("button", name="Set it up").click()
    other.goto(reverse("register:home"))
    other.locator(".account").get_by_role("link", name="My desk").wait_for()
    follow(other, "I work in a town hall")
    says(other, "You lead Havnsund already")
    follow(other, "Bring a quick scan")
    other.get_by_role("textbox", name="Your six words").fill(words)
    press(other, "Propose these steps", "15 steps are proposed.")
    says(other, "Quick scan with residents, brought here on")
    look_at(other, "scan-proposals")
    press(other, "Accept all 15 without a conflict", "15 answers are saved as proposed.")

    city = City.objects.get()
    drafts = Answer.objects.filter(city=city).order_by("requirement__position")
    assert drafts.count() == 15
    assert {each.state for each in drafts} == {"draft"}
    assert drafts.get(requirement__code="S1.3").text == ""  # theirs is never the authority's own
    other.goto(reverse("progress:comments_on", args=[city.slug, "S1.3"]))
    says(other, SAID)
    other.goto(reverse("progress:versions", args=[city.slug, "S1.3"]))
    says(other, "Quick scan with residents, brought here on")
    assert QuickScan.objects.count() == 1  # residents keep it, and may scan again
