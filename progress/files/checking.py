"""How a file that lies apart is checked: claimed, read, scanned, then released or refused."""

import logging
from functools import partial

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone, translation

from office import files, heartbeat, letters, trail
from office.actors import PROCEDURE
from office.claims import claim, free, in_minutes, stay
from office.intake import judging, limited, scanning, sentences
from office.waking import wake
from progress.choices import CheckState, PreviewState
from progress.files import storing
from progress.models import ChosenFile, EvidenceVersion, ReturnedSheet

logger = logging.getLogger(__name__)
LONGEST_WAIT = 10  # minutes between tries
LIE_APART = (ChosenFile, EvidenceVersion, ReturnedSheet)


def check_waiting() -> int:
    """Check every file that waits, or whose checker has gone silent; how many are released."""
    waiting = EvidenceVersion.objects.waiting().filter(free())
    released = 0
    while (key := claim(waiting)) is not None:
        heartbeat.beat()
        version = EvidenceVersion.objects.select_related("added_by").get(pk=key)
        check(version)
        version.refresh_from_db(fields=["state"])
        released += version.is_released
    return released


def check(version: EvidenceVersion) -> None:
    """Read and scan this file and mark what came of it. Marks once, however often it is called.

    Without a verdict it goes on waiting, and is never released then. Only a file that is no longer
    there waits for nobody: it is asked for again.
    """
    language = version.added_by.language if version.added_by else None
    with translation.override(language):
        try:
            reason = reason_against(version.file.name, version.kind, _mine(version))
        except scanning.ScannerDown as problem:
            logger.warning("Evidence %s waits for the scanner: %s", version.pk, problem)
            _put_back(version, sentences.scanner_is_down())
        except (limited.NotRead, OSError) as problem:
            logger.warning("Evidence %s could not be read yet: %r", version.pk, problem)
            if reason := reason_to_give_up(version.file.name, problem, version.attempts):
                refuse(version, reason)
            else:
                _put_back(version, sentences.not_read_yet())
        else:
            if reason:
                refuse(version, reason)
            else:
                release(version)


def release(version: EvidenceVersion) -> None:
    """Keep the file under its hash and let it be read; its pages are drawn next."""
    apart = version.file.name
    name = storing.keep_for_good(apart, version.kind)
    with transaction.atomic():
        marked = _mine(version).update(
            state=CheckState.RELEASED,
            file=name,
            sentence="",
            checked_at=timezone.now(),
            preview=PreviewState.WAITING,
            claimed_until=None,
            attempts=0,
        )
        if marked:
            trail.record(version.evidence, "release_file", by=PROCEDURE, note=version.sha256)
            wake("progress.tasks.make_previews")
    if marked:  # what another checker still reads is theirs to remove
        storing.discard(apart)


def refuse(version: EvidenceVersion, sentence: str) -> None:
    """Say why the file cannot be taken, to the record and to whoever sent it; then remove it."""
    apart = version.file.name
    with transaction.atomic(), trail.gathered():
        marked = _mine(version).update(
            state=CheckState.REFUSED,
            file="",
            sentence=sentence,
            checked_at=timezone.now(),
            claimed_until=None,
        )
        if marked:
            trail.record(version.evidence, "refuse_file", by=PROCEDURE, note=version.sha256)
            _tell(version, sentence)
    if marked:
        storing.discard(apart)


def tidy() -> None:
    """Remove what lies apart without a row: the transaction of its upload never came to an end."""
    for name in storing.left_behind():
        held = (model.objects.filter(file=name) for model in LIE_APART)
        if not any(rows.exists() for rows in held):
            storing.discard(name)


def reason_against(name: str | None, kind: str, mine: QuerySet) -> str:
    """Why a file that lies apart cannot be taken, or nothing where all is well.

    ``mine`` is the row that was claimed for it. Raises ScannerDown, NotRead or OSError where there
    is no verdict.
    """
    with files.at_hand(name) as place:
        return judging.fault_of(place, kind, halfway=partial(stay, mine))


def reason_to_give_up(name: str | None, problem: Exception, attempts: int) -> str:
    """Why a file without a verdict is not tried again, or nothing where it is."""
    if storing.is_lost(name):
        return sentences.lost()
    if isinstance(problem, limited.TooSlow) and problem.is_final_after(attempts):
        return sentences.too_slow()
    return ""


def _mine(version: EvidenceVersion):
    # The count of attempts tells this claim from a later one, should this worker be too slow.
    return EvidenceVersion.objects.waiting().filter(pk=version.pk, attempts=version.attempts)


def _put_back(version: EvidenceVersion, sentence: str) -> None:
    wait = min(2 ** min(version.attempts, 8) // 2 or 1, LONGEST_WAIT)
    _mine(version).update(sentence=sentence, claimed_until=in_minutes(wait))


def _tell(version: EvidenceVersion, sentence: str) -> None:
    person, evidence = version.added_by, version.evidence
    if person and person.is_active:
        letters.write(
            to=person,
            template="mail/file_refused.txt",
            context={"evidence": evidence, "version": version, "sentence": sentence},
            link=reverse("progress:evidence_detail", args=[evidence.city.slug, evidence.pk]),
        )
