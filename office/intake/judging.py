"""Whether a file on this machine may be kept: read in the limited process, then scanned."""

from collections.abc import Callable
from pathlib import Path

from . import limited, scanning, sentences


def fault_of(place: Path, kind: str, *, halfway: Callable[[], None] = lambda: None) -> str:
    """A sentence why this file cannot be taken, or nothing where all is well.

    ``halfway`` is called once it has been read. Raises ScannerDown, NotRead or OSError where there
    is no verdict.
    """
    try:
        for message in limited.read("check", kind, place):
            if "unfit" in message:
                return sentences.refusal(message["unfit"], message["figures"])
    except limited.Unreadable as unreadable:
        return sentences.refusal(unreadable.code, {})
    halfway()
    if scanning.is_used() and (found := scanning.found_in(place)):
        return sentences.refusal("virus", {"found": found})
    return ""
