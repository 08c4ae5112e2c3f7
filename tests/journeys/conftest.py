"""What journeys share: people at browsers of their own, and a critical look at a page."""

import os
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 320, "height": 640}
OVERFLOW = "document.scrollingElement.scrollWidth - window.innerWidth"


@pytest.fixture
def at_desk(open_browser, sign_in, live_server):
    """A function: the browser of this person, signed in with both factors. One for each person."""
    browsers = {}

    def enter(person, **options):
        if person.pk not in browsers:
            cookie = sign_in(Client(), person).cookies[settings.SESSION_COOKIE_NAME]
            page = open_browser(**{"viewport": WIDE, **options})
            page.context.add_cookies(
                [{"name": cookie.key, "value": cookie.value, "url": live_server.url}]
            )
            browsers[person.pk] = page
        return browsers[person.pk]

    return enter


@pytest.fixture
def look_at(axe, troubles):
    """A function: look at the page with axe, light and wide, then dark and narrow.

    Where the environment names a folder as ``PICTURES``, it keeps both pictures there.
    """

    def fits(page, width):
        if (too_wide := page.evaluate(OVERFLOW)) > 0:
            troubles.append(f"{page.url} is {too_wide} pixels too wide at {width}")

    def look(page, name):
        fits(page, 1280)
        axe(page)
        picture(page, f"{name}-1280")
        page.set_viewport_size(NARROW)
        page.emulate_media(color_scheme="dark", reduced_motion="reduce")
        fits(page, 320)
        axe(page)
        picture(page, f"{name}-320")
        page.emulate_media(color_scheme="light")
        page.set_viewport_size(WIDE)

    return look


def picture(page, name):
    """The whole page as it stands, if pictures are wanted."""
    if folder := os.environ.get("PICTURES"):
        Path(folder).mkdir(parents=True, exist_ok=True)
        page.screenshot(
            path=f"{folder}/{re.sub('[^a-z0-9]+', '-', name.lower())}.png", full_page=True
        )
