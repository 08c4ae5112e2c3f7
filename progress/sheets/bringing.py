"""How a spreadsheet that came back is read by the worker: claimed, checked, read, laid out."""

import logging
from datetime import datetime

from django.db import transaction
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from office import files, heartbeat, trail
from office.actors import PROCEDURE
from office.claims import claim, free, in_minutes, stay
from office.intake import limited, scanning, sentences
from progress.actions import propose_answers
from progress.choices import CheckState
from progress.files import checking, storing
from progress.models import ReturnedSheet

from .comparing import Changes, changes_in
from .earlier import proposals_in
from .reading import Brought, NotOurs, read

logger = logging.getLogger(__name__)
LONGEST_WAIT = 10  # minutes between tries
PROBLEMS_KEPT = 200


def read_waiting() -> int:
    """Read every spreadsheet that waits, or whose reader has gone silent; how many were read."""
    waiting = ReturnedSheet.objects.waiting().filter(free())
    count = 0
    while (key := claim(waiting)) is not None:
        heartbeat.beat()
        sheet = ReturnedSheet.objects.select_related("city", "framework", "brought_by").get(pk=key)
        take(sheet)
        count += 1
    return count


def take(sheet: ReturnedSheet) -> None:
    """Check and read this spreadsheet, and lay out what it would change. Marks once."""
    language = sheet.brought_by.language if sheet.brought_by else None
    with translation.override(language):
        try:
            brought = _brought(sheet)
        except (scanning.ScannerDown, limited.NotRead, OSError) as problem:
            logger.warning("Spreadsheet %s waits: %r", sheet.pk, problem)
            if reason := checking.reason_to_give_up(sheet.file.name, problem, sheet.attempts):
                _refuse(sheet, reason)
            else:
                _put_back(sheet, problem)
        except NotOurs as problem:
            _refuse(sheet, str(problem))
        else:
            if isinstance(brought, str):
                _refuse(sheet, brought)
            elif sentence := _of_somebody_else(sheet, brought):
                _refuse(sheet, sentence)
            else:
                _lay_out(sheet, brought)


def forget_old() -> None:
    """Remove spreadsheets whose thirty days are over, with what they proposed.

    Answers that were taken from them go on saying so.
    """
    for sheet in ReturnedSheet.objects.old():
        storing.discard(sheet.file.name)
        with transaction.atomic():
            sheet.proposals.all().let_go()
            sheet.delete()


def _brought(sheet: ReturnedSheet) -> Brought | str:
    """What it says, or a sentence why it is not taken."""
    if reason := checking.reason_against(sheet.file.name, "xlsx", _mine(sheet)):
        return reason
    stay(_mine(sheet))
    with files.at_hand(sheet.file.name) as place:
        try:
            found = list(limited.read("cells", "xlsx", place))
        except limited.Unreadable as unreadable:
            return sentences.refusal(unreadable.code, {})
    for each in found:
        if "unfit" in each:
            return sentences.refusal(each["unfit"], each["figures"])
    return read(found)


def _of_somebody_else(sheet: ReturnedSheet, brought: Brought) -> str:
    if brought.memory.city != sheet.city.slug:
        return _(
            "This spreadsheet was taken from another record. Choose the one you downloaded here."
        )
    return ""


def _changes(sheet: ReturnedSheet, brought: Brought) -> tuple[Changes, str]:
    """What it would change, and how its proposals name their source."""
    memory = brought.memory
    if (memory.framework, memory.edition) != (sheet.framework.code, sheet.framework.edition):
        taken = _moment(memory.exported_at)
        source = _("Your answers under %(edition)s, taken away on %(day)s") % {
            "edition": f"{memory.framework} {memory.edition}"[:80],
            "day": date_format(timezone.localtime(taken)) if taken else _("an unknown day"),
        }
        return proposals_in(brought, city=sheet.city, framework=sheet.framework), source
    source = _("Spreadsheet “%(name)s”, brought back on %(day)s") % {
        "name": sheet.filename[:150],
        "day": date_format(timezone.localtime(sheet.brought_at), "DATETIME_FORMAT"),
    }
    return changes_in(brought, city=sheet.city, framework=sheet.framework), source


def _lay_out(sheet: ReturnedSheet, brought: Brought) -> None:
    changes, source = _changes(sheet, brought)
    with transaction.atomic():
        marked = _mine(sheet).update(
            state=CheckState.RELEASED,
            file="",
            sentence="",
            claimed_until=None,
            source=source,
            same=changes.same,
            exported_at=_moment(brought.memory.exported_at),
            problems=[each.as_plain() for each in changes.problems[:PROBLEMS_KEPT]],
        )
        if marked:
            propose_answers(
                city=sheet.city,
                source=source,
                proposals=changes.proposals,
                by=sheet.brought_by,
                sheet=sheet,
            )
            trail.record(sheet, "read_sheet", by=PROCEDURE, note=sheet.sha256)
    if marked:
        storing.discard(sheet.file.name)


def _refuse(sheet: ReturnedSheet, sentence: str) -> None:
    with transaction.atomic():
        marked = _mine(sheet).update(
            state=CheckState.REFUSED, file="", sentence=sentence, claimed_until=None
        )
        if marked:
            trail.record(sheet, "refuse_sheet", by=PROCEDURE, note=sheet.sha256)
    if marked:
        storing.discard(sheet.file.name)


def _put_back(sheet: ReturnedSheet, problem: Exception) -> None:
    wait = min(2 ** min(sheet.attempts, 8) // 2 or 1, LONGEST_WAIT)
    down = isinstance(problem, scanning.ScannerDown)
    sentence = sentences.scanner_is_down() if down else sentences.not_read_yet()
    _mine(sheet).update(sentence=sentence, claimed_until=in_minutes(wait))


def _mine(sheet: ReturnedSheet):
    # The count of attempts tells this claim from a later one, should this worker be too slow.
    return ReturnedSheet.objects.waiting().filter(pk=sheet.pk, attempts=sheet.attempts)


def _moment(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if timezone.is_aware(moment) else None
