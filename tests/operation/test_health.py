"""Do /healthz and /readyz tell the truth?"""

from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.db import DatabaseError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.urls import reverse
from django.utils import timezone

from office import heartbeat
from office.models import Beat
from voices import actions, sealing

pytestmark = pytest.mark.postgres
REST = {"storage": "ok", "contributions": "ok"}
made_by_migrations = pytest.mark.postgres(only=True)  # elsewhere tables are made from the models


@pytest.fixture
def seen(db):
    """The mark a worker leaves, fresh."""
    heartbeat.beat()
    return Beat.objects.get()


@pytest.fixture
def nowhere(settings, tmp_path):
    """A storage that keeps nothing."""
    (tmp_path / "taken").write_text("a file where the folder should be")
    settings.MEDIA_ROOT = tmp_path / "taken"


def broken(*args):
    raise DatabaseError("secret: no connection to 10.0.0.7")


def test_a_worker_never_seen_is_named(client, db):
    page = client.get(reverse("health"))

    assert page.status_code == 503
    assert page.json() == {"database": "ok", "worker": "not ok", **REST}


def test_a_worker_silent_for_two_minutes_is_named(client, seen):
    Beat.objects.update(seen_at=timezone.now() - heartbeat.SILENCE)

    page = client.get(reverse("health"))

    assert page.json()["worker"] == "not ok"


def test_a_folder_that_keeps_nothing_is_named(client, seen, nowhere):
    page = client.get(reverse("health"))

    assert page.status_code == 503
    assert page.json()["storage"] == "not ok"


@pytest.mark.parametrize("left", ["", "damaged"])
def test_a_key_to_contributions_that_is_gone_is_named(client, seen, settings, tmp_path, left):
    settings.VOICES_KEY = tmp_path / "voices"
    sealing.make_key()
    settings.VOICES_KEY.unlink()
    if left:
        settings.VOICES_KEY.write_text(left)

    page = client.get(reverse("health"))

    assert page.status_code == 503
    assert page.json()["contributions"] == "not ok"


def test_a_key_to_alerts_that_is_gone_without_a_trace_is_named(client, seen, settings, tmp_path):
    actions.report_reprisal(text="They called me in.", contact="", window=None)
    settings.VOICES_KEY = tmp_path / "voices"

    page = client.get(reverse("health"))

    assert page.status_code == 503
    assert page.json()["contributions"] == "not ok"


def test_before_a_key_was_ever_made_nothing_is_lost(client, seen, settings, tmp_path):
    settings.VOICES_KEY = tmp_path / "voices"

    assert client.get(reverse("health")).json()["contributions"] == "ok"


def test_a_database_that_does_not_answer_is_named_without_saying_why(client, seen):
    with connection.execute_wrapper(broken):
        page = client.get(reverse("health"))

    assert page.status_code == 503
    assert page.json() == {"database": "not ok", "worker": "not ok", **REST}


def test_all_is_well(client, seen, settings):
    page = client.get(reverse("health"))

    assert page.status_code == 200
    assert page.json() == {"database": "ok", "worker": "ok", **REST}
    assert page.headers["Cache-Control"].startswith("max-age=0")
    assert list(settings.MEDIA_ROOT.glob("healthz*")) == []


def test_two_who_ask_at_once_do_not_make_each_other_fail(client, seen, monkeypatch):
    """The second comes while the first has written and not yet read."""
    answers, opened = [], default_storage.open

    def asked_meanwhile(*args):
        monkeypatch.undo()
        answers.append(client.get(reverse("health")))
        return opened(*args)

    monkeypatch.setattr(default_storage, "open", asked_meanwhile)
    answers.append(client.get(reverse("health")))

    assert [page.json()["storage"] for page in answers] == ["ok", "ok"]


@made_by_migrations
def test_a_web_server_is_not_ready_without_its_database(client, db):
    with connection.execute_wrapper(broken):
        page = client.get(reverse("ready"))

    assert page.status_code == 503
    assert page.json() == {"database": "not ok", "migrations": "not ok"}


@made_by_migrations
def test_a_web_server_is_not_ready_before_its_tables_are_there(client, db):
    last = MigrationRecorder.Migration.objects.filter(app="office").latest("pk")
    MigrationRecorder.Migration.objects.filter(app="office", name=last.name).delete()

    page = client.get(reverse("ready"))

    assert page.json() == {"database": "ok", "migrations": "not ok"}


@made_by_migrations
def test_a_web_server_is_ready_without_its_storage(client, db, nowhere):
    """It is away for all of them at once: most pages need none, the others say so."""
    page = client.get(reverse("ready"))

    assert page.status_code == 200


@made_by_migrations
def test_a_web_server_is_ready_without_a_worker_and_with_tables_of_a_newer_version(client, db):
    MigrationRecorder(connection).record_applied("office", "9999_of_the_next_version")

    page = client.get(reverse("ready"))

    assert page.status_code == 200
    assert page.json() == {"database": "ok", "migrations": "ok"}


def test_a_worker_gone_for_a_day_is_forgotten_when_another_begins(db):
    Beat.objects.create(worker="celery@gone", seen_at=timezone.now() - timedelta(days=2))

    heartbeat.beat()

    assert Beat.objects.exclude(worker="celery@gone").count() == Beat.objects.count() == 1
