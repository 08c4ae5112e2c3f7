"""What a page of the record says of what is typed there, and what its device keeps."""

import re

from playwright.sync_api import expect

from cities.choices import Role
from tests.factories.cities import MembershipFactory

SAVED = re.compile(r"^\s*saved \d\d:\d\d")
KEPT = "Object.keys(localStorage).filter((key) => key.startsWith('typed ')).length"


def an_editor(city):
    return MembershipFactory(city=city, role=Role.EDITOR).user


def box(page):
    return page.get_by_label("What you do, in your own words")


def says(page, words):
    expect(page.locator("[data-saving-state]")).to_contain_text(words)
