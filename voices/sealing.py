"""How are words kept so that the database alone cannot be read?

Anything can be sealed with the public half of a key; only the private half opens it. Screeners
and readers share one pair, whose private half is a file outside database and backups
(``VOICES_KEY``). Each author has a pair of their own, made from the words of the receipt.

Where that file was lost and another pair made, what belonged to the earlier one lies beside it, as
``voices.earlier-1``: a private half that is found again is put there, and opens what it can.
"""

import json
import os
from collections.abc import Iterator
from contextlib import suppress
from functools import lru_cache
from itertools import count
from pathlib import Path
from typing import Any

from django.conf import settings
from nacl.bindings import sodium_pad, sodium_unpad
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox

BLOCK = 1024  # all texts of about one length look alike

Payload = dict[str, Any]


class NoKey(Exception):
    """There is no key to seal with, or to open with."""


def seal(payload: Payload, key: bytes | None = None) -> bytes:
    """Seal for whoever holds the private half of ``key``; of the common one, unless given.

    Raises NoKey where there is no common key.
    """
    public = PublicKey(key) if key is not None else _common()
    text = json.dumps(payload, ensure_ascii=False).encode()
    return SealedBox(public).encrypt(sodium_pad(text, BLOCK))


def opened(blob: bytes | memoryview, key: PrivateKey | None = None) -> Payload | None:
    """What was sealed; None where the key it was sealed to is lost."""
    for private in [key] if key else _kept():
        try:
            found = json.loads(sodium_unpad(SealedBox(private).decrypt(bytes(blob)), BLOCK))
        except CryptoError:
            continue
        return found if isinstance(found, dict) else None
    return None


def public_file() -> Path:
    """The half that can only seal stands beside the key, for processes that cannot read that."""
    return settings.VOICES_KEY.with_name(settings.VOICES_KEY.name + ".pub")


def there_is_a_key() -> bool:
    return settings.VOICES_KEY.exists()


def can_open() -> bool:
    """Whether what is sealed from now on can be opened here."""
    try:
        _private(*_place(settings.VOICES_KEY))
    except NoKey:
        return False
    return True


def make_key() -> None:
    """Write a new pair, readable by its owner only; never over one that is there.

    Raises FileExistsError where a key stands already.
    """
    settings.VOICES_KEY.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    _write(settings.VOICES_KEY, bytes(PrivateKey.generate()))
    write_public_half()


def make_another_key() -> Path | None:
    """Write a new pair, and keep what is left of the earlier one beside it; where, or None.

    Nothing is thrown away: a damaged file may be mended, and the public half tells whether a
    private one that is found again is the right one. Raises FileExistsError where the key is well.
    """
    if can_open():
        raise FileExistsError(settings.VOICES_KEY)
    place = _next_place()
    beside = place.with_name(place.name + ".pub")
    found = False
    for file, kept in ((settings.VOICES_KEY, place), (public_file(), beside)):
        if file.exists():
            file.rename(kept)
            found = True
    make_key()
    return place if found else None


def write_public_half() -> None:
    """Write the half that only seals beside the key it belongs to, as after that was put back.

    Raises NoKey where there is none, or it is damaged.
    """
    public = bytes(_private(*_place(settings.VOICES_KEY)).public_key)
    try:
        if _read(public_file()) == public:
            return
    except NoKey:
        pass  # missing or damaged: written anew
    public_file().unlink(missing_ok=True)
    _write(public_file(), public)


def _earlier_name() -> str:
    return f"{settings.VOICES_KEY.name}.earlier-"


def _next_place() -> Path:
    """The first name for an earlier key that nothing has."""
    numbers = (settings.VOICES_KEY.with_name(f"{_earlier_name()}{number}") for number in count(1))
    taken = {file.name.removesuffix(".pub") for file in _earlier()}
    return next(place for place in numbers if place.name not in taken)


def _earlier() -> list[Path]:
    """What belonged to earlier keys, the latest first."""
    return sorted(settings.VOICES_KEY.parent.glob(f"{_earlier_name()}*"), reverse=True)


def _kept() -> Iterator[PrivateKey]:
    """Every private half that is there, the one of today first."""
    for file in (settings.VOICES_KEY, *_earlier()):
        if file.suffix != ".pub":
            with suppress(NoKey):
                yield _private(*_place(file))


def _common() -> PublicKey:
    """What is sealed to: the half of the key that is there, whatever stands beside it."""
    try:
        return _private(*_place(settings.VOICES_KEY)).public_key
    except NoKey:
        return _public(*_place(public_file()))


def _write(path: Path, key: bytes) -> None:
    descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(key.hex() + "\n")


def _place(path: Path) -> tuple[Path, int]:
    """A file and when it was last written, so that a key put back is read anew."""
    try:
        return path, path.stat().st_mtime_ns
    except OSError:
        raise NoKey(str(path)) from None


@lru_cache(maxsize=8)
def _private(path: Path, _written: int) -> PrivateKey:
    return PrivateKey(_read(path))


@lru_cache(maxsize=2)
def _public(path: Path, _written: int) -> PublicKey:
    return PublicKey(_read(path))


def _read(path: Path) -> bytes:
    try:
        key = bytes.fromhex(path.read_text().strip())
    except (OSError, ValueError):
        raise NoKey(str(path)) from None
    if len(key) != PrivateKey.SIZE:
        raise NoKey(str(path))
    return key
