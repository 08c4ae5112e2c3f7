"""What a person does at a page: follow a link, fill in, press a button, and see that it worked."""

import re
from contextlib import contextmanager

from playwright.sync_api import TimeoutError, expect


def follow(page, name):
    """Go where the first link of the page's content leads that is called so, or begins so."""
    with telling(page), page.expect_navigation():  # what comes next must not read the page before
        link_to(page, name).click()


def link_to(page, name):
    return page.locator("main").get_by_role("link", name=begins(name)).first


def press(page, name, then):
    """Press a button and wait until the page says what comes of it."""
    with telling(page):
        page.locator("main").get_by_role("button", name=name, exact=True).first.click()
    says(page, then)


def says(page, text):
    with telling(page):
        expect(page.locator("main").get_by_text(text).first).to_be_visible()


@contextmanager
def telling(page):
    """Where it waits in vain, the test says what stood on the page instead."""
    try:
        yield
    except (AssertionError, TimeoutError) as waited_in_vain:
        words = page.locator("main").inner_text()
        raise AssertionError(f"{waited_in_vain}\n{page.url} says:\n{words}") from None


def fill(place, **typed):
    """Fill in fields; their labels begin so, with spaces for underscores."""
    for label, text in typed.items():
        place.get_by_label(begins(label.replace("_", " "))).first.fill(text)


def choose(place, name):
    """Choose the radio button or box whose label begins so."""
    place.get_by_label(begins(name)).first.check()


def select(place, label, option):
    place.get_by_label(begins(label)).first.select_option(label=option)


def six_words(page):
    """The words somebody comes back with, as soon as the page has all six of them."""
    words = page.locator("main [translate=no] li")
    with telling(page):
        expect(words).to_have_count(6)
    return " ".join(words.all_inner_texts())


def group_of(page, question):
    """The choices below a question."""
    return page.get_by_role("group", name=begins(question))


def begins(words):
    return re.compile(rf"^\s*{re.escape(words)}")


def take(page, address, label, then):
    """Go to the page of a step and confirm it."""
    page.goto(address)
    press(page, label, then)
