"""The pages of coming in, looked at on the ways that lead to them."""

import re

import pytest
from django.core import mail
from django.urls import resolve, reverse

from cities import actions as team
from cities.choices import Role
from office import sending
from tests.factories.cities import CityFactory, MembershipFactory
from tests.factories.people import PASSWORD, UserFactory, one_time_code
from tests.journeys import visits

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def arrive(look_at):
    """A function: be on a page of this name, and look at it; keeps what was seen."""
    seen = []

    def check(page, name):
        page.wait_for_url(lambda address: resolve(address_path(address)).view_name == name)
        seen.append(name)
        look_at(page, f"in-{len(seen):02d}-{name}")

    check.seen = seen
    return check


def address_path(address):
    return re.sub(r"^https?://[^/]+", "", address).split("?")[0].split("#")[0]


def press(page, name):
    page.locator("main").get_by_role("button", name=name, exact=True).first.click()


def code_in_letter():
    return re.search(r"^\s*([A-Z0-9-]{6,})\s*$", mail.outbox[-1].body, re.MULTILINE).group(1)


def test_every_page_of_coming_in_can_be_read_by_everyone(open_browser, at_desk, arrive):
    city = CityFactory()
    lead = MembershipFactory(city=city, role=Role.LEAD).user
    newcomer = open_browser()

    newcomer.goto(reverse("account_signup"))
    arrive(newcomer, "account_signup")
    newcomer.get_by_label("Your name").fill("Noor Visser")
    newcomer.get_by_label("E-mail address").fill("noor@example.org")
    press(newcomer, "Open an account")
    arrive(newcomer, "account_email_verification_sent")
    newcomer.get_by_label("Code").fill(code_in_letter())
    press(newcomer, "Confirm")
    newcomer.goto(reverse("mfa_activate_totp"))
    arrive(newcomer, "mfa_activate_totp")

    team.invite(city=city, email="edda@example.org", role=Role.EDITOR, by=lead)
    sending.send_waiting()
    invited = open_browser()
    invited.goto(re.search(r"/team/invitation/\S+", mail.outbox[-1].body).group())
    arrive(invited, "cities:invitation")

    person = UserFactory(email="lena@example.org")
    page = open_browser()
    page.goto(reverse("account_login"))
    arrive(page, "account_login")
    page.get_by_label("E-mail address").fill(person.email)
    page.get_by_label("Password").fill(PASSWORD)
    press(page, "Sign in")
    arrive(page, "mfa_authenticate")
    page.get_by_label("Code").fill(one_time_code())
    press(page, "Sign in")
    page.wait_for_url("**/desk/")
    page.goto(f"{reverse('mfa_reauthenticate')}?next=/desk/")
    arrive(page, "mfa_reauthenticate")

    person = UserFactory(email="lena.brandt@example.org", second_factor=False)
    forgetful = open_browser()
    forgetful.goto(reverse("account_request_login_code"))
    arrive(forgetful, "account_request_login_code")
    forgetful.get_by_label("E-mail address").fill(person.email)
    press(forgetful, "Send me a code")
    arrive(forgetful, "account_confirm_login_code")
    forgetful.goto(reverse("account_reset_password"))
    arrive(forgetful, "account_reset_password")
    forgetful.get_by_label("E-mail address").fill(person.email)
    press(forgetful, "Send me a code")
    arrive(forgetful, "account_confirm_password_reset_code")
    forgetful.get_by_label("Code").fill(code_in_letter())
    press(forgetful, "Continue")
    arrive(forgetful, "account_complete_password_reset")
    forgetful.get_by_label("New password").fill("another long walk by the river")
    forgetful.get_by_label("The same password again").fill("another long walk by the river")
    press(forgetful, "Keep this password")
    arrive(forgetful, "account_password_reset_completed")

    again = open_browser()
    again.goto(reverse("account_login"))
    again.get_by_label("E-mail address").fill(person.email)
    again.get_by_label("Password").fill("another long walk by the river")
    press(again, "Sign in")
    again.wait_for_url("**/desk/")
    again.goto(f"{reverse('account_reauthenticate')}?next=/desk/")
    arrive(again, "account_reauthenticate")

    assert set(arrive.seen) == set(visits.SIGNING_IN)
