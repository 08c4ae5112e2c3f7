"""How letters leave: claimed, sent outside any transaction, marked."""

import logging
from smtplib import SMTPException, SMTPRecipientsRefused, SMTPResponseException
from typing import Any

from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import models, transaction
from django.db.models import F

from office.claims import claim, free, in_minutes
from office.letters import as_mail, moment_of
from office.models import Letter
from office.models.letter import LetterState

logger = logging.getLogger(__name__)
ATTEMPTS = 5
BAG = 50  # letters over one connection: servers hang up on whoever stays for long
# The server heard us out and did not take this letter. All else says that it is away.
REFUSALS = (SMTPRecipientsRefused, SMTPResponseException)
CLOSING = 421  # “not now”, whatever the letter


def send_waiting() -> int:
    """Send every letter that waits; how many left. At least once each, under one Message-ID.

    While the mail server is away letters wait, however long that lasts: no attempt is counted.
    """
    waiting = Letter.objects.filter(free(), state=LetterState.WAITING)
    if waiting.filter(attempts__gte=ATTEMPTS).update(state=LetterState.FAILED):
        _forget()
    sent = 0
    try:
        while waiting.exists():
            with get_connection() as server:
                sent += _send_bag(waiting, server)
    except (SMTPException, OSError) as problem:
        logger.warning("The mail server is away, letters wait: %s", type(problem).__name__)
    return sent


def _send_bag(waiting: models.QuerySet[Letter], server: BaseEmailBackend) -> int:
    sent = 0
    for _letter in range(BAG):
        if (key := claim(waiting)) is None:
            break
        sent += _send(Letter.objects.select_related("to").get(pk=key), server)
    return sent


def _send(letter: Letter, server: BaseEmailBackend) -> bool:
    """Whether it left. Raises what the server's absence raises, the letter put back untried.

    What a server says may name the reader: the log learns the kind of problem and no more.
    """
    try:
        _as_message(letter, server).send()
    except (SMTPException, OSError) as problem:
        if not isinstance(problem, REFUSALS) or getattr(problem, "smtp_code", 0) == CLOSING:
            _put_back_untried(letter)
            raise
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
    Letter.objects.filter(pk=letter.pk).update(claimed_until=None, attempts=F("attempts") - 1)


@transaction.atomic(durable=True)
def _mark(letter: Letter, **changes: Any) -> None:
    Letter.objects.filter(pk=letter.pk).update(**changes)
    if letter.to is None:
        _forget()


def _forget() -> None:
    """Letters to an address hold it, and a link for its reader, no longer than they wait."""
    over = Letter.objects.filter(to=None).exclude(state=LetterState.WAITING).exclude(address="")
    over.update(address="", body="", link="")
