"""Somebody speaks on a small phone, without JavaScript and without an account, and comes back."""

import re

import pytest
from django.urls import reverse

from tests.factories.voices import make_window
from tests.journeys.hands import says, six_words
from voices.models import Contribution

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE = {"width": 320, "height": 640}
TEXT = "Der Aufzug im Rathaus ist seit März kaputt."


def test_a_contribution_is_written_sent_read_again_and_taken_back(open_browser):
    window = make_window()
    page = open_browser(viewport=PHONE, java_script_enabled=False)

    page.goto(reverse("register:home"))
    page.get_by_role("link", name=window.city.name).first.click()
    page.get_by_label("The reviewers only").check()
    page.get_by_role("button", name="Go on").click()
    page.get_by_label("Which language do you write in?").select_option("de")
    page.get_by_label("What would you like to say?").fill(TEXT)
    page.get_by_role("button", name="Check my words").click()
    page.get_by_role("button", name="Choose differently").click()
    page.get_by_role("button", name="Go on").click()
    page.get_by_role("button", name="Check my words").click()
    address = page.url
    page.get_by_role("button", name="Send").click()
    words = six_words(page)

    assert page.url == address
    assert re.fullmatch(r"([a-z]+ ){5}[a-z]+", words)
    page.get_by_role("link", name="Come back with your six words").click()
    page.get_by_label("Your six words").fill(words)
    page.get_by_role("button", name="Show my contribution").click()
    says(page, TEXT)
    page.get_by_role("button", name="Take it back").click()
    page.get_by_role("button", name="Yes, erase it").click()
    says(page, "Nothing of it is kept")
    assert not Contribution.objects.exists()
