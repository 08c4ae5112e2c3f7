"""Telling the worker early that something waits for it."""

import logging
from functools import partial

from celery import current_app
from django.db import transaction
from kombu.exceptions import KombuError

logger = logging.getLogger(__name__)


def wake(task: str) -> None:
    """Send the worker this task once the transaction is committed, at most once for each.

    The database is the truth: where the message is lost, the next sweep takes what waits. So a
    queue that is down is noted and hurts nobody.
    """
    call = _CALLS.setdefault(task, partial(_send, task))
    connection = transaction.get_connection()
    if not any(waiting is call for _sids, waiting, _robust in connection.run_on_commit):
        transaction.on_commit(call)


def _send(task: str) -> None:
    try:
        current_app.send_task(task, ignore_result=True, retry=False)
    except (KombuError, OSError) as problem:
        logger.warning("%s was not sent, the next sweep does its work: %s", task, problem)


_CALLS: dict[str, partial[None]] = {}
