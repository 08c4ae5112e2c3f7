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


def test_a_mark_stands_on_the_pages_of_its_person_alone_and_says_nothing(
    tab, address, editor, other
):
    enter(tab, editor)
    own = written(tab, address)[whose.FIELD]
    same = written(tab, reverse("accounts:profile"))[whose.FIELD]
    again(tab, other)

    theirs = written(tab, address)[whose.FIELD]

    assert own == same != theirs
    assert str(editor.pk) != own
    assert editor.email not in own


def test_every_form_of_a_page_says_whose_it_is(tab, address, editor):
    enter(tab, editor)

    page = tab.get(address).text

    assert page.count(f'name="{whose.FIELD}"') == page.count('name="csrfmiddlewaretoken"') > 1


@pytest.mark.parametrize("name", ["account_login", "scan:questions", "voices:receipt"])
def test_pages_without_a_person_have_no_mark(tab, db, name):
    assert f'name="{whose.FIELD}"' not in tab.get(reverse(name)).text


@pytest.mark.parametrize("name", ["scan:questions", "voices:receipt"])
def test_pages_that_ask_nobody_have_no_mark_of_who_is_signed_in(tab, editor, name):
    enter(tab, editor)

    assert f'name="{whose.FIELD}"' not in tab.get(reverse(name)).text


@pytest.mark.parametrize("value", ["", "x", "0" * 32, "ä" * 32, "0" * 33])
def test_what_a_mark_that_is_not_ours_speaks_of_is_given_to_nobody(tab, address, editor, value):
    enter(tab, editor)
    form = written(tab, address) | {"csrfmiddlewaretoken": "0" * 32}

    page = tab.post(address, form | {whose.FIELD: value}, headers=OURS)

    assert "It is neither saved nor shown" in page.text
    assert "What we do," not in page.text


def test_what_was_written_before_cookies_were_cleared_comes_back(tab, address, editor):
    enter(tab, editor)
    form = written(tab, address)
    tab.cookies.clear()

    page = tab.post(address, form, headers=OURS)
    enter(tab, editor)

    assert "You have been signed out" in page.text
    assert sent_again(go_on(tab, page)) == SAID


def test_after_many_other_sign_ins_it_comes_back_to_its_writer_alone(tab, address, editor, other):
    enter(tab, editor)
    form = written(tab, address)
    for _time in range(9):
        again(tab, other)
    theirs = tab.post(address, form, headers=OURS)
    again(tab, editor)

    own = tab.post(address, form, headers=OURS)

    assert "This was written by somebody else" in theirs.text
    assert "What we do," not in theirs.text
    assert sent_again(own) == SAID


def test_what_a_script_sends_without_a_mark_is_given_to_nobody(tab, address, editor):
    enter(tab, editor)
    token = written(tab, address)["csrfmiddlewaretoken"]
    again(tab, editor)

    page = tab.post(address, SAID, headers={**OURS, "x-csrftoken": token})

    assert "We cannot tell who wrote this" in page.text


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
