"""A document made in a process of its own: what comes of it, and what its faults leave behind."""

import os
import signal
import time
from contextlib import suppress
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from office import apart, pdf

PAGE = "<!doctype html><html lang='en'><title>Tried</title><body>{}</body></html>"
LONG = PAGE.format("<p>Words.</p>" * 3000)


def copies(of=None):
    """The processes that this one, or another, has started."""
    tasks = Path(f"/proc/{of or os.getpid()}/task").glob("*/children")
    with suppress(OSError):
        return [int(each) for task in tasks for each in task.read_text().split()]
    return []


def is_running(process):
    """One that has ended may still be listed, until somebody asks how."""
    with suppress(OSError):
        return "State:\tZ" not in Path(f"/proc/{process}/status").read_text()
    return False


def test_where_the_engine_falls_its_own_words_are_told():
    with pytest.raises(RuntimeError, match="FatalURLFetchingError"):
        apart.write(PAGE.format('<img alt="" src="http://localhost:1/x.png">'))


def test_a_copy_that_is_killed_asks_for_another_attempt():
    def kill(_percent):
        os.kill(copies()[0], signal.SIGKILL)

    with pytest.raises(ChildProcessError, match="no document"):
        apart.write(LONG, progress=kill)


def test_a_copy_that_hangs_is_ended_and_asks_for_another_attempt(monkeypatch):
    monkeypatch.setattr(apart, "SILENCE", 0.2)
    monkeypatch.setattr(pdf, "write", lambda *_args, **_options: signal.pause())

    with pytest.raises(ChildProcessError, match="said nothing"):
        apart.write(LONG)

    assert copies() == []


def test_no_copy_is_left_where_whoever_waits_for_it_gives_up():
    def give_up(_percent):
        raise KeyError("The database is away.")

    with pytest.raises(KeyError):
        apart.write(LONG, progress=give_up)

    assert copies() == []


def test_a_copy_ends_when_nobody_waits_for_it_any_more():
    """The worker is killed while its copy goes on: a process that nobody would end."""
    worker = os.fork()
    if not worker:
        apart.write(LONG, progress=lambda _percent: os.kill(os.getpid(), signal.SIGKILL))
    tree = {worker}

    while any(map(is_running, tree)):
        tree |= set(copies(of=worker)) if is_running(worker) else set()
        time.sleep(0.01)
    os.waitpid(worker, 0)

    assert len(tree) == 2


def test_it_is_the_document_that_would_have_been_made_here():
    said = []

    made = apart.write(LONG, progress=said.append)

    assert made == pdf.write(LONG)
    assert len(PdfReader(BytesIO(made.content)).pages) == made.pages
    assert said == sorted(said)
    assert said[-1] > 80
