"""Two web servers and two workers on one PostgreSQL and one Redis, while one of each is killed."""

import shutil
import subprocess
import sys
import time

import pytest
from django.conf import settings

from drill import parts
from drill.stage import received_in
from drill.visitors import Crowd
from drill.work import Work, make_world
from tests.worker import worker_environment

pytestmark = [pytest.mark.postgres(only=True), pytest.mark.worker]


@pytest.fixture
def platform(transactional_db, tmp_path):
    """Web servers, workers, a beat and a mail server, by name, all running."""
    ports = [parts.free_port() for _each in range(3)]
    environment = {
        **worker_environment(),
        "EMAIL_URL": f"smtp://127.0.0.1:{ports[2]}",
        "CLAIM_SECONDS": "4",
        "SWEEP_SECONDS": "1",
    }
    collect = [sys.executable, "manage.py", "collectstatic", "--no-input", "--verbosity", "0"]
    subprocess.run(collect, cwd=settings.BASE_DIR, env=environment, check=True)
    running = {
        "mail": parts.post_office(tmp_path, ports[2]),
        "one": parts.worker(tmp_path, "one", environment),
        "other": parts.worker(tmp_path, "other", environment),
        "beat": parts.beat(tmp_path, environment),
        "web": parts.web(tmp_path, ports[0], environment),
        "second": parts.web(tmp_path, ports[1], environment),
    }
    try:
        for part in running.values():
            part.start()
        for part in running.values():
            part.until_ready()
        yield running, ports[:2], tmp_path
    finally:
        for part in running.values():
            part.kill()
        shutil.rmtree(settings.STATIC_ROOT)


def test_nothing_is_lost_or_done_twice_while_one_of_each_is_killed(platform):
    running, ports, folder = platform
    world = make_world(ports)
    work = Work(world).ask(reports_=8, letters_=60)

    with Crowd(world.visitors, pause=0.05):
        time.sleep(0.7)
        running["one"].kill()
        time.sleep(0.5)
        running["web"].kill()
        work.until_done(60)
        time.sleep(0.5)

    received = received_in(folder)
    for visitor in world.visitors:
        assert visitor.acknowledged
        assert (visitor.lost(), visitor.twice()) == (0, 0)
        assert set(visitor.saw) <= {"saved", "no answer"}
    assert world.visitors[0].saw["no answer"] >= 1
    assert world.visitors[1].saw["no answer"] == 0
    assert (work.lost(received), work.twice()) == (0, 0)
