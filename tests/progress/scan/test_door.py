"""Where somebody comes back with six words: what its button does is for no link to say."""

import re
from html import unescape

import pytest
from django.urls import reverse

from progress import throttle
from progress.models import QuickScan
from tests.factories.commitments import in_french

pytestmark = pytest.mark.django_db
WRONG = "abacus abdomen abdominal abide abiding ability"


@pytest.fixture
def follow(client):
    """A function: follow a link to this page of a scan that is not open here."""
    return lambda page: client.get(reverse("scan:questions"), {"scan": "abcdefgh", "page": page})


def main_button(page):
    """What the first button under “Go on with your six words” asks for."""
    return re.search(r'id="again".*?name="to" value="([^"]*)"', page.text, re.DOTALL)[1]


def address(page):
    """Where the browser is, to which its form is sent."""
    return f"{page.request['PATH_INFO']}?{page.request['QUERY_STRING']}"


@pytest.mark.parametrize(
    "name",
    ["erase-now", "erase", "close", "closed", "begin", "begun", "next", "H2.1", "r1.1",
     " all", 'all"', ""],
)  # fmt: skip
def test_no_link_decides_what_going_on_does(follow, six, name):
    assert main_button(follow(name)) == "next"


@pytest.mark.parametrize("name", ["all", "result", "pause", "R1.1", "H1.1"])
def test_who_comes_back_goes_on_where_they_were(follow, six, name):
    assert main_button(follow(name)) == name


@pytest.mark.parametrize("name", ["erase-now", "close", "begin"])
def test_without_questions_no_link_decides_it_either(follow, db, name):
    assert main_button(follow(name)) == "next"


def test_a_link_erases_no_scan_of_somebody_who_goes_on(client, follow, scan):
    door = follow("erase-now")

    client.post(address(door), {"words": scan.words.words, "to": main_button(door)})

    assert QuickScan.objects.count() == 1


@pytest.mark.parametrize("words", [WRONG, "x", ""])
def test_mistyped_words_lose_nobody_their_place(client, follow, scan, words):
    door = follow("R1.2")

    again = client.post(address(door), {"words": words, "to": "R1.2"})
    page = client.post(address(door), {"words": scan.words.words, "to": main_button(again)},
                       follow=True)  # fmt: skip

    assert "This scan is closed in this browser" in again.text
    assert again.text.index('id="again"') < again.text.index('id="new"')
    assert "Question 2 of 3" in page.text


def test_in_another_language_who_comes_back_still_goes_on_where_they_were(client, six):
    in_french(six)
    asked = {"scan": "abcdefgh", "page": "R1.2", "language": "fr"}
    door = client.get(reverse("scan:questions"), asked)
    links = re.findall(r'<li><a href="([^"]+)" lang="\w+" hreflang', door.text)

    read = [client.get(unescape(link)) for link in links]

    assert len(read) == 2
    assert {main_button(page) for page in read} == {"R1.2"}
    assert all("This scan is closed in this browser" in page.text for page in read)
    assert [page.wsgi_request.GET.get("language", "") for page in read] == ["", "fr"]


def test_too_many_wrong_words_lose_nobody_their_place(client, follow, six):
    door = follow("result")
    for _time in range(throttle.words.most + 1):
        again = client.post(address(door), {"words": WRONG, "to": "result"})

    assert again.status_code == 429
    assert main_button(again) == "result"
