"""A scan of the small edition: R1.1, R1.2 and H1.1 are asked."""

import pytest
from django.urls import reverse

from accounts.words import new_token
from progress import throttle
from progress.scan.keeping import Said, begin, save


@pytest.fixture(autouse=True)
def nobody_has_tried():
    """What is counted in memory does not reach the next test."""
    throttle.beginning.forget()
    throttle.words.forget()


@pytest.fixture
def opened(six):
    """A scan that has just been begun."""
    return begin(new_token(), six)


@pytest.fixture
def scan(opened):
    """A scan in which all three questions are answered."""
    return save(opened, {
        "R1.1": Said(step=3, words="The clinic treats everybody."),
        "R1.2": Said(step=0),
        "H1.1": Said(unknown=True),
    })  # fmt: skip


@pytest.fixture
def send(client):
    """A function: send the page with these words and fields, and read what the browser is led to;
    ``to`` is the button pressed."""

    def send(words, to="", **fields):
        sent = {"words": words, "to": to, **fields}
        return client.post(reverse("scan:questions"), sent, follow=True)

    return send
