"""Reading a stranger's file in a process that can do little, and is ended whole."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from django.conf import settings

SECONDS = {
    "check": 90,
    "preview": 180,
    "cells": 90,
}  # by the clock on the wall; the reader bounds its own work
LINE_MAX = 1024 * 1024  # a full cell or page takes a fifth of it
SAID_MAX = 64 * LINE_MAX  # all lines together, since our process keeps them
SLOW_TRIES = 5


class NotRead(Exception):
    """The reader could not do its work. That says nothing about the file: try again."""


class TooSlow(NotRead):
    """The reader had begun and was late: this machine is busy, or the file is to blame."""

    def is_final_after(self, attempts: int) -> bool:
        """Whether the file is to blame, since other hours were no better."""
        return attempts >= SLOW_TRIES


class Unreadable(Exception):
    """The reader broke over this file, or reached its bounds. ``code`` says which."""

    def __init__(self, code: str):
        super().__init__(code)
        self.code = code


def read(action: str, kind: str, file: Path, folder: str = "") -> Iterator[dict[str, Any]]:
    """What the reader says of this file, as it says it.

    Raises NotRead before it began, TooSlow where it was late by the clock, else Unreadable. What it
    says is a stranger's too: one line too many or too long ends it.
    """
    command = [sys.executable, "-s", "-B", "-X", "utf8", "-m", "office.intake.reader"]
    with file.open("rb") as content:
        process = subprocess.Popen(  # noqa: S603 -- our own reader; the file is its input
            [*command, action, kind, folder],
            stdin=content,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=settings.BASE_DIR,
            env={"LANG": "C.UTF-8"},
            start_new_session=True,
        )
    late = threading.Event()
    timer = threading.Timer(SECONDS[action], partial(_end_late, process, late))
    timer.start()
    try:
        yield from _said(process, late)
    finally:
        timer.cancel()
        _kill(process)
        process.wait()
        process.stdout.close()  # type: ignore[union-attr]


def _said(process: subprocess.Popen[bytes], late: threading.Event) -> Iterator[dict[str, Any]]:
    began, said = False, 0
    for line in iter(partial(process.stdout.readline, LINE_MAX), b""):  # type: ignore[union-attr]
        said += len(line)
        if len(line) == LINE_MAX or said > SAID_MAX:
            # Its pipe is full: it ends no sooner than we read on.
            raise Unreadable("too_much")
        if not line.endswith(b"\n"):
            break
        message = _message(line)
        if "ready" in message:
            began = True
            continue
        yield message
        if "done" in message or "unfit" in message:
            return
    # Looked at and left there: its number stays its own until all it started is ended.
    ended = os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
    if not began:
        raise NotRead
    if late.is_set():
        raise TooSlow
    by_limit = ended is not None and ended.si_status in (signal.SIGKILL, signal.SIGXCPU)
    raise Unreadable("too_much" if by_limit else "damaged")


def _message(line: bytes) -> dict[str, Any]:
    try:
        message = json.loads(line)
    except (ValueError, RecursionError):
        message = None
    if not isinstance(message, dict):
        raise Unreadable("damaged")
    return message


def _end_late(process: subprocess.Popen[bytes], late: threading.Event) -> None:
    late.set()
    _kill(process)


def _kill(process: subprocess.Popen[bytes]) -> None:
    """End the reader with all it may have started."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
