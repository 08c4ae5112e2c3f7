"""A hearing, somebody who screens, and a form to be filled in."""

import pytest
from django.urls import reverse

from accounts.choices import PostKind
from tests.factories.voices import make_window
from voices import throttle


@pytest.fixture(autouse=True)
def nobody_has_tried():
    """What is counted in memory does not reach the next test."""
    for each in (throttle.contributing, throttle.receipts, throttle.reprisals):
        each.forget()


@pytest.fixture
def window(db):
    """A hearing that is open today."""
    return make_window()


@pytest.fixture
def screener(holder_of):
    return holder_of(PostKind.SCREENER, name="Sara Screener")


@pytest.fixture
def address(window):
    return reverse("voices:contribution", args=[window.city.slug])


@pytest.fixture
def typed():
    """What somebody types who wants only reviewers to read it."""
    return {"protection": "panel", "language": "de", "text": "Der Aufzug ist kaputt."}
