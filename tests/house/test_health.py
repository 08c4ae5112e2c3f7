"""Does /healthz tell the truth?"""

import os
import time

import pytest
from django.db import DatabaseError, connection
from django.urls import reverse

from hrcities import views


@pytest.fixture
def seen(settings):
    """The mark the worker leaves, fresh."""
    mark = settings.DATA / "worker-seen"
    mark.touch()
    yield mark
    mark.unlink(missing_ok=True)


def test_a_worker_never_seen_is_named(client, db, seen):
    seen.unlink()

    page = client.get(reverse("health"))

    assert page.status_code == 503
    assert page.json() == {"database": "ok", "worker": "not ok", "storage": "ok"}


def test_a_worker_silent_for_two_minutes_is_named(client, db, seen):
    long_ago = time.time() - views.SILENCE - 1
    os.utime(seen, (long_ago, long_ago))

    page = client.get(reverse("health"))

    assert page.json()["worker"] == "not ok"


def test_a_folder_that_keeps_nothing_is_named(client, db, seen, settings, tmp_path):
    (tmp_path / "taken").write_text("a file where the folder should be")
    settings.MEDIA_ROOT = tmp_path / "taken"

    page = client.get(reverse("health"))

    assert page.status_code == 503
    assert page.json()["storage"] == "not ok"


def test_a_database_that_does_not_answer_is_named_without_saying_why(client, db, seen):
    def broken(*args):
        raise DatabaseError("secret: no connection to 10.0.0.7")

    with connection.execute_wrapper(broken):
        page = client.get(reverse("health"))

    assert page.status_code == 503
    assert page.json() == {"database": "not ok", "worker": "ok", "storage": "ok"}


def test_all_is_well(client, db, seen, settings):
    page = client.get(reverse("health"))

    assert page.status_code == 200
    assert page.json() == {"database": "ok", "worker": "ok", "storage": "ok"}
    assert page.headers["Cache-Control"].startswith("max-age=0")
    assert list(settings.MEDIA_ROOT.glob("healthz*")) == []
