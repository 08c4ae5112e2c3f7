"""Saying something, step by step, at one address."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Session
from office.days import today
from office.models import TrailEntry
from tests.factories.cities import CityFactory
from tests.factories.voices import contribution_of, speak
from voices import actions, sealing, throttle
from voices.models import Contribution, Window

pytestmark = pytest.mark.django_db
WORDS = re.compile(r"<li>([a-z]+)</li>")
TOKEN = re.compile(r'name="token" value="([\w-]+)"')


def send(client, address, typed):
    """Through the page on which one checks one's words; gives the last page."""
    checked = client.post(address, {**typed, "to": "check"}).text
    return client.post(address, {**typed, "token": TOKEN.search(checked)[1], "to": "send"})


def test_a_city_without_a_hearing_is_as_unknown_as_no_city(client):
    city = CityFactory(confirmed=True)

    known = client.get(reverse("voices:contribution", args=[city.slug]))
    unknown = client.get(reverse("voices:contribution", args=["nowhere"]))

    assert (known.status_code, known.content) == (404, unknown.content)


def test_the_hearing_of_a_withdrawn_application_counts_as_never_held(client, window, address):
    actions.close_unreleased(city=window.city, day=today())

    assert client.get(address).status_code == 404


@pytest.mark.parametrize("missing", ["protection", "language", "text"])
def test_nothing_is_taken_while_something_is_missing(client, address, typed, missing):
    del typed[missing]

    page = client.post(address, {**typed, "token": "a" * 32, "to": "send"})

    assert "Please" in page.text
    assert not Contribution.objects.exists()


def test_who_speaks_in_public_gives_a_name(client, address, typed):
    page = client.post(address, {**typed, "protection": "public", "to": "check"})

    assert "Please write the name" in page.text


@pytest.mark.parametrize("typed_text", ["\x00", "a" * 8001, "   "])
def test_a_text_that_cannot_be_kept_is_refused_in_words(client, address, typed, typed_text):
    page = client.post(address, {**typed, "text": typed_text, "to": "check"})

    assert page.status_code == 200
    assert "Check your words" not in page.text


def test_the_three_protections_are_explained_before_anything_is_written(client, address):
    page = client.get(address)

    for words in ("Everybody, with my name", "without my name", "The reviewers only",
                  "never learns that you wrote"):  # fmt: skip
        assert words in page.text
    assert "<textarea" not in page.text


def test_what_was_typed_goes_along_from_step_to_step(client, address, typed):
    page = client.post(address, {**typed, "to": "choose"})

    assert 'name="text" value="Der Aufzug ist kaputt."' in page.text
    assert 'value="panel" id="id_protection_2" checked' in page.text


def test_words_are_shown_once_more_before_they_are_sent(client, address, typed):
    page = client.post(address, {**typed, "commitments": ["R1"], "to": "check"})

    assert '<div class="said" lang="de" dir="auto">Der Aufzug ist kaputt.</div>' in page.text
    assert "Nothing has been sent yet." in page.text
    assert not Contribution.objects.exists()


def test_six_words_are_the_receipt(client, address, typed):
    page = send(client, address, typed)

    receipt = " ".join(WORDS.findall(page.text)[:6])
    contribution = contribution_of(receipt)
    assert sealing.opened(contribution.sealed)["text"] == "Der Aufzug ist kaputt."


def test_sending_the_same_page_again_has_one_effect_and_one_receipt(client, address, typed):
    checked = client.post(address, {**typed, "to": "check"}).text
    last = {**typed, "token": TOKEN.search(checked)[1], "to": "send"}

    pages = [client.post(address, last).text for _time in range(3)]

    assert len({tuple(WORDS.findall(page)) for page in pages}) == 1
    assert Contribution.objects.count() == 1


def test_a_name_is_kept_only_where_it_is_public(client, address, typed):
    send(client, address, {**typed, "name": "Anna Muster"})

    assert sealing.opened(Contribution.objects.get().sealed)["name"] == ""


def test_nothing_is_taken_after_the_last_day(client, window, address, typed):
    day = today()
    Window.objects.update(opens_on=day - timedelta(days=9), closes_on=day - timedelta(days=1))

    page = client.post(address, {**typed, "token": "a" * 32, "to": "send"})

    assert "is over" in page.text
    assert not Contribution.objects.exists()


def test_without_a_key_nothing_is_taken_and_the_page_says_so(client, address, typed, settings):
    settings.VOICES_KEY = settings.DATA / "no-such-key"

    page = send(client, address, typed)

    assert "we have not taken them" in page.text
    assert "Der Aufzug ist kaputt." in page.text
    assert not Contribution.objects.exists()


def test_sending_is_throttled_and_nothing_typed_is_lost(client, address, typed, monkeypatch):
    monkeypatch.setattr(throttle.contributing, "most", 2)
    for _time in range(2):
        send(client, address, typed)

    page = send(client, address, typed)

    assert "Wait an hour" in page.text
    assert "Der Aufzug ist kaputt." in page.text
    assert Contribution.objects.count() == 2


def test_nobody_is_asked_who_they_are(client, address, typed, someone, sign_in):
    sign_in(client, someone)
    sessions, entries = Session.objects.count(), TrailEntry.objects.count()

    page = send(client, address, typed)

    assert someone.name not in page.text
    assert Session.objects.count() == sessions
    assert TrailEntry.objects.count() == entries


def test_the_one_cookie_is_the_forms_own_and_ends_with_the_browser(client, address, typed):
    send(client, address, typed)

    assert list(client.cookies) == ["csrf"]
    assert client.cookies["csrf"]["max-age"] == ""


def test_no_browser_and_no_server_keeps_a_page(client, address):
    page = client.get(address)

    assert "no-store" in page["Cache-Control"]
    assert page["Referrer-Policy"] == "same-origin"
    assert "Leave this page quickly" in page.text


def test_a_form_of_another_site_is_refused(address, typed):
    client = Client(enforce_csrf_checks=True)

    page = client.post(address, {**typed, "token": "a" * 32, "to": "send"})

    assert page.status_code == 403
    assert not Contribution.objects.exists()


def test_the_first_page_names_the_hearings_that_are_open(client, window):
    page = client.get(reverse("voices:speak"))

    assert window.city.name in page.text


@pytest.mark.parametrize("count", [1, 3])
def test_the_first_page_costs_the_same_however_many_hearings(
    client, window, count, django_assert_num_queries
):
    for _city in range(count - 1):
        actions.open_window(
            city=CityFactory(confirmed=True),
            framework=window.framework,
            opens=today(),
            closes=today(),
        )
    client.get(reverse("voices:speak"))

    with django_assert_num_queries(2):  # the day, the hearings
        client.get(reverse("voices:speak"))


def test_the_words_of_two_contributions_are_not_stored_alike(window):
    speak(window, "The same.")
    speak(window, "The same.")

    first, second = Contribution.objects.all()
    assert bytes(first.sealed) != bytes(second.sealed)
    assert len(first.sealed) == len(second.sealed)
