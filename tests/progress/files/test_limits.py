"""What the process that reads files cannot do."""

import json
import os
import signal
import subprocess
import sys
import threading
import time

import pytest
from django.conf import settings

from office.intake import limited
from tests.factories.progress import A_PDF
from tests.progress.files.good import word
from tests.progress.files.test_sheet_cells import package

RESTRICTED = "from office.intake.reader import limits; limits.restrict(1)\n"


def run(code):
    return subprocess.run(
        [sys.executable, "-c", RESTRICTED + code], cwd=settings.BASE_DIR, capture_output=True,
        text=True, timeout=60,
    )  # fmt: skip


def test_memory_is_bounded():
    assert "MemoryError" in run("bytearray(2 * 1024**3)").stderr


def test_time_on_the_processor_is_bounded():
    assert run("while True: pass").returncode in (-signal.SIGXCPU, -signal.SIGKILL)


def test_what_is_written_is_bounded(tmp_path):
    ended = run(f"open({str(tmp_path / 'flood')!r}, 'wb').write(bytes(31 * 1024**2))")

    assert ended.returncode != 0
    assert (tmp_path / "flood").stat().st_size <= 30 * 1024**2


def test_rights_are_given_up_and_no_core_is_left():
    told = run("print(open('/proc/self/status').read())").stdout

    assert "NoNewPrivs:\t1" in told


def test_there_is_no_network_where_the_kernel_lets_it_be_taken_away():
    kernel_lets = subprocess.run(
        [sys.executable, "-c", "import ctypes; print(ctypes.CDLL(None).unshare(0x50000000))"],
        capture_output=True, text=True,
    ).stdout.strip() == "0"  # fmt: skip

    told = run("import os; print(os.readlink('/proc/self/ns/net'))").stdout.strip()

    assert (told != os.readlink("/proc/self/ns/net")) == kernel_lets


def read(content, tmp_path, kind="pdf"):
    place = tmp_path / "file"
    place.write_bytes(content)
    return list(limited.read("check", kind, place))


def test_a_good_file_is_read_to_its_end(tmp_path):
    assert read(A_PDF, tmp_path) == [{"done": True}]
    assert read(word(), tmp_path, "docx") == [{"done": True}]


def test_a_reader_that_is_late_by_the_clock_is_ended_and_says_nothing_of_the_file(
    tmp_path, monkeypatch
):
    monkeypatch.setitem(limited.SECONDS, "check", 0)

    with pytest.raises(limited.NotRead):
        read(A_PDF, tmp_path)


@pytest.mark.parametrize(
    ("end", "code"),
    [("os.kill(os.getpid(), 9)", "too_much"), ("os.abort()", "damaged"),
     ("print('no json', flush=True); time.sleep(600)", "damaged"),
     ("print('7', flush=True); time.sleep(600)", "damaged"),
     ("print('[' * 100_000, flush=True); time.sleep(600)", "damaged"),
     ("print('x' * 2_000_000, flush=True); time.sleep(600)", "too_much"),
     ("print('{\"half', end='', flush=True); os.kill(os.getpid(), 9)", "too_much")],
)  # fmt: skip
def test_a_reader_that_breaks_over_a_file_says_so_of_the_file(end, code):
    begin = f"import os, time; print({json.dumps({'ready': True})!r}, flush=True); {end}"
    process = subprocess.Popen([sys.executable, "-c", begin], stdout=subprocess.PIPE)

    with pytest.raises(limited.Unreadable) as unreadable:
        list(limited._said(process, threading.Event()))

    assert unreadable.value.code == code
    process.kill()
    process.communicate()


def test_a_cell_longer_than_anybody_types_ends_the_reader_at_once(tmp_path, monkeypatch):
    monkeypatch.setitem(limited.SECONDS, "cells", 20)
    place = tmp_path / "file"
    place.write_bytes(package(f"<row><c t='str'><v>{'😀' * 100_000}</v></c></row>").getvalue())
    began = time.monotonic()

    with pytest.raises(limited.Unreadable, match="too_much"):
        list(limited.read("cells", "xlsx", place))

    assert time.monotonic() - began < 15


def test_one_long_text_that_many_cells_point_at_is_not_taken_in(tmp_path, monkeypatch):
    monkeypatch.setattr(limited, "SAID_MAX", 1_000_000)
    place = tmp_path / "file"
    cells = "<row>" + "<c t='s'><v>0</v></c>" * 100 + "</row>"
    place.write_bytes(package(cells, f"<sst><si><t>{'x' * 100_000}</t></si></sst>").getvalue())

    with pytest.raises(limited.Unreadable, match="too_much"):
        list(limited.read("cells", "xlsx", place))


def test_nothing_the_reader_started_outlives_it():
    # Each line in one write, so that the two never mix.
    begin = "import os, time; os.fork(); os.write(1, b'%d\\n' % os.getpid()); time.sleep(60)"
    process = subprocess.Popen(
        [sys.executable, "-c", begin], stdout=subprocess.PIPE, start_new_session=True
    )
    two = {int(process.stdout.readline()) for _process in range(2)}

    limited._kill(process)

    process.communicate()  # ends only when the last that could write is gone
    assert len(two) == 2
    assert process.returncode == -signal.SIGKILL
