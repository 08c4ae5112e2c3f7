"""The pages of the quick scan, as residents without an account meet them."""

import re

import pytest
from django.conf import settings
from django.urls import reverse

from accounts.words import new_token
from progress import throttle
from progress.models import QuickScan
from progress.scan.keeping import Said, find

pytestmark = pytest.mark.django_db
WRONG = "abacus abdomen abdominal abide abiding ability"


@pytest.fixture
def begin(client):
    """A function: press “Begin”; gives back the page."""

    def press(token=None):
        sent = {"to": "begin", "token": new_token() if token is None else token}
        return client.post(reverse("scan:questions"), sent, follow=True)

    return press


def words_on(page):
    return re.search(r'name="words" value="([a-z ]+)"', page.text)[1]


@pytest.mark.parametrize("name", ["about", "questions", "sheet"])
def test_without_questions_each_page_says_so_and_leads_on(client, six, name):
    six.terms.pop("quick_scan")
    six.content_hash = "0" * 64
    six.save()

    page = client.get(reverse(f"scan:{name}"))

    assert "asks residents nothing" in page.text
    assert page.text.count("<h1") == 1
    assert 'href=""' not in page.text


def test_without_an_edition_nothing_can_be_begun(begin, db):
    page = begin()

    assert "asks residents nothing" in page.text
    assert not QuickScan.objects.exists()


@pytest.mark.parametrize("token", ["", "short", "ä" * 32])
def test_a_page_that_is_not_ours_begins_nothing(begin, six, token):
    page = begin(token)

    assert page.status_code == 200
    assert not QuickScan.objects.exists()


def test_wrong_words_are_said_and_throttled(send, scan):
    for _time in range(throttle.words.most):
        page = send(WRONG)
        assert "The clinic" not in page.text

    assert send(scan.words.words, "result").status_code == 429


def test_scans_are_begun_only_so_often_from_one_place(begin, six):
    for _time in range(throttle.beginning.most):
        begin()

    page = begin()

    assert page.status_code == 429
    assert QuickScan.objects.count() == throttle.beginning.most


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"step-R1.1": "9"}, "Please choose one of the sentences."),
        ({"said-R1.1": "x" * 601}, "at most 600 characters"),
        ({"said-R1.1": "a\x00b"}, "Null characters are not allowed"),
    ],
)
def test_what_cannot_be_kept_is_said_and_the_rest_stays_on_the_page(send, opened, fields, sentence):
    page = send(opened.words.words, "R1.2", asked="R1.1", **fields)

    assert sentence in page.text
    assert 'name="asked" value="R1.1"' in page.text
    assert find(opened.words.words).is_empty


def test_a_question_that_is_not_asked_is_not_kept(send, opened):
    send(opened.words.words, "pause", asked="H2.1", **{"step-H2.1": "1"})

    assert find(opened.words.words).is_empty


def test_a_scan_under_another_page_s_words_is_not_touched(send, opened, scan):
    send(WRONG, "erase-now")

    assert QuickScan.objects.count() == 1


def test_the_whole_scan_needs_nothing_but_the_pages(begin, send, six):
    words = words_on(begin())
    first = send(words, "next")
    second = send(words, "R1.2", asked="R1.1", **{"step-R1.1": "2", "said-R1.1": "At the clinic."})
    third = send(words, "H1.1", asked="R1.2", **{"step-R1.2": "unknown", "said-R1.2": ""})
    result = send(words, "result", asked="H1.1", **{"step-H1.1": "0", "said-H1.1": ""})

    assert ["Question 1 of 3" in first.text, "Question 2 of 3" in second.text] == [True, True]
    assert "Save and see what it shows" in third.text
    assert "At the clinic." in result.text
    assert find(words).said == {"R1.1": Said(2, words="At the clinic."),
                                "R1.2": Said(unknown=True), "H1.1": Said(0)}  # fmt: skip


def test_all_questions_can_be_answered_on_one_page(send, opened):
    page = send(opened.words.words, "all")
    send(opened.words.words, "pause", asked=["R1.1", "R1.2", "H1.1"], **{"step-H1.1": "3"})

    assert page.text.count('name="asked"') == 3
    assert find(opened.words.words).said == {"H1.1": Said(3)}


def test_coming_back_leads_to_the_first_open_question_with_what_was_said(send, scan):
    back = send(scan.words.words, "R1.1")

    assert "The clinic treats everybody." in back.text
    assert re.search(r'value="3"[^>]*checked', back.text)


def test_erasing_asks_first_and_leaves_nothing(send, scan):
    asked = send(scan.words.words, "erase")
    held = QuickScan.objects.count()
    send(scan.words.words, "erase-now")

    assert "Erase all answers for good?" in asked.text
    assert (held, QuickScan.objects.count()) == (1, 0)


def test_the_pages_set_no_session_and_are_not_kept(client, send, scan):
    page = send(scan.words.words, "result")

    assert settings.SESSION_COOKIE_NAME not in client.cookies
    assert "no-store" in page.headers["Cache-Control"]


@pytest.mark.parametrize("name", ["about", "sheet"])
def test_public_pages_set_no_cookie(client, six, name):
    page = client.get(reverse(f"scan:{name}"))

    assert not page.cookies
    assert "Can people here use services even without papers?" in page.text


@pytest.mark.parametrize("answered", [1, 3])
def test_a_page_costs_the_same_however_much_was_answered(
    client, send, opened, answered, django_assert_num_queries
):
    codes = ["R1.1", "R1.2", "H1.1"][:answered]
    answers = {f"step-{code}": "1" for code in codes}
    page = send(opened.words.words, "result", asked=codes, **answers)

    with django_assert_num_queries(1):  # the scan
        client.get(page.redirect_chain[-1][0])
