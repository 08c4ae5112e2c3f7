"""How a document is made: claimed, rendered outside any transaction, kept, marked."""

import logging
import time
from collections.abc import Callable
from functools import partial

from django.db import DatabaseError, transaction
from django.db.models import Q
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accounts.models import User
from office import files, heartbeat, letters, pdf
from office.claims import claim, claim_end, free, in_minutes
from office.models import Report
from office.models.report import ReportState

logger = logging.getLogger(__name__)
Write = Callable[..., pdf.Pdf]  # takes HTML and ``progress``, as ``pdf.write`` does
WAIT = 2  # minutes, longer each time
SHOWN_EVERY = 0.5  # seconds between two signs of how far a document is
ATTEMPTS = 5  # makers that died or had no room; a document that is wrong fails at once


def make_waiting(*, write: Write = pdf.write) -> int:
    """Make every report that waits, or whose maker has gone silent; how many are ready.

    ``write`` turns HTML into PDF: here, or in a process of its own (``office.apart``).
    """
    _give_up()
    ready = 0
    while (key := claim(_waiting(), state=ReportState.BEING_MADE)) is not None:
        ready += _make(Report.objects.get(pk=key), write)
    return ready


def make(report_pk: int) -> bool:
    """Make this report if it waits; whether it is ready now. Called twice, it is made once."""
    mine = _waiting().filter(pk=report_pk)
    if claim(mine, state=ReportState.BEING_MADE) is None:
        return False
    return _make(Report.objects.get(pk=report_pk), pdf.write)


def render(report: Report) -> str:
    """The document as HTML: the same row gives the same text each time."""
    with translation.override(report.language):
        return render_to_string(report.template, {"report": report, "facts": report.facts})


def _waiting():
    unfinished = Q(state=ReportState.ASKED) | Q(state=ReportState.BEING_MADE)
    return Report.objects.filter(unfinished, free(), attempts__lt=ATTEMPTS)


def _make(report: Report, write: Write) -> bool:
    # The count of attempts tells this claim from a later one, should this worker be too slow.
    mine = Report.objects.filter(
        pk=report.pk, state=ReportState.BEING_MADE, attempts=report.attempts
    )
    mine.update(percent=0)
    try:
        made = write(render(report), progress=_seldom(partial(_show, mine)))
        name = files.keep("reports", made.content, ".pdf")
    except DatabaseError:
        raise  # it is away, so nothing can be written down: the claim runs out by itself
    except OSError as problem:
        logger.warning("Report %s has to wait: %s", report.pk, problem)
        _put_back(mine, report)
        return False
    except Exception:  # whatever it was: the row says so, and it can be asked for again
        logger.exception("Report %s could not be made", report.pk)
        _fail(mine, report.language)
        return False
    with transaction.atomic(durable=True):
        finished = mine.update(
            state=ReportState.READY,
            percent=100,
            file=name,
            sha256=made.sha256,
            pages=made.pages,
            ready_at=timezone.now(),
            claimed_until=None,
            problem="",
        )
        if finished and report.tell and report.asked_by:
            _tell(report, report.asked_by)
    return bool(finished)


def _seldom(show: Callable[[int], None]) -> Callable[[int], None]:
    """Show it as often as somebody can see it move: each time costs a write to the disk."""
    shown = float("-inf")

    def maybe(percent: int) -> None:
        nonlocal shown
        if time.monotonic() - shown >= SHOWN_EVERY:
            shown = time.monotonic()
            show(percent)

    return maybe


def _show(mine, percent: int) -> None:
    """How far it is; each sign of progress keeps the claim alive, and says the worker lives."""
    mine.update(percent=percent, claimed_until=claim_end())
    heartbeat.beat()


def _tell(report: Report, person: User) -> None:
    pilot = bool(report.facts.get("marks", {}).get("pilot"))
    letters.write(
        to=person,
        template="mail/report_ready.txt",
        context={"report": report, "pilot": pilot},
        about=report,
        link=report.get_absolute_url(),
    )


def _give_up() -> None:
    """Say so of those whose makers died each time."""
    silent = Report.objects.filter(free(), state=ReportState.BEING_MADE, attempts__gte=ATTEMPTS)
    for report in silent:
        _fail(silent.filter(pk=report.pk), report.language)


def _put_back(mine, report: Report) -> None:
    """There was no room, which is no fault of the document: try again in a while."""
    if report.attempts >= ATTEMPTS:
        _fail(mine, report.language)
        return
    mine.update(state=ReportState.ASKED, claimed_until=in_minutes(WAIT * report.attempts))


def _fail(mine, language: str) -> None:
    with translation.override(language):
        problem = _("This document could not be made. What it is made from is safe.")
    mine.update(state=ReportState.FAILED, problem=problem, claimed_until=None)
