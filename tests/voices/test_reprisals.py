"""Somebody suffers for having spoken."""

from datetime import time, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from accounts.choices import PostKind
from accounts.words import new_token
from hrcities import metrics
from office import sending
from office.days import today
from office.models import Letter, TrailEntry
from office.workflow import Refused
from tests.factories.cities import CityFactory
from tests.factories.voices import contribution_of, speak
from voices import actions, receipts, sealing, throttle
from voices.models import Alert, Window

pytestmark = pytest.mark.django_db
TYPED = {"text": "They called me in.", "contact": "0664 canary", "where": "", "words": ""}


@pytest.fixture
def address():
    return reverse("voices:reprisal")


@pytest.fixture
def lead(holder_of):
    return holder_of(PostKind.SECRETARIAT_LEAD, name="Lena Lead")


@pytest.fixture
def alert(window):
    actions.report_reprisal(text="They called me in.", contact="", window=window)
    return Alert.objects.get()


def test_a_report_needs_words(client, address):
    page = client.post(address, {**TYPED, "text": ""})

    assert "Please write what happened." in page.text
    assert not Alert.objects.exists()


def test_each_place_is_offered_once_also_those_without_a_hearing(client, address, window):
    for day in (400, 800):
        earlier = today() - timedelta(days=day)
        Window.objects.create(
            city=window.city, framework=window.framework, opens_on=earlier, closes_on=earlier,
            closed_on=today(), released_on=today(),
        )  # fmt: skip
    CityFactory(name="Declared", self_declared=True, takes_part=False)
    CityFactory(name="Private trial")

    page = client.get(address).text

    assert page.count(f">{window.city.name}, ") == 1
    assert page.count(">Declared, ") == 1
    assert "Private trial" not in page


@pytest.mark.parametrize("words", ["one two three four five six", "wolf", "日本 " * 6])
def test_slips_in_the_six_words_are_named_and_nothing_typed_is_lost(client, address, window, words):
    page = client.post(address, {**TYPED, "words": words})

    assert "These are not six words" in page.text
    assert "They called me in." in page.text
    assert not Alert.objects.exists()


def answers_to(client, address, *words):
    """The pages after reports with these words, but for the token of the form."""
    return [client.post(address, {**TYPED, "words": each}).content for each in words]


def test_the_answer_is_the_same_whether_a_receipt_exists_or_not(client, address, window):
    right, wrong = speak(window), receipts.receipt_of(new_token()).words

    first, second = answers_to(client, address, right, wrong)

    assert first == second
    assert b"come back with your six words" in first
    assert b"report once more without them" in first


def test_the_answer_is_the_same_when_no_receipt_is_looked_at(client, address, window, monkeypatch):
    right = speak(window)
    usual = answers_to(client, address, right)
    monkeypatch.setattr(throttle.receipts, "most", 0)

    assert answers_to(client, address, right) == usual


def test_who_gave_no_words_is_told_nothing_of_them(client, address):
    page = client.post(address, TYPED)

    assert "six words" not in page.text.split("<main")[1].split("</main>")[0]


def test_a_report_with_a_wrong_receipt_is_taken_and_its_readers_are_told(
    client, address, window, lead, sign_in
):
    wrong = receipts.receipt_of(new_token()).words

    client.post(address, {**TYPED, "words": wrong, "where": window.city_id})

    alert = Alert.objects.get()
    sign_in(client, lead)
    page = client.get(reverse("screening:alert", args=[alert.pk])).text
    assert (alert.window, alert.contribution) == (window, None)
    assert "by which no contribution was found" in page
    assert wrong not in page


def test_wrong_receipts_on_reports_count_as_tries(client, address, window, monkeypatch):
    monkeypatch.setattr(throttle.receipts, "most", 2)
    wrong = receipts.receipt_of(new_token()).words
    receipt = speak(window)
    answers_to(client, address, wrong, wrong, receipt)

    assert not Alert.objects.filter(contribution__isnull=False).exists()


def test_reports_are_throttled(client, address, monkeypatch):
    monkeypatch.setattr(throttle.reprisals, "most", 1)
    client.post(address, TYPED)

    page = client.post(address, TYPED)

    assert page.status_code == 429
    assert "this report has not been taken. Wait an hour" in page.text
    assert "They called me in." in page.text


def test_without_a_key_nothing_is_taken(client, address, settings):
    settings.VOICES_KEY = settings.DATA / "no-such-key"

    page = client.post(address, TYPED)

    assert "cannot be kept safely just now" in page.text
    assert not Alert.objects.exists()


def test_anybody_can_report_and_the_named_people_are_called(
    client, address, window, screener, lead, secretariat
):
    page = client.post(address, {**TYPED, "where": window.city_id})

    assert "Your report has arrived" in page.text
    assert sealing.opened(Alert.objects.get().sealed)["text"] == "They called me in."
    assert {letter.to for letter in Letter.objects.all()} == {screener, lead}


def test_a_place_that_is_not_in_the_list_can_be_named(client, address, window, lead, sign_in):
    client.post(address, {**TYPED, "elsewhere": "Kleindorf"})

    alert = Alert.objects.get()
    sign_in(client, lead)
    page = client.get(reverse("screening:alert", args=[alert.pk])).text
    assert alert.window is None
    assert b"Kleindorf" not in bytes(alert.sealed)
    assert "Where, as it was said:" in page
    assert "Kleindorf" in page


def test_the_letter_says_nothing_that_identifies(client, address, window, screener):
    client.post(address, {**TYPED, "where": window.city_id})

    letter = Letter.objects.get()
    for word in (window.city.name, "called me in", "canary", "reprisal"):
        assert word not in letter.subject + letter.body + letter.about + letter.about_key


def test_the_letter_keeps_the_day_and_no_time(client, address, screener, sign_in):
    client.post(address, TYPED)
    sending.send_waiting()
    letter = Letter.objects.get()
    sign_in(client, screener)
    client.get(letter.get_absolute_url())

    letter.refresh_from_db()
    kept = [letter.written_at, letter.sent_at, letter.read_at]
    assert {timezone.localtime(each).time() for each in kept} == {time.min}
    assert letter.claimed_until is None


def test_a_letter_without_a_time_does_not_seem_to_wait_since_midnight(client, address, screener):
    client.post(address, TYPED)

    assert metrics.waiting()["letters"] == (1, None)


def test_with_a_receipt_the_contribution_is_found(client, address, window):
    receipt = speak(window)

    client.post(address, {**TYPED, "words": receipt})

    alert = Alert.objects.get()
    assert (alert.window, alert.contribution) == (window, contribution_of(receipt))


def test_reporting_leaves_no_trail(client, address, window):
    entries = TrailEntry.objects.count()

    client.post(address, TYPED)

    assert TrailEntry.objects.count() == entries


@pytest.mark.parametrize("kind", [PostKind.SECRETARIAT, PostKind.AUDITOR])
def test_nobody_else_learns_of_an_alert(client, alert, holder_of, sign_in, kind):
    sign_in(client, holder_of(kind))

    pages = [reverse("screening:alerts"), reverse("screening:alert", args=[alert.pk])]

    assert [client.get(page).status_code for page in pages] == [404, 404]


def test_only_the_named_people_see_to_it(alert, secretariat):
    with pytest.raises(PermissionDenied):
        actions.see_to_alert(alert=alert, done="Nothing.", by=secretariat)


def test_somebody_sees_to_it_once(client, alert, lead, sign_in):
    sign_in(client, lead)
    address = reverse("screening:alert", args=[alert.pk])

    before = client.get(address).text
    client.post(address, {"done": "Spoke with the mayor."})

    alert.refresh_from_db()
    assert "They called me in." in before
    assert alert.handled_by == lead
    assert "Spoke with the mayor." in client.get(address).text
    with pytest.raises(Refused):
        actions.see_to_alert(alert=alert, done="Again.", by=lead)


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_however_many(
    client, window, lead, sign_in, count, django_assert_num_queries
):
    sign_in(client, lead)
    for _time in range(count):
        actions.report_reprisal(text="Help.", contact="", window=window)
    client.get(reverse("screening:alerts"))

    with django_assert_num_queries(4):
        client.get(reverse("screening:alerts"))
