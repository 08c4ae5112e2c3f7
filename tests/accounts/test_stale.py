"""A form whose token is none any more is offered again, to whoever wrote it."""

import pytest
from django.conf import settings
from django.urls import reverse

from tests.accounts.sending import OURS, SAID, again, away, enter, sent_again, token_of, written

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "headers", [{}, {"origin": "null"}, {"origin": "https://elsewhere.example"}]
)
def test_what_no_page_of_ours_sent_is_not_offered(tab, address, editor, headers):
    enter(tab, editor)

    page = tab.post(address, SAID, headers=headers)

    assert page.status_code == 403
    assert "Please send it once more" in page.text
    assert "What we do," not in page.text


@pytest.mark.parametrize("name", ["account_login", "voices:speak"])
def test_neither_secrets_nor_contributions_are_offered(tab, city, name):
    where = (
        reverse(name)
        if name == "account_login"
        else reverse("voices:contribution", args=[city.slug])
    )

    page = tab.post(where, {"text": "What I saw there."}, headers=OURS)

    assert page.status_code == 403
    assert "What I saw there." not in page.text


def test_after_signing_in_in_another_tab_one_more_click_sends_it(tab, address, editor, city):
    enter(tab, editor)
    form = written(tab, address)
    again(tab, editor)

    page = tab.post(address, form, headers=OURS)
    fresh = sent_again(page) | {"csrfmiddlewaretoken": token_of(page)}

    assert (page.status_code, city.answers.count()) == (403, 0)
    assert "no-store" in page["Cache-Control"]
    assert f'action="{address}"' in page.text
    assert sent_again(page) == SAID
    assert tab.post(address, fresh, headers=OURS).status_code == 302
    assert city.answers.get().text == SAID["text"].replace("\r\n", "\n")


def test_a_part_of_a_page_shows_it_too(tab, address, editor):
    enter(tab, editor)
    form = written(tab, address)
    again(tab, editor)

    page = tab.post(address, form, headers={**OURS, "hx-request": "true"})

    assert (page.status_code, page["HX-Retarget"]) == (200, "main")
    assert "What we do," in page.text


def test_whoever_was_away_too_long_is_signed_out_before_it_is_offered(tab, address, editor):
    enter(tab, editor)
    form = written(tab, address)
    enter(tab, editor)
    away(tab)

    page = tab.post(address, form, headers=OURS)

    assert "You have been signed out" in page.text
    assert "What we do," in page.text
    assert "Send it now" not in page.text
    assert "_auth_user_id" not in tab.session


def test_whoever_has_a_second_factor_shows_it_before_it_is_offered(
    tab, address, secretariat, sign_in
):
    sign_in(tab, secretariat, second_factor=False)
    form = written(tab, reverse("accounts:held"))
    tab.cookies[settings.CSRF_COOKIE_NAME] = "a" * 32

    page = tab.post(address, form, headers=OURS)

    assert "Show your second factor first" in page.text
    assert "What we do," in page.text
    assert "Send it now" not in page.text


def test_it_is_offered_in_the_language_of_whoever_wrote_it(tab, address, editor, settings):
    settings.LANGUAGES = [("en", "English"), ("fr", "français")]
    editor.language = "fr"
    editor.save()
    enter(tab, editor)
    form = written(tab, address)
    again(tab, editor)

    page = tab.post(address, form, headers=OURS)

    assert page.status_code == 403
    assert page["Content-Language"] == "fr"
    assert '<html lang="fr"' in page.text
