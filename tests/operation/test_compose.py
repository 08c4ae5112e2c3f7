"""Each service of docker-compose.yml, run as it is written there, answers its health check.

What a container adds is left out: here are the commands, as nobody in particular where we are
root, on a PostgreSQL and a Redis of our own.
"""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from drill import parts
from drill.parts import Part, wait_until
from tests.house.test_containers import SERVICES, command_of
from tests.operation.places import Elsewhere

pytestmark = [pytest.mark.postgres(only=True), pytest.mark.worker]
ROOT = Path(settings.BASE_DIR)


def nobody():
    """Whom to run as: somebody without rights, where we are root and they can reach our Python."""
    if os.geteuid() != 0:
        return {}
    try:
        subprocess.run([sys.executable, "-c", ""], user="nobody", cwd="/", check=True)
    except (PermissionError, subprocess.CalledProcessError):
        return {}
    return {"user": "nobody"}


class Compose:
    """Runs services by name; ``port`` is where web answers."""

    def __init__(self, place: Elsewhere, folder: Path):
        self.folder, self.port, self.options = folder, parts.free_port(), nobody()
        self.running: list[Part] = []
        self.environment = {
            **place.environment,
            "REDIS_URL": settings.REDIS_URL,
            "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
            "ALLOWED_HOSTS": "127.0.0.1",
            "PUBLIC_ADDRESS": "https://cities.example.org",
            "SSL_REDIRECT": "true",
            "BEHIND_PROXY": "true",
            "LOG_LEVEL": "INFO",
            "SWEEP_SECONDS": "1",
            "XDG_CACHE_HOME": str(place.folder / "cache"),
            "PYTHONDONTWRITEBYTECODE": "1",
        }
        if self.options:
            shutil.chown(place.folder, "nobody")
            for above in [place.folder, *place.folder.parents][:4]:
                above.chmod(above.stat().st_mode | 0o711)

    def words(self, command):
        """The command, with our port instead of the container's."""
        said = [word.replace(":8000", f":{self.port}") for word in command]
        return [str(self.port) if word == "8000" else word for word in said]

    def run(self, command, **more):
        return subprocess.run(
            self.words(command), cwd=ROOT, env={**self.environment, **more},
            capture_output=True, text=True, timeout=120, **self.options,
        )  # fmt: skip

    def start(self, name):
        command = self.words(command_of(SERVICES[name]))
        part = Part(name, command, self.folder, lambda: self.is_well(name), self.environment,
                    self.options)  # fmt: skip
        part.start()
        self.running.append(part)
        return part

    def is_well(self, name):
        kind, *command = SERVICES[name]["healthcheck"]["test"]
        assert kind == "CMD"
        return self.run(command).returncode == 0

    def log(self, name):
        return (self.folder / f"{name}.log").read_text()


@pytest.fixture
def compose(place_with_tables, tmp_path):
    compose = Compose(place_with_tables, tmp_path)
    try:
        yield compose
    finally:
        for part in compose.running:
            part.kill()


def test_every_service_runs_as_it_is_written_and_is_well(compose):
    prepared = compose.run(command_of(SERVICES["prepare"]))
    assert prepared.returncode == 0, prepared.stderr

    parts_of_it = {name: compose.start(name) for name in ("worker", "web", "beat")}
    parts_of_it["worker"].until_ready()
    wait_until(lambda: "Sending due task sweep" in compose.log("beat"), "No beat")
    parts_of_it["web"].until_ready()

    assert '"status": 200' in compose.log("web")
    for part in parts_of_it.values():
        part.end(signal.SIGTERM)
    assert "Traceback" not in "".join(map(compose.log, parts_of_it))


def test_the_servers_beside_it_answer_their_health_checks(compose):
    host = connection.settings_dict["OPTIONS"]["host"]
    _cmd, *postgres = SERVICES["postgres"]["healthcheck"]["test"]
    _cmd, client, *ping = SERVICES["redis"]["healthcheck"]["test"]
    port = settings.REDIS_URL.rpartition(":")[2].partition("/")[0]

    assert compose.run(postgres, PGHOST=host).returncode == 0
    assert compose.run([client, "-p", port, *ping]).stdout == "PONG\n"
