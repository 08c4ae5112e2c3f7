"""How a hand-over file is made: claimed, packed outside any transaction, kept, marked, removed."""

import logging
import secrets
import tempfile
from functools import partial

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import translation

from office import heartbeat, trail
from office.actors import PROCEDURE
from office.claims import claim, claim_end, free, in_minutes
from office.models.report import ReportState
from progress.models import HandOverFile

from .packing import pack

logger = logging.getLogger(__name__)
FOLDER = "hand-over"
ATTEMPTS = 5  # makers that died or had no room
WAIT = 2  # minutes, longer each time


def make_waiting() -> int:
    """Make every file that waits, or whose maker has gone silent; how many are ready."""
    _give_up()
    ready = 0
    while (key := claim(_waiting(), state=ReportState.BEING_MADE)) is not None:
        asked = HandOverFile.objects.select_related("city", "framework").get(pk=key)
        ready += _make(asked)
    return ready


def forget_old() -> None:
    """Remove files whose thirty days are over."""
    for each in HandOverFile.objects.old():
        each.delete()
        if each.file:
            default_storage.delete(str(each.file))


def _waiting():
    return HandOverFile.objects.unfinished().filter(free(), attempts__lt=ATTEMPTS)


def _give_up() -> None:
    """Say so of those whose makers died each time."""
    silent = HandOverFile.objects.unfinished().filter(free(), attempts__gte=ATTEMPTS)
    silent.update(state=ReportState.FAILED, claimed_until=None)


def _make(asked: HandOverFile) -> bool:
    # The count of attempts tells this claim from a later one, should this worker be too slow.
    mine = HandOverFile.objects.filter(
        pk=asked.pk, state=ReportState.BEING_MADE, attempts=asked.attempts
    )
    name = f"{FOLDER}/{secrets.token_hex(16)}.zip"
    try:
        with tempfile.TemporaryFile(prefix="hand-over-") as target:
            with translation.override(asked.language):
                packed = pack(asked, target, partial(_show, mine))
            target.seek(0)
            default_storage.save(name, File(target))
    except OSError as problem:
        logger.warning("Hand-over file %s has to wait: %s", asked.pk, problem)
        mine.update(claimed_until=in_minutes(WAIT * asked.attempts))
        return False
    with transaction.atomic(durable=True):
        marked = mine.update(
            state=ReportState.READY,
            percent=100,
            file=name,
            size=packed.size,
            sha256=packed.sha256,
            left_out=packed.left_out,
            claimed_until=None,
        )
        if marked:
            trail.record(asked, "make_hand_over_file", by=PROCEDURE, note=packed.sha256)
    if not marked:
        default_storage.delete(name)
    return bool(marked)


def _show(mine, percent: int) -> None:
    """How far it is; each sign of progress keeps the claim alive, and says the worker lives."""
    mine.update(percent=percent, claimed_until=claim_end())
    heartbeat.beat()
