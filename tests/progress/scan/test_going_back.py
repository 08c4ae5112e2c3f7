"""Back, forward and loading again in a quick scan, and what the browser has for it."""

import json
import re
import time
from base64 import urlsafe_b64decode, urlsafe_b64encode
from urllib.parse import parse_qs, urlsplit

import pytest
from django.urls import reverse
from django.utils.crypto import salted_hmac
from nacl.secret import SecretBox

from accounts.words import new_token
from progress import throttle
from progress.models import QuickScan
from progress.scan import at_hand
from progress.scan.keeping import Said, begin, find

pytestmark = pytest.mark.django_db
WRONG = "abacus abdomen abdominal abide abiding ability"
AWAY = "This scan is closed in this browser"


def address(page):
    """Where the browser was led."""
    return page.redirect_chain[-1][0]


def said_in(address):
    return {name: value for name, (value,) in parse_qs(urlsplit(address).query).items()}


def test_another_browser_learns_nothing_from_an_address(client, send, scan):
    page = send(scan.words.words, "result")
    client.cookies.clear()

    away = client.get(address(page))

    assert AWAY in away.text
    assert "The clinic" not in away.text
    assert 'name="to" value="result"' in away.text  # and goes on where it was
    assert away.text.index('id="again"') < away.text.index('id="new"')


@pytest.mark.parametrize("cookie", ["", "x", "ä", "eA==", "A" * 400])
def test_a_cookie_that_is_not_ours_opens_nothing(client, scan, cookie):
    client.cookies[at_hand.cookie_name()] = cookie

    page = client.get(reverse("scan:questions"), {"scan": "abcdefgh", "page": "result"})

    assert page.status_code == 200
    assert AWAY in page.text


@pytest.mark.parametrize(
    "plain",
    [
        b"",
        b"\xff",
        b"{}",
        b"1",
        b'"words"',
        b"[1]",
        b"[[]]",
        b'[{"mark": "abcdefgh", "words": "x", "since": 4e9}]',
        b'{"open": 1, "done": ""}',
        b'{"open": [1], "done": ""}',
        b'{"open": []}',
        b'{"open": [{"mark": "abcdefgh", "words": "x"}], "done": ""}',
        b'{"open": [{"mark": "abcdefgh", "words": "x", "since": null}], "done": ""}',
        b'{"open": [{"mark": "abcdefgh", "words": "x", "since": "today"}], "done": ""}',
    ],
)
def test_a_cookie_of_another_shape_is_none(client, send, scan, plain):
    seal(client, plain)

    away = client.get(reverse("scan:questions"), {"scan": "abcdefgh", "page": "result"})
    page = send(scan.words.words, "result")

    assert AWAY in away.text
    assert "The clinic" in page.text


def test_what_another_version_adds_to_the_cookie_is_passed_over(client, scan):
    held = {"mark": "abcdefgh", "words": scan.words.words, "since": time.time(), "new": 1}
    seal(client, json.dumps({"open": [held], "done": "", "new": 1}).encode())

    page = client.get(reverse("scan:questions"), {"scan": "abcdefgh", "page": "result"})

    assert "The clinic" in page.text


def test_after_half_an_hour_of_quiet_the_words_are_asked_for(client, send, scan, monkeypatch):
    page = send(scan.words.words, "result")
    later = time.time() + at_hand.QUIET
    monkeypatch.setattr(time, "time", lambda: later)

    assert AWAY in client.get(address(page)).text


def test_each_look_makes_the_half_hour_begin_again(client, send, scan, monkeypatch):
    page = send(scan.words.words, "result")
    began = time.time()
    for minutes in (20, 40):
        monkeypatch.setattr(time, "time", lambda now=began + minutes * 60: now)
        again = client.get(address(page))

    assert "The clinic" in again.text


def test_who_closes_it_leaves_nothing_in_the_browser(client, send, scan):
    page = send(scan.words.words, "result")

    closed = send(scan.words.words, "close")

    assert "Closed in this browser" in closed.text
    assert AWAY in client.get(address(page)).text
    assert find(scan.words.words).said == scan.said


def test_what_was_erased_cannot_be_gone_back_to(client, send, scan):
    page = send(scan.words.words, "result")

    erased = send(scan.words.words, "erase-now")

    assert "Your answers are erased" in erased.text
    assert "Your answers are erased" not in client.get(address(erased)).text
    assert AWAY in client.get(address(page)).text
    assert not QuickScan.objects.exists()


@pytest.mark.parametrize(
    ("page", "sentence"),
    [("erased", "Your answers are erased"), ("closed", "Your answers are kept")],
)
def test_a_link_says_of_nothing_that_it_was_done(client, send, scan, page, sentence):
    send(scan.words.words, "result")

    told = client.get(reverse("scan:questions"), {"page": page})

    assert sentence not in told.text
    assert told.text.count("<h1") == 1
    assert not told.cookies.get(at_hand.cookie_name())
    assert find(scan.words.words)


@pytest.mark.parametrize("to", ["close", "erase-now"])
def test_no_cookie_is_left_once_the_last_scan_is_closed_or_erased(client, send, scan, to):
    send(scan.words.words, "result")

    send(scan.words.words, to)

    assert not client.cookies[at_hand.cookie_name()].value
    assert client.cookies[at_hand.cookie_name()]["max-age"] == 0


def test_a_scan_that_is_still_open_stays_at_hand_when_another_is_closed(client, send, scan, six):
    other = begin(new_token(), six)
    send(other.words.words, "all")
    here = address(send(scan.words.words, "result"))

    send(other.words.words, "close")

    assert AWAY not in client.get(here).text


def test_what_always_holds_is_said_of_erasing(client, six):
    told = client.get(reverse("scan:questions"), {"page": "erased"})

    assert "What was erased is gone" in told.text
    assert reverse("scan:about") in told.text


def test_that_it_was_closed_is_said_once(client, send, scan):
    closed = send(scan.words.words, "close")

    assert "Closed in this browser" in closed.text
    assert "Closed in this browser" not in client.get(address(closed)).text


def test_what_was_done_with_one_scan_is_not_said_after_another_was_opened(client, send, scan, six):
    client.post(reverse("scan:questions"), {"words": scan.words.words, "to": "erase-now"})
    send_new(client)

    told = client.get(reverse("scan:questions"), {"page": "erased"})

    assert "Your answers are erased" not in told.text


def test_saying_what_was_done_leaves_other_scans_open(client, send, scan, six):
    other = send(send_new(client), "pause")

    send(scan.words.words, "erase-now")

    assert "Saved. You can stop here." in client.get(address(other)).text


def test_the_words_stand_in_no_address_and_the_cookie_is_locked(client, send, scan):
    page = send(scan.words.words, "pause")

    held = client.cookies[at_hand.cookie_name()]
    assert set(said_in(address(page))) == {"scan", "page"}
    assert not any(word.encode() in urlsafe_b64decode(held.value)
                   for word in scan.words.words.split())  # fmt: skip
    assert (held["httponly"], held["samesite"], held["max-age"]) == (True, "Strict", "")


def test_what_is_sent_is_answered_by_an_address_to_go_back_to(client, send, opened):
    first = send(opened.words.words, "R1.1")
    second = send(opened.words.words, "R1.2", asked="R1.1", **{"step-R1.1": "2"})

    back, forward = client.get(address(first)), client.get(address(second))

    assert second.redirect_chain[-1][1] == 303
    assert ["Question 1 of 3" in back.text, "Question 2 of 3" in forward.text] == [True, True]
    assert re.search(r'value="2"[^>]*checked', back.text)


def test_going_on_leads_to_a_question_that_stays_that_question(client, send, opened):
    page = send(opened.words.words, "next")
    send(opened.words.words, "R1.2", asked="R1.1", **{"step-R1.1": "2"})

    assert said_in(address(page))["page"] == "R1.1"
    assert "Question 1 of 3" in client.get(address(page)).text


def test_two_tables_typed_in_side_by_side_are_not_mixed_up(client, send, scan, six):
    other = send_new(client)
    one = send(scan.words.words, "result")
    two = send(other, "R1.2", asked="R1.1", **{"said-R1.1": "The other table."})

    assert said_in(address(one))["scan"] != said_in(address(two))["scan"]
    assert "The clinic" in client.get(address(one)).text
    assert "The other table." not in client.get(address(one)).text


def test_a_few_scans_are_at_hand_and_the_one_before_them_asks_for_its_words(client, send, scan):
    page = send(scan.words.words, "result")
    for _time in range(at_hand.MOST):
        send_new(client)

    assert AWAY in client.get(address(page)).text


def test_who_has_a_scan_open_is_not_kept_from_saving_by_the_wrong_words_of_others(send, opened):
    send(opened.words.words, "R1.1")
    for _time in range(throttle.words.most):
        send(WRONG)

    send(opened.words.words, "R1.2", asked="R1.1", **{"step-R1.1": "2"})

    assert find(opened.words.words).said == {"R1.1": Said(2)}


def test_the_language_goes_along(client, opened):
    sent = {"words": opened.words.words, "to": "R1.1"}

    page = client.post(f"{reverse('scan:questions')}?language=fr", sent)

    assert said_in(page.headers["Location"])["language"] == "fr"


def test_lines_are_counted_as_the_browser_counts_them(send, opened):
    said = "x\n" * 300

    send(opened.words.words, "R1.2", asked="R1.1", **{"said-R1.1": said.replace("\n", "\r\n")})

    assert find(opened.words.words).said["R1.1"].words == said.strip()


def send_new(client):
    """Begin another scan in the same browser; its words."""
    door = client.get(reverse("scan:questions"))
    sent = {"to": "begin", "token": door.context["token"]}
    return client.post(reverse("scan:questions"), sent, follow=True).context["words"]


def seal(client, plain):
    """Give the browser a cookie that this installation sealed, whatever it says."""
    box = SecretBox(salted_hmac(at_hand.SALT, "box", algorithm="sha256").digest())
    client.cookies[at_hand.cookie_name()] = urlsafe_b64encode(box.encrypt(plain)).decode()
