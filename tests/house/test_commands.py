"""Do the commands say in a sentence what is wrong, before they touch anything?"""

import os
import socket
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from tests.browser import BROWSERS

ROOT = Path(settings.BASE_DIR)
SCRIPTS = ROOT / "scripts"


@pytest.fixture
def in_scripts(tmp_path):
    """A function that runs a line of Python beside the scripts, with programs of our choice."""
    programs = tmp_path / "bin"
    programs.mkdir()

    def run(line, **answers):
        for name, code in answers.items():
            program = programs / name.replace("_", "-")
            program.write_text(f'#!/bin/sh\necho "{name} $*" >> {tmp_path}/asked\nexit {code}\n')
            program.chmod(program.stat().st_mode | stat.S_IXUSR)
        begin = "import environment as e, os; os.geteuid = lambda: 1000\n"
        done = subprocess.run(
            [sys.executable, "-c", begin + line],
            cwd=SCRIPTS,
            env={**os.environ, "PATH": f"{programs}:/usr/bin:/bin" if answers else str(programs)},
            capture_output=True,
            text=True,
        )
        asked = tmp_path / "asked"
        return done, asked.read_text() if asked.exists() else ""

    return run


def run_platform(data, **variables):
    return subprocess.run(
        [sys.executable, SCRIPTS / "run.py"],
        env={**os.environ, "DATA": str(data), **variables},
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_a_port_that_is_none_is_refused_in_a_sentence(tmp_path):
    done = run_platform(tmp_path / "data", PORT="ninety")

    assert done.returncode == 1
    assert done.stdout == "PORT must be a number from 1 to 65535; “ninety” is not.\n"
    assert not (tmp_path / "data").exists()


def test_a_port_that_is_taken_is_named_with_another_to_try(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

        done = run_platform(tmp_path / "data", PORT=str(port))

    assert done.returncode == 1
    assert done.stdout.startswith(
        f"Cannot answer on 127.0.0.1, port {port}: Address already in use"
    )
    assert f"make run PORT={port % 65535 + 1}" in done.stdout
    assert not (tmp_path / "data").exists()


def test_a_folder_that_cannot_hold_data_is_named(tmp_path):
    (tmp_path / "file").write_text("")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]

    done = run_platform(tmp_path / "file", PORT=str(port))

    assert done.returncode == 1
    assert done.stdout == f"Cannot keep data in {tmp_path / 'file'}: File exists.\n"


def test_an_old_python_is_told_what_to_type(in_scripts):
    done, _ = in_scripts("e.sys.version_info = (3, 10, 2)\ne.check_python()")

    assert "Unready: Python 3.11 or newer is needed; this is 3.10." in done.stderr
    assert "sudo apt-get install --yes python3 python3-venv" in done.stderr


def test_packages_we_may_not_install_are_named_with_the_command(in_scripts):
    done, asked = in_scripts("e.install(['qpdf', 'chromium'])", apt_get=0, sudo=1)

    assert "Unready: The system lacks qpdf, chromium." in done.stderr
    assert "sudo apt-get install --yes qpdf chromium" in done.stderr
    assert asked == "sudo -n true\n"


def test_packages_are_named_where_there_is_no_apt_get(in_scripts):
    done, _ = in_scripts("e.install(['qpdf'])")

    assert "Unready: The system lacks qpdf." in done.stderr


def test_packages_are_installed_where_we_may(in_scripts):
    done, asked = in_scripts("e.install(['qpdf'])", apt_get=0, sudo=0)

    assert done.returncode == 0
    assert [line.split("apt-get ")[1] for line in asked.splitlines()[1:]] == [
        "-qq --yes update",
        "-qq --yes --no-install-recommends install qpdf",
    ]


def test_nothing_is_installed_that_is_there(in_scripts):
    done, asked = in_scripts("e.install([])", apt_get=0, sudo=0)

    assert done.returncode == 0
    assert asked == ""


def test_a_browser_is_named_where_there_is_none(in_scripts):
    done, _ = in_scripts("print(e.test_packages()[-1], *e.BROWSERS)")

    assert done.stdout.split() == [BROWSERS[0], *BROWSERS]


def test_a_whole_browser_will_do(in_scripts, tmp_path):
    done, asked = in_scripts(
        f"os.environ['PATH'] = '{tmp_path}/bin'\n"
        "print(e.test_packages())\ne.prefer_the_quick_browser()",
        chromium=0, apt_get=0,
    )  # fmt: skip

    assert "chromium" not in done.stdout
    assert done.returncode == 0
    assert asked == ""


def test_the_quick_browser_is_installed_beside_it_where_we_may(in_scripts):
    line = "e.shutil.which = lambda name: None if name == e.BROWSERS[0] else name\n"
    done, asked = in_scripts(f"{line}e.prefer_the_quick_browser()", apt_get=0, sudo=0)

    assert done.returncode == 0
    assert asked.splitlines()[-1].endswith(f"install {BROWSERS[0]}")


def test_where_the_quick_browser_is_not_to_be_had_tests_go_on(in_scripts):
    line = "e.shutil.which = lambda name: None if name == e.BROWSERS[0] else name\n"
    done, _ = in_scripts(f"{line}e.prefer_the_quick_browser()", apt_get=100, sudo=0)

    assert done.returncode == 0


def test_containers_that_cannot_run_here_are_told_in_a_sentence(tmp_path):
    done = subprocess.run(
        [sys.executable, SCRIPTS / "containers.py"],
        env={**os.environ, "PATH": str(tmp_path)},
        capture_output=True,
        text=True,
    )

    assert done.returncode == 1
    assert done.stdout.startswith("Containers cannot run here: neither Docker nor podman answers.")
