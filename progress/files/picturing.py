"""How a released file can be read here: its pages drawn in the limited process, kept one by one."""

import logging
import os
import stat
import tempfile
from pathlib import Path
from typing import Any

from django.db.models import QuerySet

from office import files, heartbeat
from office.claims import claim, free, in_minutes, stay
from office.intake import limited
from progress.choices import PreviewState
from progress.models import EvidencePage, EvidenceVersion

logger = logging.getLogger(__name__)
ATTEMPTS = 3
LARGEST = 30 * 1024 * 1024


class NoPicture(Exception):
    """What the reader left is not a picture of ours."""


def make_waiting() -> int:
    """Draw the pages of every released file that waits for it; how many are made."""
    _give_up()
    made = 0
    while (key := claim(_waiting())) is not None:
        make(EvidenceVersion.objects.get(pk=key))
        made += 1
    return made


def make(version: EvidenceVersion) -> None:
    """Draw the pages of this file. Where it cannot be done, it can still be downloaded."""
    mine = _unfinished().filter(pk=version.pk, attempts=version.attempts)
    try:
        _draw(version, mine)
    except (limited.NotRead, OSError) as problem:
        logger.warning("Evidence %s could not be drawn: %r", version.pk, problem)
        if version.attempts < ATTEMPTS:
            mine.update(claimed_until=in_minutes(2))
            return
    except (limited.Unreadable, NoPicture) as problem:
        logger.warning("Evidence %s cannot be drawn to its end: %r", version.pk, problem)
    _finish(version, mine)


def _finish(version: EvidenceVersion, mine: QuerySet[EvidenceVersion]) -> None:
    drawn = version.pages.count()
    mine.update(
        preview=PreviewState.MADE if drawn else PreviewState.FAILED,
        pages_to_show=drawn,
        claimed_until=None,
    )


def _unfinished() -> QuerySet[EvidenceVersion]:
    return EvidenceVersion.objects.released().filter(url="", preview=PreviewState.WAITING)


def _waiting() -> QuerySet[EvidenceVersion]:
    return _unfinished().filter(free(), attempts__lt=ATTEMPTS)


def _give_up() -> None:
    """Show what there is of those whose makers died each time."""
    silent = _unfinished().filter(free(), attempts__gte=ATTEMPTS)
    for version in silent:
        _finish(version, silent.filter(pk=version.pk))


def _draw(version: EvidenceVersion, mine: QuerySet[EvidenceVersion]) -> None:
    with (
        tempfile.TemporaryDirectory(prefix="pages-") as folder,
        files.at_hand(version.file.name) as place,
    ):
        for message in limited.read("preview", version.kind, place, folder):
            if "shown" in message:
                mine.update(pages_in_all=message["pages"], pages_to_show=message["shown"])
            elif "page" in message:
                _keep(version, message, Path(folder))
                stay(mine)
                heartbeat.beat()


def _keep(version: EvidenceVersion, message: dict[str, Any], folder: Path) -> None:
    image = ""
    if message["image"]:
        place = folder / Path(str(message["image"])).name
        image = files.keep("previews", _picture(place), ".webp")
        place.unlink()
    EvidencePage.objects.update_or_create(
        version=version,
        number=message["page"],
        defaults={
            "image": image,
            "width": message["width"],
            "height": message["height"],
            "text": _plain(message["text"]),
        },
    )


def _picture(place: Path) -> bytes:
    """The bytes the reader left there. Raises NoPicture for a link out of the folder, or others."""
    descriptor = os.open(place, os.O_RDONLY | os.O_NOFOLLOW)
    with os.fdopen(descriptor, "rb") as file:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise NoPicture
        content = file.read(LARGEST)
    if content[:4] != b"RIFF" or content[8:12] != b"WEBP":
        raise NoPicture
    return content


def _plain(text: str) -> str:
    """Text both databases take: no NUL, no half of a sign."""
    return text.replace("\x00", "").encode("utf-8", "replace").decode()
