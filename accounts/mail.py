"""Letters that leave while somebody waits for the page: soon, or the page says that mail is away.

All other letters are rows that the worker sends (``office.letters``). These bring a code that is
good for minutes and in one browser, so one that leaves later helps nobody.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from smtplib import SMTPException, SMTPRecipientsRefused

from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend

logger = logging.getLogger(__name__)
PATIENCE = 4  # seconds for each answer of the server; a person waits, and a thread of ours


class MailAway(Exception):
    """No letter leaves just now. What is said of it names nobody."""


def connection() -> BaseEmailBackend:
    """To the mail server, given up soon."""
    return get_connection(timeout=PATIENCE)


@contextmanager
def or_away() -> Iterator[None]:
    """Raises ``MailAway`` for whatever keeps a letter from leaving, but its reader.

    A mailbox that is not there is told to nobody: whoever typed the address would learn of it.
    """
    try:
        yield
    except SMTPRecipientsRefused:
        logger.warning("A letter was not taken for its reader.")
    except (SMTPException, OSError) as problem:
        raise MailAway(type(problem).__name__) from None
