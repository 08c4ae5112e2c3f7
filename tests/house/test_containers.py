"""Do the container files say what they should, as far as reading them can tell?"""

import re
import shutil
from pathlib import Path

import pytest
import yaml
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES = COMPOSE["services"]
OURS = ["prepare", "web", "worker", "beat"]


def instructions():
    """The Dockerfile as pairs of instruction and words, continued lines joined."""
    text = (ROOT / "Dockerfile").read_text().replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    return [tuple(line.split(maxsplit=1)) for line in lines]


def command_of(service):
    """What a service runs: its own command, or the image's."""
    return service.get("command") or yaml.safe_load(dict(instructions())["CMD"])


def test_all_parts_of_the_platform_are_there():
    assert set(SERVICES) == {*OURS, "postgres", "redis"}


def test_every_long_running_part_says_how_it_is():
    silent = {name for name, service in SERVICES.items() if "healthcheck" not in service}

    assert silent == {"prepare", "beat"}


@pytest.mark.parametrize("name", OURS)
def test_our_services_run_what_is_installed(name):
    program, *words = command_of(SERVICES[name])

    assert shutil.which(program, path=str(ROOT / ".venv" / "bin")) or shutil.which(program)
    assert [word for word in words if word.endswith(".py") and not (ROOT / word).exists()] == []


@pytest.mark.parametrize("name", OURS)
def test_our_services_are_one_image_and_wait_for_what_they_need(name):
    service = SERVICES[name]

    assert service["image"] == "hrcities"
    assert set(service["depends_on"]) <= set(SERVICES)
    assert service["volumes"] == ["data:/data", "keys:/keys"]


def test_the_key_of_voices_lies_apart_from_what_is_backed_up():
    assert COMPOSE["x-app"]["environment"]["VOICES_KEY"].startswith("/keys/")
    assert COMPOSE["x-app"]["environment"]["DATA"] == "/data"


def test_the_web_server_keeps_no_log_of_its_own():
    """Its access log would hold the addresses of machines, and paths."""
    assert "--access-log" not in command_of(SERVICES["web"])
    assert "--respawn-failed-workers" in command_of(SERVICES["web"])


def test_every_volume_is_declared():
    used = {
        volume.split(":")[0]
        for service in SERVICES.values()
        for volume in service.get("volumes", [])
    }

    assert used == set(COMPOSE["volumes"])


def test_postgres_is_recent_enough():
    version = re.fullmatch(r"postgres:(\d+)-\w+", SERVICES["postgres"]["image"])

    assert int(version.group(1)) >= 15


def test_only_the_web_server_is_reachable_from_outside():
    open_ports = {
        name: service["ports"] for name, service in SERVICES.items() if "ports" in service
    }

    assert open_ports == {"web": ["${PORT:-8000}:8000"]}
    assert dict(instructions())["EXPOSE"] == "8000"


def test_the_image_runs_as_nobody_in_particular_with_hashed_versions():
    words = dict(instructions())

    assert words["FROM"] == "python:3.11-slim-bookworm"
    assert words["USER"] == "hrcities"
    assert any("--require-hashes" in text for name, text in instructions() if name == "RUN")


def test_the_image_copies_only_what_exists():
    sources = [text.split()[0] for name, text in instructions() if name == "COPY"]

    assert [source for source in sources if not (ROOT / source).exists()] == []
