"""A form whose token is none any more is offered again, to whoever wrote it and to nobody else."""

import re

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from accounts import whose
from accounts.models import Session
from cities.choices import Role
from tests.accounts.test_held import SAID, away, go_on, sent_again
from tests.factories import commitments
from tests.factories.cities import CityFactory
from tests.factories.people import PASSWORD

pytestmark = pytest.mark.django_db
OURS = {"origin": "http://testserver"}
PROFILE = "/accounts/profile/"


@pytest.fixture
def city():
    commitments.six()
    return CityFactory(name="Östhafen")


@pytest.fixture
def address(city):
    return reverse("progress:requirement", args=[city.slug, "R1.1"])


@pytest.fixture
def editor(city, member_of):
    return member_of(city, Role.EDITOR, second_factor=False)


@pytest.fixture
def other(city, member_of):
    return member_of(city, Role.EDITOR, second_factor=False)


@pytest.fixture
def browser():
    return Client(enforce_csrf_checks=True)


def token_of(page):
    return re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.text)[1]


def enter(browser, person):
    """Sign in on the page for it, as in another tab."""
    browser.post(reverse("account_logout"), with_token(browser, reverse("account_login")))
    said = {"login": person.email, "password": PASSWORD}
    login = reverse("account_login")
    return browser.post(login, with_token(browser, login, said), headers=OURS)


def with_token(browser, address, said=()):
    return {**dict(said), "csrfmiddlewaretoken": token_of(browser.get(address, follow=True))}


def written(browser, address):
    """What the tab holds that stays open: a form with the token of its page."""
    return with_token(browser, address, SAID)


def again(browser, person):
    """Their session has ended, and they sign in once more."""
    Session.objects.all().delete()
    enter(browser, person)


@pytest.mark.parametrize(
    "headers", [{}, {"origin": "null"}, {"origin": "https://elsewhere.example"}]
)
def test_what_no_page_of_ours_sent_is_not_offered(browser, address, editor, headers):
    enter(browser, editor)

    page = browser.post(address, SAID, headers=headers)

    assert page.status_code == 403
    assert "Please send it once more" in page.text
    assert "What we do," not in page.text


def test_somebody_else_who_has_signed_in_since_does_not_get_it(
    browser, address, editor, other, city
):
    enter(browser, editor)
    form = written(browser, address)
    again(browser, other)

    page = browser.post(address, form, headers=OURS)

    assert page.status_code == 403
    assert "This was written by somebody else" in page.text
    assert "What we do," not in page.text
    assert not city.answers.exists()


def test_somebody_else_who_signs_in_while_it_is_held_cannot_go_on_with_it(
    browser, address, editor, other
):
    enter(browser, editor)
    form = written(browser, address)
    Session.objects.all().delete()
    page = browser.post(address, form, headers=OURS)
    enter(browser, other)

    theirs = go_on(browser, page)
    enter(browser, editor)
    own = go_on(browser, page)

    assert "This was written by somebody else" in theirs.text
    assert "What we do," not in theirs.text
    assert sent_again(own) == SAID


def test_somebody_else_who_has_come_and_gone_does_not_make_it_theirs(
    browser, address, editor, other
):
    enter(browser, editor)
    form = written(browser, address)
    again(browser, other)
    Session.objects.all().delete()

    page = browser.post(address, form, headers=OURS)
    enter(browser, other)

    assert "You have been signed out" in page.text
    assert "This was written by somebody else" in go_on(browser, page).text


@pytest.mark.parametrize("name", ["account_login", "voices:speak"])
def test_neither_secrets_nor_contributions_are_offered(browser, city, name):
    where = (
        reverse(name)
        if name == "account_login"
        else reverse("voices:contribution", args=[city.slug])
    )

    page = browser.post(where, {"text": "What I saw there."}, headers=OURS)

    assert page.status_code == 403
    assert "What I saw there." not in page.text


def test_after_signing_in_in_another_tab_one_more_click_sends_it(browser, address, editor, city):
    enter(browser, editor)
    form = written(browser, address)
    again(browser, editor)

    page = browser.post(address, form, headers=OURS)
    fresh = sent_again(page) | {"csrfmiddlewaretoken": token_of(page)}

    assert (page.status_code, city.answers.count()) == (403, 0)
    assert "no-store" in page["Cache-Control"]
    assert f'action="{address}"' in page.text
    assert sent_again(page) == SAID
    assert browser.post(address, fresh, headers=OURS).status_code == 302
    assert city.answers.get().text == SAID["text"].replace("\r\n", "\n")


def test_a_part_of_a_page_shows_it_too(browser, address, editor):
    enter(browser, editor)

    page = browser.post(address, SAID, headers={**OURS, "hx-request": "true"})

    assert (page.status_code, page["HX-Retarget"]) == (200, "main")
    assert "What we do," in page.text


def test_the_mark_of_who_signed_in_is_for_us_alone_and_says_nothing(browser, editor):
    enter(browser, editor)

    cookie = browser.cookies[whose.cookie_name()]

    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (True, "Lax", "")
    assert bool(cookie["secure"]) == settings.HTTPS
    assert editor.email not in cookie.value


@pytest.mark.parametrize("value", ["", "x", "a:b:c"])
def test_what_a_mark_that_is_not_ours_speaks_of_is_given_to_nobody(browser, address, editor, value):
    enter(browser, editor)
    form = written(browser, address)
    browser.cookies[whose.cookie_name()] = value

    page = browser.post(address, {**form, "csrfmiddlewaretoken": "0" * 32}, headers=OURS)

    assert "We cannot tell who wrote this" in page.text
    assert "What we do," not in page.text


def test_nobody_gets_what_was_written_so_many_sign_ins_ago_that_it_is_not_noted(
    browser, address, editor, other, monkeypatch
):
    monkeypatch.setattr(whose, "REMEMBERED", 2)
    enter(browser, editor)
    form = written(browser, address)
    for _time in range(whose.REMEMBERED):
        again(browser, other)

    page = browser.post(address, form, headers=OURS)

    assert "We cannot tell who wrote this" in page.text
    assert "What we do," not in page.text


def test_the_pages_that_somebody_else_reads_since_push_no_note_out(browser, address, editor, other):
    enter(browser, editor)
    form = written(browser, address)
    again(browser, other)
    for _time in range(whose.REMEMBERED):
        browser.get(address)

    page = browser.post(address, form, headers=OURS)

    assert "This was written by somebody else" in page.text


def test_a_token_that_a_page_for_everybody_gave_is_noted_too(browser, address, editor, other):
    enter(browser, editor)
    del browser.cookies[settings.CSRF_COOKIE_NAME]
    browser.get(reverse("voices:receipt"))  # gives another
    form = written(browser, address)
    again(browser, other)

    page = browser.post(address, form, headers=OURS)

    assert "This was written by somebody else" in page.text
    assert "What we do," not in page.text


def test_what_a_script_sends_with_the_token_beside_it_is_its_writers_too(
    browser, address, editor, other
):
    enter(browser, editor)
    token = written(browser, address)["csrfmiddlewaretoken"]
    again(browser, other)

    page = browser.post(address, SAID, headers={**OURS, "x-csrftoken": token})

    assert "This was written by somebody else" in page.text


def test_whoever_was_away_too_long_is_signed_out_before_it_is_offered(browser, address, editor):
    enter(browser, editor)
    form = written(browser, address)
    enter(browser, editor)
    away(browser)

    page = browser.post(address, form, headers=OURS)

    assert "You have been signed out" in page.text
    assert "What we do," in page.text
    assert "Send it now" not in page.text
    assert "_auth_user_id" not in browser.session


def test_whoever_has_a_second_factor_shows_it_before_it_is_offered(
    browser, address, secretariat, sign_in
):
    sign_in(browser, secretariat, second_factor=False)
    form = written(browser, reverse("accounts:held"))
    browser.cookies[settings.CSRF_COOKIE_NAME] = "a" * 32

    page = browser.post(address, form, headers=OURS)

    assert "Show your second factor first" in page.text
    assert "What we do," in page.text
    assert "Send it now" not in page.text


def test_somebody_else_who_has_yet_to_show_a_second_factor_does_not_get_it(
    browser, address, editor, secretariat, sign_in
):
    enter(browser, editor)
    form = written(browser, address)
    sign_in(browser, secretariat, second_factor=False)
    browser.cookies[settings.CSRF_COOKIE_NAME] = "a" * 32  # another one by signing in

    page = browser.post(address, form, headers=OURS)

    assert "This was written by somebody else" in page.text
    assert "What we do," not in page.text


def test_of_many_sign_ins_the_last_are_noted(browser, editor, monkeypatch):
    monkeypatch.setattr(whose, "REMEMBERED", 2)
    short = []

    for _time in range(4):
        enter(browser, editor)
        short.append(len(browser.cookies[whose.cookie_name()].value))

    assert short[0] < short[1] == short[2] == short[3]
