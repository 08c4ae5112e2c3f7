"""Signing in by password or code, and leaving."""

import time

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from tests.accounts.test_sign_up import code_in, without_tokens
from tests.factories.people import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db

LOGIN = "/accounts/login/"


def credentials(user, password=PASSWORD):
    return {"login": user.email, "password": password}


def is_signed_in(client):
    return "_auth_user_id" in client.session


def test_a_wrong_password_is_refused_like_an_unknown_address(client):
    known = UserFactory(second_factor=False)

    pages = [
        client.post(LOGIN, {"login": email, "password": "not this one"}).text.replace(email, "…")
        for email in (known.email, "nobody@example.org")
    ]

    assert without_tokens(pages[0]) == without_tokens(pages[1])
    assert "do not belong together" in pages[0]
    assert not is_signed_in(client)


def test_a_closed_account_does_not_open(client):
    person = UserFactory(second_factor=False, is_active=False)

    client.post(LOGIN, credentials(person))

    assert not is_signed_in(client)


def test_too_many_wrong_passwords_are_stopped_with_a_sentence(client):
    person = UserFactory(second_factor=False)

    for _attempt in range(6):
        page = client.post(LOGIN, credentials(person, "not this one"))

    assert "There were too many attempts." in page.text


def test_a_code_for_an_unknown_address_looks_like_one_for_a_known_one(client):
    known = UserFactory(second_factor=False)

    pages = []
    for email in (known.email, "nobody@example.org"):
        client.cookies.clear()
        answer = client.post(reverse("account_request_login_code"), {"email": email})
        pages.append(answer.url + client.get(answer.url).text.replace(email, "…"))

    assert without_tokens(pages[0]) == without_tokens(pages[1])
    assert [letter.subject for letter in mail.outbox] == [
        "Your code for signing in",
        "There is no account with this address",
    ]


def test_a_wrong_code_signs_nobody_in(client):
    person = UserFactory(second_factor=False)
    client.post(reverse("account_request_login_code"), {"email": person.email})

    page = client.post(reverse("account_confirm_login_code"), {"code": "WRONG1"})

    assert "This code is not the right one." in page.text
    assert not is_signed_in(client)


def test_a_password_signs_in(client):
    person = UserFactory(second_factor=False)

    client.post(LOGIN, credentials(person))

    assert client.session["_auth_user_id"] == str(person.pk)


def test_a_code_from_a_letter_signs_in(client):
    person = UserFactory(second_factor=False, password=None)
    client.post(reverse("account_request_login_code"), {"email": person.email})

    client.post(reverse("account_confirm_login_code"), {"code": code_in(mail.outbox[0])})

    assert client.session["_auth_user_id"] == str(person.pk)


@pytest.mark.parametrize("typed", ["", "  "])
def test_without_an_address_the_second_button_leads_to_the_page_that_asks_for_one(client, typed):
    page = client.post(reverse("account_request_login_code"), {"login": typed, "password": ""})

    assert page.status_code == 200
    assert "Send me a code" in page.text
    assert 'aria-invalid="true"' not in page.text
    assert not mail.outbox


def test_an_address_typed_above_a_password_is_not_typed_again_for_a_code(client):
    person = UserFactory(second_factor=False)
    code_page = reverse("account_request_login_code")

    page = client.get(f"{reverse('account_login')}?next=/accounts/profile/").text
    asked = client.post(
        f"{code_page}?next=/accounts/profile/", {"login": person.email, "password": ""}
    )

    assert f'formaction="{code_page}?next=%2Faccounts%2Fprofile%2F"' in page
    assert asked["Location"].startswith(reverse("account_confirm_login_code"))
    assert "next=%2Faccounts%2Fprofile%2F" in asked["Location"]
    assert [letter.to for letter in mail.outbox] == [[person.email]]


def test_a_forgotten_password_is_replaced_with_a_code(client):
    person = UserFactory(second_factor=False)
    client.post(reverse("account_reset_password"), {"email": person.email})
    client.post(reverse("account_confirm_password_reset_code"), {"code": code_in(mail.outbox[0])})

    new = "an entirely different sentence"
    client.post(reverse("account_complete_password_reset"), {"password1": new, "password2": new})

    person.refresh_from_db()
    assert person.check_password(new)


def test_somebody_away_for_half_an_hour_is_signed_out_and_told(client, someone, sign_in):
    sign_in(client, someone)
    session = client.session
    session["seen"] = session["began"] = int(time.time()) - 1801
    session.save()

    answer = client.get(reverse("accounts:profile"))

    assert answer.url == "/accounts/login/?next=%2Faccounts%2Fprofile%2F"
    assert "You were away for a while" in client.get(answer.url).text
    assert not is_signed_in(client)


def test_nobody_stays_signed_in_for_more_than_half_a_day(client, someone, sign_in, settings):
    sign_in(client, someone)
    session = client.session
    session["began"] = int(time.time()) - settings.SESSION_COOKIE_AGE
    session.save()

    client.get(reverse("accounts:profile"))

    assert not is_signed_in(client)


def test_a_part_of_a_page_sends_the_whole_page_to_sign_in_again(client, someone, sign_in):
    sign_in(client, someone)
    session = client.session
    session["seen"] = int(time.time()) - 1801
    session.save()

    answer = client.get(reverse("accounts:profile"), headers={"HX-Request": "true"})

    assert (answer.status_code, answer.headers["HX-Redirect"]) == (204, "/accounts/login/")


def test_signing_out_takes_a_click_that_says_so(client, someone, sign_in):
    sign_in(client, someone)

    client.get(reverse("account_logout"))
    still = is_signed_in(client)
    client.post(reverse("account_logout"))

    assert (still, is_signed_in(client)) == (True, False)


def attempts(client, person, count, **request):
    """The last page after so many wrong passwords."""
    for _attempt in range(count):
        page = client.post(LOGIN, credentials(person, "not this one"), **request)
    return page


def test_a_stranger_who_guesses_does_not_lock_a_person_out_of_their_own_browser(client):
    person = UserFactory(second_factor=False)
    client.post(LOGIN, credentials(person))
    client.post(reverse("account_logout"))
    stranger = Client(REMOTE_ADDR="198.51.100.7")

    refused = attempts(stranger, person, 6)
    client.post(LOGIN, credentials(person))

    assert "There were too many attempts." in refused.text
    assert is_signed_in(client)


def test_a_known_browser_has_no_more_attempts_than_others(client):
    person = UserFactory(second_factor=False)
    client.post(LOGIN, credentials(person))
    client.post(reverse("account_logout"))

    assert "There were too many attempts." in attempts(client, person, 6).text


@pytest.mark.parametrize("claim", ["", "made.up", "WyJhYmMiXQ:1tZ:abc"])
def test_a_made_up_mark_makes_no_browser_known(client, claim):
    person = UserFactory(second_factor=False)
    attempts(Client(REMOTE_ADDR="198.51.100.7"), person, 6)
    client.cookies["known"] = claim

    assert "There were too many attempts." in attempts(client, person, 1).text


def test_a_browser_known_for_one_account_is_unknown_for_another(client):
    mine, theirs = UserFactory(second_factor=False), UserFactory(second_factor=False)
    client.post(LOGIN, credentials(mine))
    client.post(reverse("account_logout"))
    attempts(Client(REMOTE_ADDR="198.51.100.7"), theirs, 6)

    assert "There were too many attempts." in attempts(client, theirs, 1).text


@pytest.mark.parametrize("proxies", [0, 1])
def test_a_forged_address_brings_no_new_attempts(client, settings, proxies):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    people = UserFactory.create_batch(12, second_factor=False)

    pages = [
        # What the client claims, then what the proxy in front of us saw, or nothing.
        attempts(client, person, 1, headers={"X-Forwarded-For": ", ".join(forged)})
        for number, person in enumerate(people)
        for forged in [[f"203.0.113.{number}", *["198.51.100.7"] * proxies]]
    ]

    assert "There were too many attempts." in pages[-1].text
