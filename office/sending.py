"""How letters leave: claimed, sent outside any transaction, marked."""

import logging
from smtplib import SMTPException

from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import timezone

from office.claims import claim, free, in_minutes
from office.letters import as_mail
from office.models import Letter
from office.models.letter import LetterState

logger = logging.getLogger(__name__)
MINUTES = 2
ATTEMPTS = 5


def send_waiting() -> int:
    """Send every letter that waits; how many left. At least once each, under one Message-ID."""
    waiting = Letter.objects.filter(free(), state=LetterState.WAITING)
    waiting.filter(attempts__gte=ATTEMPTS).update(state=LetterState.FAILED)
    sent = 0
    while (key := claim(waiting, minutes=MINUTES)) is not None:
        sent += _send(Letter.objects.select_related("to").get(pk=key))
    return sent


def _send(letter: Letter) -> bool:
    mail = EmailMessage(
        letter.subject,
        as_mail(letter),
        to=[letter.to.email],
        headers={
            "Message-ID": letter.message_id,
            "Auto-Submitted": "auto-generated",
            "Content-Language": letter.language,
        },
    )
    try:
        mail.send()
    except (SMTPException, OSError) as problem:
        logger.warning("Letter %s was not sent: %s", letter.pk, problem)
        _put_back(letter)
        return False
    with transaction.atomic(durable=True):
        Letter.objects.filter(pk=letter.pk).update(
            state=LetterState.SENT, sent_at=timezone.now(), claimed_until=None
        )
    return True


def _put_back(letter: Letter) -> None:
    """Try again in two, four, eight, sixteen minutes; then say that it failed."""
    failed = letter.attempts >= ATTEMPTS
    Letter.objects.filter(pk=letter.pk).update(
        state=LetterState.FAILED if failed else LetterState.WAITING,
        claimed_until=None if failed else in_minutes(2**letter.attempts),
    )
