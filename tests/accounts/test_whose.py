"""A form whose token is none any more is shown to nobody but whoever wrote it."""

import pytest
from django.conf import settings
from django.urls import reverse

from accounts import whose
from accounts.models import Session
from tests.accounts.sending import OURS, SAID, again, enter, go_on, sent_again, written

pytestmark = pytest.mark.django_db


def test_somebody_else_who_has_signed_in_since_does_not_get_it(tab, address, editor, other, city):
    enter(tab, editor)
    form = written(tab, address)
    again(tab, other)

    page = tab.post(address, form, headers=OURS)

    assert page.status_code == 403
    assert "This was written by somebody else" in page.text
    assert "What we do," not in page.text
    assert not city.answers.exists()


def test_somebody_else_who_signs_in_while_it_is_held_cannot_go_on_with_it(
    tab, address, editor, other
):
    enter(tab, editor)
    form = written(tab, address)
    Session.objects.all().delete()
    page = tab.post(address, form, headers=OURS)
    enter(tab, other)

    theirs = go_on(tab, page)
    enter(tab, editor)
    own = go_on(tab, page)

    assert "This was written by somebody else" in theirs.text
    assert "What we do," not in theirs.text
    assert sent_again(own) == SAID


def test_somebody_else_who_has_come_and_gone_does_not_make_it_theirs(tab, address, editor, other):
    enter(tab, editor)
    form = written(tab, address)
    again(tab, other)
    Session.objects.all().delete()

    page = tab.post(address, form, headers=OURS)
    enter(tab, other)

    assert "You have been signed out" in page.text
    assert "This was written by somebody else" in go_on(tab, page).text


def test_the_mark_of_who_signed_in_is_for_us_alone_and_says_nothing(tab, editor):
    enter(tab, editor)

    cookie = tab.cookies[whose.cookie_name()]

    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (True, "Lax", "")
    assert bool(cookie["secure"]) == settings.HTTPS
    assert editor.email not in cookie.value


@pytest.mark.parametrize("value", ["", "x", "a:b:c"])
def test_what_a_mark_that_is_not_ours_speaks_of_is_given_to_nobody(tab, address, editor, value):
    enter(tab, editor)
    form = written(tab, address)
    tab.cookies[whose.cookie_name()] = value

    page = tab.post(address, {**form, "csrfmiddlewaretoken": "0" * 32}, headers=OURS)

    assert "We cannot tell who wrote this" in page.text
    assert "What we do," not in page.text


def test_nobody_gets_what_was_written_so_many_sign_ins_ago_that_it_is_not_noted(
    tab, address, editor, other, monkeypatch
):
    monkeypatch.setattr(whose, "REMEMBERED", 2)
    enter(tab, editor)
    form = written(tab, address)
    for _time in range(whose.REMEMBERED):
        again(tab, other)

    page = tab.post(address, form, headers=OURS)

    assert "We cannot tell who wrote this" in page.text
    assert "What we do," not in page.text


def test_the_pages_that_somebody_else_reads_since_push_no_note_out(tab, address, editor, other):
    enter(tab, editor)
    form = written(tab, address)
    again(tab, other)
    for _time in range(whose.REMEMBERED):
        tab.get(address)

    page = tab.post(address, form, headers=OURS)

    assert "This was written by somebody else" in page.text


def test_a_token_that_a_page_for_everybody_gave_is_noted_too(tab, address, editor, other):
    enter(tab, editor)
    del tab.cookies[settings.CSRF_COOKIE_NAME]
    tab.get(reverse("voices:receipt"))  # gives another
    form = written(tab, address)
    again(tab, other)

    page = tab.post(address, form, headers=OURS)

    assert "This was written by somebody else" in page.text
    assert "What we do," not in page.text


def test_what_a_script_sends_with_the_token_beside_it_is_its_writers_too(
    tab, address, editor, other
):
    enter(tab, editor)
    token = written(tab, address)["csrfmiddlewaretoken"]
    again(tab, other)

    page = tab.post(address, SAID, headers={**OURS, "x-csrftoken": token})

    assert "This was written by somebody else" in page.text


def test_somebody_else_who_has_yet_to_show_a_second_factor_does_not_get_it(
    tab, address, editor, secretariat, sign_in
):
    enter(tab, editor)
    form = written(tab, address)
    sign_in(tab, secretariat, second_factor=False)
    tab.cookies[settings.CSRF_COOKIE_NAME] = "a" * 32  # another one by signing in

    page = tab.post(address, form, headers=OURS)

    assert "This was written by somebody else" in page.text
    assert "What we do," not in page.text


def test_of_many_sign_ins_the_last_are_noted(tab, editor, monkeypatch):
    monkeypatch.setattr(whose, "REMEMBERED", 2)
    short = []

    for _time in range(4):
        enter(tab, editor)
        short.append(len(tab.cookies[whose.cookie_name()].value))

    assert short[0] < short[1] == short[2] == short[3]
