"""Two tabs of one browser: signing in again in one makes the form of the other stale."""

import pytest
from django.urls import reverse

from accounts.models import Session
from tests.factories.people import PASSWORD, UserFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_what_was_typed_in_one_tab_is_sent_after_signing_in_in_another(open_browser, axe):
    person = UserFactory(name="Noor Visser", second_factor=False)
    first = open_browser()
    sign_in(first, person)
    first.goto(reverse("accounts:profile"))
    first.get_by_label("Name").fill("Noor de Vries")
    second = first.context.new_page()
    Session.objects.all().delete()
    sign_in(second, person)

    with first.expect_response(lambda answer: answer.status == 403):
        first.get_by_label("Name").press("Enter")
    first.get_by_role("heading", name="Send it again").wait_for()
    axe(first)
    first.get_by_role("button", name="Send it now").click()
    first.get_by_text("Your details are saved.").wait_for()

    person.refresh_from_db()
    assert person.name == "Noor de Vries"


def sign_in(page, person):
    page.goto(reverse("account_login"))
    page.get_by_label("E-mail address").fill(person.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.locator("main").get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url("**/desk/")
