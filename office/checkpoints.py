"""Signed marks of how far the chain had come, so that a tail that was cut off is missed (trust §4).

The chain shows what was changed in it, but not what was taken from its end: whoever holds the
database can set its head back. A checkpoint says, signed with a key that is not in the database,
that at a time the chain had come to an entry. It stands in the database, in a file and in the log,
as one line that is meant to be carried elsewhere.
"""

import logging
import os
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b
from pathlib import Path

from django.conf import settings
from django.utils import timezone
from nacl.encoding import HexEncoder
from nacl.exceptions import BadSignatureError
from nacl.signing import SigningKey

from office.models import TrailCheckpoint, TrailEntry, TrailHead

logger = logging.getLogger(__name__)
MARK = "trail-checkpoint-1"


class Broken(Exception):
    """The chain is not what an earlier checkpoint says; the message says how, in a sentence."""


@dataclass(frozen=True)
class Checkpoint:
    """At this time the chain ended with this entry."""

    number: int
    digest: str
    at: str

    def signed(self) -> str:
        """The one line that says so."""
        words = self._words()
        return f"{words} {_keys()[0].sign(words.encode()).signature.hex()}"

    def is_signed_by_us(self, signature: str) -> bool:
        for key in _keys():
            try:
                key.verify_key.verify(self._words().encode(), bytes.fromhex(signature))
            except (BadSignatureError, ValueError):
                continue
            return True
        return False

    def _words(self) -> str:
        return f"{MARK} {self.number} {self.digest} {self.at}"


def make() -> str:
    """Say how far the chain has come, in database, file and log; the line, or nothing while it is
    empty. Twice for the same end is the same line.

    Raises Broken where the chain is not what was said before: a checkpoint made then would bear
    out what somebody did to it. Raises OSError where the file cannot be written.
    """
    if fault := first_fault():
        logger.critical("The trail is not what its checkpoints say: %s", fault)
        raise Broken(fault)
    if not (line := at_the_end()):
        return ""
    number = _read(line)[0].number
    kept, _new = TrailCheckpoint.objects.get_or_create(number=number, defaults={"line": line})
    logger.info(kept.line)
    if kept.line not in _in_the_file():
        _append(kept.line)
    return kept.line


def at_the_end() -> str:
    """The line of a checkpoint for the chain as it is now; nothing while it is empty."""
    head = TrailHead.objects.filter(pk=1).first()
    if head is None or head.number == 0:
        return ""
    now = timezone.now().isoformat(timespec="seconds")
    return Checkpoint(head.number, head.digest, now).signed()


def first_fault(more: Iterable[str] = ()) -> str:
    """The first checkpoint the chain does not bear out, in a sentence; empty when it does all.

    Asked are those in the database, those in the file, and ``more`` that were kept elsewhere.
    """
    lines = known() | {" ".join(line.split()) for line in more}
    read: list[Checkpoint] = []
    for line in sorted(lines):
        try:
            checkpoint, signature = _read(line)
        except ValueError:
            return f"“{line[:80]}” is no checkpoint of the trail."
        if not checkpoint.is_signed_by_us(signature):
            return (
                f"The checkpoint of entry {checkpoint.number} is not signed with a key of "
                "this installation (TRAIL_KEYS)."
            )
        read.append(checkpoint)
    numbers = [checkpoint.number for checkpoint in read]
    digests = dict(TrailEntry.objects.filter(number__in=numbers).values_list("number", "digest"))
    for checkpoint in sorted(read, key=lambda each: each.number):
        if checkpoint.number not in digests:
            return (
                f"Entry {checkpoint.number} is missing; it was the last one at {checkpoint.at}, "
                "says its checkpoint."
            )
        if digests[checkpoint.number] != checkpoint.digest:
            return (
                f"Entry {checkpoint.number} is not the one that was there at {checkpoint.at}, "
                "says its checkpoint."
            )
    return ""


def known() -> set[str]:
    """Every line in the database and in the file."""
    return set(TrailCheckpoint.objects.values_list("line", flat=True)) | _in_the_file()


def public_key() -> str:
    """With it anybody can check the signatures (Ed25519) and make none."""
    return _keys()[0].verify_key.encode(HexEncoder).decode()


def _read(line: str) -> tuple[Checkpoint, str]:
    """Raises ValueError for what is no such line."""
    mark, number, digest, at, signature = line.split(" ")
    datetime.fromisoformat(at)
    if mark != MARK or not number.isdecimal():
        raise ValueError(line)
    return Checkpoint(int(number), digest, at), signature


def _keys() -> list[SigningKey]:
    """The first signs; the others still bear out what they signed."""
    return [
        SigningKey(blake2b(key.encode(), digest_size=32, person=b"trail").digest())
        for key in settings.TRAIL_KEYS
    ]


def _in_the_file() -> set[str]:
    try:
        return set(Path(settings.TRAIL_CHECKPOINTS).read_text().splitlines())
    except FileNotFoundError:
        return set()


def _append(line: str) -> None:
    place = Path(settings.TRAIL_CHECKPOINTS)
    place.parent.mkdir(parents=True, exist_ok=True)
    with place.open("a") as file:
        file.write(f"{line}\n")
        file.flush()
        os.fsync(file.fileno())
