"""Do the tests' own servers, worker and tables behave as the tests believe?"""

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection

from hrcities.celery import app
from office import heartbeat
from office.models import Beat, TrailEntry
from office.triggers import missing
from tests.worker import wait_until


@pytest.mark.postgres
def test_the_database_is_the_one_asked_for(db):
    assert (connection.vendor == "postgresql") == settings.ON_POSTGRES


@pytest.mark.postgres(only=True)
def test_postgres_and_redis_are_our_own(db):
    cache.set("greeting", "hello")

    assert connection.settings_dict["NAME"].startswith("test_")
    assert cache.get("greeting") == "hello"
    assert settings.CELERY_BROKER_URL.startswith("redis://")


@pytest.mark.postgres
@pytest.mark.parametrize("time", [1, 2])
def test_a_database_emptied_after_a_test_is_guarded_again(transactional_db, time):
    assert not TrailEntry.objects.exists()
    assert missing() == []


@pytest.mark.postgres
@pytest.mark.worker
def test_a_worker_in_its_own_process_takes_what_is_sent(worker):
    log = settings.DATA / "worker.log"
    wait_until(heartbeat.is_seen, worker, log)  # the sweep it begins with
    Beat.objects.all().delete()

    app.send_task("office.tasks.sweep")

    wait_until(heartbeat.is_seen, worker, log)
