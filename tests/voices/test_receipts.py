"""Coming back with six words."""

from datetime import timedelta
from math import log2

import pytest
from django.urls import reverse

from accounts import words
from accounts.words import new_token
from office.days import today
from office.models import TrailEntry
from tests.factories.voices import contribution_of, let_all_pass, release, speak
from voices import actions, receipts, throttle
from voices.models import Contribution, Window

pytestmark = pytest.mark.django_db
WRONG = "one two three four five six"


@pytest.fixture
def come_back(client):
    """A function: type these words, and perhaps do something."""

    def act(words, **more):
        return client.post(reverse("voices:receipt"), {"words": words, **more})

    return act


@pytest.mark.parametrize("words", [WRONG, "only three words", "", "ä ö ü ß 日本 !", "a" * 199])
def test_wrong_words_open_nothing(come_back, window, words):
    speak(window, "Hidden from you.")

    page = come_back(words)

    assert page.status_code == 200
    assert "Hidden from you." not in page.text


def test_wrong_words_are_throttled(come_back, window):
    receipt = speak(window)
    for _time in range(throttle.receipts.most):
        come_back(WRONG)

    page = come_back(receipt)

    assert page.status_code == 429
    assert "lift" not in page.text


def test_a_forged_address_does_not_reset_the_count(client, window):
    for number in range(throttle.receipts.most):
        forged = {"HTTP_X_FORWARDED_FOR": f"203.0.113.{number}"}
        client.post(reverse("voices:receipt"), {"words": WRONG}, **forged)

    page = client.post(
        reverse("voices:receipt"), {"words": WRONG}, HTTP_X_FORWARDED_FOR="203.0.113.99"
    )

    assert page.status_code == 429


def test_a_receipt_has_more_than_64_bits():
    assert words.COUNT * log2(len(words.word_list())) > 77


def test_receipts_differ():
    made = {receipts.receipt_of(new_token()).words for _time in range(200)}

    assert len(made) == 200


def test_of_a_receipt_only_a_digest_is_stored(window):
    receipt = speak(window)

    row = Contribution.objects.values().get()
    assert not [word for word in receipt.split() if word in str(row)]


def test_a_receipt_still_works_when_the_installations_secret_changes(window, settings):
    receipt = speak(window)

    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another secret, as long as it has to be, for the next years"

    contribution, found = receipts.find(receipt)
    assert actions.contributing.words_of(contribution, found).text.startswith("The lift")


def test_words_may_be_typed_in_any_way(come_back, window):
    receipt = speak(window)

    page = come_back("  1. " + receipt.upper().replace(" ", ",\n 2. "))

    assert "The lift at the town hall is broken." in page.text


def test_what_is_added_is_screened_once_more(come_back, window, screener):
    receipt = speak(window)
    let_all_pass(window, screener)

    come_back(receipt, to="add", text="Since March.")

    contribution = contribution_of(receipt)
    assert (contribution.screened, contribution.is_recorded) == ("waiting", False)
    assert "broken.\n\nSince March." in come_back(receipt).text


def test_what_is_added_must_not_be_too_long(come_back, window):
    receipt = speak(window)

    page = come_back(receipt, to="add", text="a" * 7990)

    assert "longer than 8000 signs" in page.text


def test_taking_back_asks_first(come_back, window):
    receipt = speak(window)

    page = come_back(receipt, to="withdraw")

    assert "This cannot be undone." in page.text
    assert Contribution.objects.exists()


def test_of_what_was_taken_back_nothing_stays(come_back, window):
    receipt = speak(window)

    page = come_back(receipt, to="withdraw-now")

    assert "Nothing of it is kept" in page.text
    assert not Contribution.objects.exists()
    assert "We know no contribution" in come_back(receipt).text


def test_returning_leaves_no_trail(come_back, window):
    receipt, entries = speak(window), TrailEntry.objects.count()

    come_back(receipt, to="add", text="More.")
    come_back(receipt, to="withdraw-now")

    assert TrailEntry.objects.count() == entries


def test_after_the_last_day_it_can_be_taken_back_but_not_added_to(come_back, window):
    receipt, day = speak(window), today()
    Window.objects.update(opens_on=day - timedelta(days=9), closes_on=day - timedelta(days=1))

    added = come_back(receipt, to="add", text="More.").text

    assert "takes no more words" in added
    assert "Take it back" in added


def test_after_its_release_it_can_only_be_read(come_back, window, screener):
    receipt = speak(window)
    let_all_pass(window, screener)
    release(window)

    page = come_back(receipt, to="withdraw-now")

    assert "cannot be taken back any more" in page.text
    assert "It was released on" in page.text
    assert Contribution.objects.exists()


def test_the_author_reads_why_it_was_held_back(come_back, window, screener):
    receipt = speak(window)
    actions.hold(contribution=contribution_of(receipt), reason="It names a child.", by=screener)
    before = come_back(receipt).text
    actions.record_decisions(window=window, by=screener)

    page = come_back(receipt)

    assert "It names a child." not in before
    assert "It names a child." in page.text


def test_the_author_reads_what_was_taken_out(come_back, window, screener):
    receipt = speak(window, "My neighbour Eva fell.")
    actions.let_pass(
        contribution=contribution_of(receipt), text="My neighbour […] fell.", by=screener
    )
    actions.record_decisions(window=window, by=screener)

    page = come_back(receipt)

    assert "My neighbour […] fell." in page.text
    assert "My neighbour Eva fell." in page.text


def test_when_the_application_is_withdrawn_the_author_learns_that_it_was_erased(come_back, window):
    receipt = speak(window)
    actions.close_unreleased(city=window.city, day=today())

    page = come_back(receipt)

    assert "Nobody but screeners can have read your words" in page.text
    assert bytes(contribution_of(receipt).sealed) == b""


def test_when_the_key_is_lost_the_author_still_has_a_copy(come_back, window, settings):
    receipt = speak(window)
    settings.VOICES_KEY = settings.DATA / "no-such-key"

    assert "The lift at the town hall is broken." in come_back(receipt).text
