"""The lead's telephone is lost: a recovery code opens the door, and a new app takes its place."""

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.urls import reverse

from cities.choices import Role
from tests.factories.cities import CityFactory, MembershipFactory
from tests.factories.people import PASSWORD, one_time_code
from tests.journeys.hands import fill, follow, press, says

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def enter(page, person):
    page.goto(reverse("account_login"))
    page.get_by_label("E-mail address").fill(person.email)
    page.get_by_label("Password").fill(PASSWORD)
    press(page, "Sign in", "Your second factor")


def show(page, code, button="Sign in"):
    fill(page, Code=code)
    page.locator("main").get_by_role("button", name=button, exact=True).click()


def test_a_lead_without_their_telephone_comes_back_and_sets_up_another(open_browser):
    lead = MembershipFactory(city=CityFactory(), role=Role.LEAD).user
    codes = RecoveryCodes.activate(lead).get_unused_codes()
    page, elsewhere = open_browser(), open_browser()

    enter(page, lead)
    show(page, "000000")
    says(page, "This code is not the right one.")
    show(page, codes[0])
    page.wait_for_url("**/desk/")

    page.goto(reverse("accounts:profile"))
    follow(page, "Look after it and its recovery codes")
    follow(page, "Remove the authenticator app")
    show(page, codes[1], "Confirm")
    page.locator("main").get_by_role("button", name="Remove it", exact=True).click()
    follow(page, "Set up a second factor")
    says(page, "Why we ask now")
    new = page.locator("main .mono").inner_text()
    show(page, one_time_code(new), "Set it up")
    page.wait_for_url(f"**{reverse('mfa_view_recovery_codes')}")
    kept = page.locator("main").inner_text()

    enter(elsewhere, lead)
    show(elsewhere, one_time_code())
    says(elsewhere, "This code is not the right one.")
    show(elsewhere, codes[2])
    says(elsewhere, "This code is not the right one.")
    show(elsewhere, next(word for word in kept.split() if word.isdigit() and len(word) == 8))
    elsewhere.wait_for_url("**/desk/")
