"""A demonstration stands as it should; a newcomer looks around and follows its story to its end.

One demonstration for all of it, since making it takes long; the story is followed by its own links
and buttons only.
"""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from accreditation.demonstration.make import make
from accreditation.demonstration.story import story_application
from office.days import today
from tests.journeys.conftest import WIDE
from tests.journeys.first_label import look_at_what_stands
from tests.journeys.first_look import look_around
from tests.journeys.hands import begins, choose, fill, follow, group_of, press, says, select

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
HERE = "Walk the whole procedure"


def test_a_newcomer_looks_around_and_walks_from_the_last_answers_to_a_verified_label(
    open_browser, look_at, settings
):
    settings.DEMONSTRATION_SIGN_IN = True
    cast = make()
    look_at_what_stands(cast)
    look_around(open_browser(viewport=WIDE), cast, look_at)
    page = open_browser(viewport=WIDE)
    page.context.set_default_timeout(60_000)  # most of a year passes at one click

    page.goto("/")
    back(page)
    look_at(page, "story-begins")

    answer_what_is_missing(page)
    file_the_application(page)
    become(page, "admit the application")
    press(page, "Save the language", "The working language is saved.")
    step(page, "Admit")
    speak_and_screen(page, look_at)
    let_days_pass(page, "Let the hearing come to its end", look_at)
    become(page, "reply to the hearing")
    fill(page, Your_reply="The ramp at the harbour is rebuilt before winter, with a rail.")
    press(page, "Save the reply", "Finish the reply when it is complete.")
    step(page, "Finish the reply")
    draw_the_panel(page)
    review_and_settle(page, look_at)
    become(page, "check the facts")
    step(page, "Finish the fact-check")
    recommend_and_release(page)
    let_days_pass(page, "Say nothing: let the time for a challenge pass")
    as_two(page, "publish the decision", "Publish")
    verify(page, look_at)


def back(page):
    """To the story, by the link at the head of every page."""
    page.get_by_role("link", name=HERE, exact=True).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(HERE)


def become(page, doing):
    """One click in the open chapter: to be the next person, at the right page."""
    back(page)
    chapter = page.locator(".chapter--now")
    chapter.get_by_role("button", name=re.compile(rf"^Become .*{re.escape(doing)}")).click()
    expect(page.locator("#messages")).to_contain_text("an invented person")


def ask_for_help(page, label):
    back(page)
    press(page, label, "They have done their part")


def step(page, label):
    """Follow the link to a step and confirm it."""
    follow(page, label)
    press(page, label, f"Done: {label}.")


def let_days_pass(page, label, look_at=None):
    back(page)
    page.locator(".chapter--now").get_by_role("button", name=label).click()
    page.get_by_role("button", name=re.compile(r"^Let \d+ days? pass$")).click()
    says(page, "What came of it since")
    if look_at:
        look_at(page, "days-have-passed")


def answer_what_is_missing(page):
    for _answer in range(2):
        back(page)
        page.locator(".chapter--now").get_by_role("button").first.click()
        choose(group_of(page, "How far are you?"), "Started")
        fill(page, What_you_do="Two streets and the town hall are planned for next year.")
        page.get_by_text("Cite evidence").click()
        select(page, "Evidence you have added before", "Human rights action plan")
        fill(page, Where_in_it="p. 4", What_it_shows="What is planned, and for when.")
        press(page, "Save as ready", "Saved.")


def file_the_application(page):
    become(page, "file the application")
    fill(page, Who_decided="Municipal council", When_was_it_decided=today().isoformat())
    select(page, "Where can it be read?", "Decision of the council on human rights")
    session = page.get_by_label(begins("Session"))
    session.select_option(index=2)
    press(page, "Save", "Saved.")
    follow(page, "Check and submit")
    press(page, "Submit", "Done: Submit.")


def speak_and_screen(page, look_at):
    """As a resident without an account, then as the screener who reads it first."""
    said = "The ramp at the harbour is too steep for my chair."
    back(page)
    look_at(page, "story-hearing")
    follow(page, "Speak as a resident")
    page.locator("input[name=protection][value=city]").check()
    press(page, "Go on", "Step 2 of 3")
    page.get_by_label(begins("Which language")).select_option("en")
    page.get_by_label(begins("What would you like to say?")).fill(said)
    press(page, "Check my words", "Nothing has been sent yet.")
    press(page, "Send", "Your words have arrived.")
    become(page, "screen what was said")
    follow(page, said[:20])
    press(page, "Let it pass", "not recorded yet")
    press(page, "Record my decisions", "Screening")


def as_two(page, doing, label):
    become(page, "read the letter")
    press(page, "I have read it", "It is noted that you have read the letter.")
    become(page, doing)
    press(page, label, "Another person must confirm it.")
    become(page, "confirm")
    press(page, label, f"Done: {label}.")


def draw_the_panel(page):
    become(page, "prepare the draw")
    follow(page, "Freeze pool and rules")
    press(page, "Freeze pool and rules", "Pool and rules are frozen.")
    press(page, "Keep the seed", "The seed is kept.")
    become(page, "draw the panel")
    press(page, "Draw the panels", "Another person must confirm it.")
    become(page, "confirm")
    press(page, "Draw the panels", "Done: Draw the panels.")


def review_and_settle(page, look_at):
    become(page, "declare conflicts")
    choose(page, "No: I can read and review")
    press(page, "Declare", "You can now read what the city has filed.")
    ask_for_help(page, "Let the other members declare")
    let_days_pass(page, "Let the time for objections pass")
    become(page, "review blind")
    back(page)
    look_at(page, "story-blind-review")
    ask_for_help(page, "Let the invented members finish their reviews")
    become(page, "settle the differences")
    ask_for_help(page, "Let the invented chair write what is missing")
    become(page, "settle the differences")
    step(page, "Send the draft report")


def recommend_and_release(page):
    become(page, "publish who attends")
    for answer in page.get_by_role("radio", name="Comes", exact=True).all():
        answer.check()
    press(page, "Save and publish", "Saved.")
    let_days_pass(page, "Let the days pass until the committee meets")
    become(page, "recommend")
    choose(group_of(page, "What does the committee recommend?"), "Level B")
    fill(page, Reasons="The panel's findings carry it, requirement by requirement.")
    press(page, "Save the draft", "The draft is saved.")
    ask_for_help(page, "Let the invented members vote")
    become(page, "recommend")
    follow(page, "Check and confirm")
    press(page, "Recommend", "Done: Recommend.")
    as_two(page, "release the recommendations", "Release the recommendations")


def verify(page, look_at):
    back(page)
    says(page, "14 of 14 chapters")
    look_at(page, "story-ends")
    follow(page, "Read the letters that were sent")
    look_at(page, "letters-of-all")
    with page.expect_navigation():
        page.locator("main .rule-list a").first.click()
    look_at(page, "letter-of-one")
    back(page)
    page.locator(".chapter--now").get_by_role("link", name="Verify the label").click()
    says(page, "Skovhavn Kommune")
    says(page, "Valid")
    assert story_application().decision.label.state == "valid"
    assert page.url.endswith(
        reverse("register:label", args=[story_application().decision.label.number])
    )
