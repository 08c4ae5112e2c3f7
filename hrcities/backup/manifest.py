"""What a backup says of itself."""

import hashlib
import json
import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path

NAME = "manifest.json"
FILES = "files"  # the folder they lie in
FORMAT = 1
CHUNK = 1024 * 1024


class Unusable(Exception):
    """A backup that cannot be made or used; the message says why, in a sentence."""


@dataclass
class Manifest:
    """Written last: where it stands, the backup is whole."""

    made_at: str
    database: str  # the kind, as Django calls it
    dump: str
    dump_sha256: str
    migrations: list[str]
    trail_entries: int
    trail_digest: str
    files: dict[str, str]  # name in storage → SHA-256
    gone: dict[str, str] = field(
        default_factory=dict
    )  # name → why a row has a file that is not here
    trail_checkpoint: str = ""  # how far the trail had come, signed; empty in earlier ones
    format: int = FORMAT

    def write(self, folder: Path) -> None:
        text = json.dumps(asdict(self), indent=1, sort_keys=True, ensure_ascii=False)
        temporary = folder / f".{NAME}"
        with temporary.open("w") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(folder / NAME)

    @classmethod
    def read(cls, folder: Path) -> "Manifest":
        """Raises Unusable where there is none, or one that we do not understand."""
        try:
            said = json.loads((folder / NAME).read_text())
        except FileNotFoundError:
            raise Unusable(f"{folder} holds no whole backup: {NAME} is missing.") from None
        except ValueError:
            raise Unusable(f"{folder / NAME} cannot be read.") from None
        if not isinstance(said, dict) or said.get("format") != FORMAT:
            raise Unusable(f"{folder / NAME} is of a format this version does not know.")
        try:
            return cls(**said)
        except TypeError:
            raise Unusable(f"{folder / NAME} cannot be read.") from None

    def first_fault(self, folder: Path) -> str:
        """The first part of the backup that is not as it was written, in a sentence; else empty."""
        expected = {self.dump: self.dump_sha256}
        expected |= {f"{FILES}/{name}": digest for name, digest in self.files.items()}
        for name, digest in expected.items():
            place = folder / name
            if not place.resolve().is_relative_to(folder.resolve()):
                return f"{name} lies outside the backup."
            if not place.is_file():
                return f"{name} is missing."
            if digest_of(place) != digest:
                return f"{name} is not as it was written."
        return ""


def digest_of(place: Path) -> str:
    with place.open("rb") as file:
        return digest_of_chunks(iter(lambda: file.read(CHUNK), b""))


def digest_of_chunks(chunks: Iterable[bytes]) -> str:
    digest = hashlib.sha256()
    for chunk in chunks:
        digest.update(chunk)
    return digest.hexdigest()
