"""The Celery application: what the worker and the beat are started with."""

import logging.config
import os
from pathlib import Path
from typing import Any

from celery import Celery
from celery.signals import (
    before_task_publish,
    celeryd_init,
    setup_logging,
    task_postrun,
    task_prerun,
    worker_ready,
)
from django.conf import settings
from structlog.contextvars import bind_contextvars, clear_contextvars, get_contextvars

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hrcities.settings")
# Web servers and deployments check the project; here that would load every page, 30 MB of them.
os.environ.setdefault("CELERY_SKIP_CHECKS", "true")

app = Celery("hrcities")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


def make_queue_folders() -> None:
    """Make the folders that stand in for a broker; nothing to do when there is Redis."""
    if not settings.REDIS_URL:
        for name in ("messages", "control"):
            (Path(settings.QUEUE) / name).mkdir(parents=True, exist_ok=True)


@celeryd_init.connect
def before_the_worker_starts(sender: str, **_kwargs: object) -> None:
    from office import heartbeat  # noqa: PLC0415 -- models must be loaded first

    make_queue_folders()
    heartbeat.call(sender)


@setup_logging.connect
def log_as_the_web_server_does(**_kwargs: object) -> None:
    """Celery would set up lines of its own; one who listens here keeps it from that."""
    logging.config.dictConfig(settings.LOGGING)


@before_task_publish.connect
def send_the_request_along(headers: dict[str, Any], **_kwargs: object) -> None:
    if number := get_contextvars().get("request_id"):
        headers["request_id"] = number


@task_prerun.connect
def begin_a_task(task: Any, **_kwargs: object) -> None:
    """Lines written in a task name it, and the request that asked for it where one did."""
    number = getattr(task.request, "request_id", None)
    bind_contextvars(task=task.name, **({"request_id": number} if number else {}))


@task_postrun.connect
def end_a_task(**_kwargs: object) -> None:
    clear_contextvars()


@worker_ready.connect
def once_the_worker_listens(**_kwargs: object) -> None:
    """Take what an earlier worker left, without waiting for the first beat."""
    app.send_task("office.tasks.sweep")
