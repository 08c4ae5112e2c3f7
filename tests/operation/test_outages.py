"""What people read while the database or the disk is away."""

import errno

import pytest
from django.db import DatabaseError, InterfaceError, OperationalError
from django.urls import path, reverse

from hrcities import outages
from hrcities.storage import StorageAway
from hrcities.urls import urlpatterns as ours

PROBLEMS = {
    "database": OperationalError("canary: no connection to 10.0.0.7"),
    "connection": InterfaceError("canary: closed"),
    "disk": OSError(errno.ENOSPC, "canary"),
    "bucket": StorageAway("canary"),
    "folder": OSError(errno.ESTALE, "canary"),
    "statement": DatabaseError("canary: syntax"),
    "file": OSError(errno.ENOENT, "canary"),
}


def broken(request, name):
    raise PROBLEMS[name]


handler500 = outages.error
urlpatterns = [path("broken/<str:name>/", broken), *ours]
pytestmark = pytest.mark.urls("tests.operation.test_outages")


@pytest.fixture
def ask(client):
    client.raise_request_exception = False
    return lambda name: client.get(f"/broken/{name}/")


@pytest.mark.parametrize("name", ["statement", "file"])
def test_a_fault_of_ours_is_no_outage(ask, name):
    page = ask(name)

    assert page.status_code == 500
    assert "The fault is ours" in page.text
    assert "canary" not in page.text


@pytest.mark.parametrize("name", ["database", "connection"])
def test_a_database_that_is_away_is_told_with_what_to_do(ask, name):
    page = ask(name)

    assert page.status_code == 503
    assert page.headers["Retry-After"] == "60"
    assert "wait a minute, go back, and send it again" in page.text
    assert "canary" not in page.text


def test_a_full_disk_is_told_with_what_to_do(ask):
    page = ask("disk")

    assert page.status_code == 503
    assert "there is no room for it" in page.text
    assert "send it again later" in page.text


@pytest.mark.parametrize("name", ["bucket", "folder"])
def test_storage_that_is_away_is_told_with_what_to_do(ask, name):
    page = ask(name)

    assert (page.status_code, page.headers["Retry-After"]) == (503, "60")
    assert "Files cannot be reached just now" in page.text
    assert "go back, and send it again" in page.text
    assert "canary" not in page.text


def test_a_database_away_before_the_view_is_told_too(client, db, monkeypatch):
    """Whoever is signed in is asked for before their page is."""
    client.raise_request_exception = False
    client.cookies["session"] = "somebody"

    def away(*_args):
        raise PROBLEMS["database"]

    monkeypatch.setattr("accounts.middleware.BeforeSignedInPages.attend", away)
    monkeypatch.setattr("django.contrib.sessions.backends.db.SessionStore.load", away)

    assert client.get(reverse("accreditation:desk")).status_code == 503
