"""A document made in a process of its own (docs/decisions, “Documents are made apart”)."""

import gc
import os
import signal
import traceback
from collections.abc import Callable
from contextlib import suppress
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from typing import Any, NoReturn

from office import pdf

SILENCE = 90  # seconds between two percents; a claim, which each of them renews, lives for longer


def write(html: str, *, progress: Callable[[int], None] | None = None) -> pdf.Pdf:
    """What ``pdf.write`` makes, made by a copy of this process that ends with it.

    What the engine takes and keeps is given back with the copy, and where it falls this process
    stays. Only for a process of one thread: a copy has no other. Raises RuntimeError with what the
    copy said where the engine raised, and ChildProcessError, which asks for another attempt, where
    it ended without a word (killed, out of memory) or said nothing for ``SILENCE``: it hangs.
    """
    pdf.prepare()  # once, here, not in each copy
    ours, theirs = Pipe(duplex=False)
    copy = os.fork()  # multiprocessing has a worker's processes start none (Celery's are daemons)
    if not copy:
        ours.close()  # else nobody would notice that the worker has gone
        _write(theirs, html)
    theirs.close()
    try:
        return _heard(ours, progress)
    except EOFError:
        raise ChildProcessError("Its process ended with no document.") from None
    finally:
        ours.close()
        os.kill(copy, signal.SIGKILL)  # it has nothing left to do, or nobody to do it for
        os.waitpid(copy, 0)


def _heard(pipe: Connection, progress: Callable[[int], None] | None) -> pdf.Pdf:
    while True:
        if not pipe.poll(SILENCE):
            raise ChildProcessError(f"Its process said nothing for {SILENCE} seconds.")
        word, said = pipe.recv()
        if word == "made":
            return said
        if word == "failed":
            raise RuntimeError(said)
        if progress:
            progress(said)


def _write(pipe: Connection, html: str) -> NoReturn:
    """In the copy. It speaks through a pipe and touches nothing else that is open there too."""

    def say(word: str, said: Any) -> None:
        pipe.send((word, said))

    try:
        gc.freeze()  # what was there before is shared as long as nobody writes to it
        gc.disable()  # and what comes is given back by ending
        say("made", pdf.write(html, progress=lambda percent: say("percent", percent)))
    except BaseException:  # told to those who wait, if they do: not all of them are Exceptions
        with suppress(BrokenPipeError):
            say("failed", traceback.format_exc())
    finally:
        os._exit(0)  # no connection is closed here that the worker goes on using
