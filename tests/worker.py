"""A Celery worker in a process of its own, on the database of the tests."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from urllib.parse import quote

import pytest
from django.conf import settings
from django.db import connection

from hrcities.celery import app


@pytest.fixture
def worker(transactional_db):
    """Run a real worker during one test; yields its process, so that a test may kill it.

    It reads the real settings: database, queue, files and mail (as files) of this test process.
    What earlier tests have asked for, without a worker to hear it, is not done in this one.
    """
    app.control.purge()
    log = settings.DATA / "worker.log"
    command = [sys.executable, "-m", "celery", "-A", "hrcities", "worker"]
    options = ["--concurrency=1", "--without-gossip", "--without-mingle"]
    with log.open("wb") as output:
        process = subprocess.Popen(
            command + options,
            stdout=output,
            stderr=output,
            cwd=settings.BASE_DIR,
            env=worker_environment(),
            start_new_session=True,
        )
    try:
        wait_until(lambda: b" ready." in log.read_bytes(), process, log)
        yield process
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGQUIT)  # a warm shutdown takes seconds
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(timeout=1)
        with contextlib.suppress(ProcessLookupError):  # nobody is left
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def worker_environment():
    """The environment of this process, with the address of the test's own database."""
    environment = dict(os.environ, DJANGO_SETTINGS_MODULE="hrcities.settings")
    environment["DATABASE_URL"] = database_address()
    environment["REDIS_URL"] = settings.REDIS_URL
    environment["LOG_LEVEL"] = "INFO"
    return environment


def database_address():
    """Where the tests' database stands, as one address."""
    made = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{made['NAME']}"
    person = f"{quote(made['USER'])}:{quote(made['PASSWORD'])}@" if made["USER"] else ""
    place = f"{made['HOST']}:{made['PORT']}" if made["PORT"] else made["HOST"]
    socket = f"?host={made['OPTIONS']['host']}" if "host" in made["OPTIONS"] else ""
    return f"postgres://{person}{place}/{made['NAME']}{socket}"


def wait_until(happened, process, log, seconds=30):
    """Wait for something the worker does; fails with the worker's own words."""
    until = time.monotonic() + seconds
    while not happened():
        if process.poll() is not None or time.monotonic() > until:
            pytest.fail(f"The worker did not get there:\n{log.read_text()}")
        time.sleep(0.05)
