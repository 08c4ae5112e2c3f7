"""How letters leave: claimed, sent outside any transaction, marked."""

import logging
from dataclasses import dataclass
from smtplib import SMTPException, SMTPRecipientsRefused, SMTPResponseException
from typing import Any

from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import models, transaction

from office.claims import claim, free, in_minutes
from office.letters import as_mail, moment_of
from office.models import Letter
from office.models.letter import LetterState

logger = logging.getLogger(__name__)
ATTEMPTS = 5
BAG = 50  # letters over one connection: servers hang up on whoever stays for long
MOMENT = 5  # minutes until a letter is tried again at which the line broke
# The server heard us out and did not take this letter. At all else the line breaks.
REFUSALS = (SMTPRecipientsRefused, SMTPResponseException)
CLOSING = 421  # “not now”, whatever the letter


def send_waiting() -> int:
    """Send every letter that waits; how many left. At least once each, under one Message-ID.

    While the mail server is away letters wait, however long that lasts: no attempt is counted. It
    is away where no connection is to be had, or the line breaks at two letters in a row. Where it
    breaks at one only, that letter is the reason: it waits, and the others leave.
    """
    waiting = Letter.objects.filter(free(), state=LetterState.WAITING)
    if waiting.filter(attempts__gte=ATTEMPTS).update(state=LetterState.FAILED):
        _forget()
    run = Run()
    try:
        while waiting.exists() and not run.is_over:
            with get_connection() as server:
                _send_bag(waiting, server, run)
    except (SMTPException, OSError) as problem:
        logger.warning("The mail server is away, letters wait: %s", type(problem).__name__)
    return run.sent


@dataclass
class Run:
    """What is known while letters are being sent."""

    sent: int = 0
    has_broken: bool = False
    is_heard: bool = False  # the server, since the line broke
    in_doubt: Letter | None = None  # at which it broke, nothing having been heard around it
    is_over: bool = False


class LineBroke(Exception):
    """The server hung up, fell silent or asked to be left alone, and nobody knows why."""


def _send_bag(waiting: models.QuerySet[Letter], server: BaseEmailBackend, run: Run) -> None:
    """Send what goes over one connection, until the line breaks."""
    for _letter in range(BAG):
        if (key := claim(waiting)) is None:
            return
        letter = Letter.objects.select_related("to").get(pk=key)
        try:
            run.sent += _send(letter, server)
        except LineBroke as problem:
            logger.warning("The line broke at letter %s: %s", letter.pk, problem)
            _note_break(letter, run)
            return
        run.is_heard = True
        if run.in_doubt:
            _count(run.in_doubt)
            run.in_doubt = None


def _note_break(letter: Letter, run: Run) -> None:
    run.is_over = run.has_broken and not run.is_heard
    if run.is_heard:  # the server has just taken others: it is this letter
        _put_back(letter)
    else:
        _put_back_untried(letter)
        run.in_doubt = letter
    run.has_broken, run.is_heard = True, False


def _send(letter: Letter, server: BaseEmailBackend) -> bool:
    """Whether it left. Raises LineBroke where that says nothing of this letter.

    What a server says may name the reader: the log learns the kind of problem and no more.
    """
    try:
        _as_message(letter, server).send()
    except (SMTPException, OSError) as problem:
        if not isinstance(problem, REFUSALS) or getattr(problem, "smtp_code", 0) == CLOSING:
            raise LineBroke(type(problem).__name__) from problem
        logger.warning("Letter %s was not taken: %s", letter.pk, type(problem).__name__)
        _put_back(letter)
        return False
    except Exception as problem:  # whatever is wrong with one letter, the others leave
        logger.warning("Letter %s could not be sent: %s", letter.pk, type(problem).__name__)
        _put_back(letter)
        return False
    sent_at = moment_of(only_day=letter.only_day)
    _mark(letter, state=LetterState.SENT, sent_at=sent_at, claimed_until=None)
    return True


def _as_message(letter: Letter, server: BaseEmailBackend) -> EmailMessage:
    return EmailMessage(
        letter.subject,
        as_mail(letter),
        to=[letter.to.email if letter.to else letter.address],
        headers={
            "Message-ID": letter.message_id,
            "Auto-Submitted": "auto-generated",
            "Content-Language": letter.language,
        },
        connection=server,
    )


def _put_back(letter: Letter) -> None:
    """Try again in two, four, eight, sixteen minutes; then say that it failed."""
    if letter.attempts >= ATTEMPTS:
        _mark(letter, state=LetterState.FAILED, claimed_until=None)
    else:
        _mark(letter, claimed_until=in_minutes(2**letter.attempts))


def _put_back_untried(letter: Letter) -> None:
    """Behind all that have not been tried; the attempt counts if the server is heard after it."""
    letter.attempts -= 1
    _mark(letter, claimed_until=in_minutes(MOMENT), attempts=letter.attempts)


def _count(letter: Letter) -> None:
    """The server is there: what broke the line was this letter."""
    letter.attempts += 1
    _mark(letter, attempts=letter.attempts)
    _put_back(letter)


@transaction.atomic(durable=True)
def _mark(letter: Letter, **changes: Any) -> None:
    Letter.objects.filter(pk=letter.pk).update(**changes)
    if letter.to is None:
        _forget()


def _forget() -> None:
    """Letters to an address hold it, and a link for its reader, no longer than they wait."""
    over = Letter.objects.filter(to=None).exclude(state=LetterState.WAITING).exclude(address="")
    over.update(address="", body="", link="")
