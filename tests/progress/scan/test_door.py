"""Where somebody comes back with six words: what its button does is for no link to say."""

import re

import pytest
from django.urls import reverse

from progress.models import QuickScan

pytestmark = pytest.mark.django_db


@pytest.fixture
def follow(client):
    """A function: follow a link to this page of a scan that is not open here."""
    return lambda page: client.get(reverse("scan:questions"), {"scan": "abcdefgh", "page": page})


def main_button(page):
    """What the first button under “Go on with your six words” asks for."""
    return re.search(r'id="again".*?name="to" value="([^"]*)"', page.text, re.DOTALL)[1]


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

    client.post(door.request["PATH_INFO"] + "?" + door.request["QUERY_STRING"],
                {"words": scan.words.words, "to": main_button(door)})  # fmt: skip

    assert QuickScan.objects.count() == 1
