"""The Celery application: what the worker and the beat are started with."""

import os
from pathlib import Path

from celery import Celery
from celery.signals import celeryd_init, worker_ready
from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hrcities.settings")

app = Celery("hrcities")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


def make_queue_folders() -> None:
    """Make the folders that stand in for a broker; nothing to do when there is Redis."""
    if not settings.REDIS_URL:
        for name in ("messages", "control"):
            (Path(settings.QUEUE) / name).mkdir(parents=True, exist_ok=True)


@celeryd_init.connect
def before_the_worker_starts(**_kwargs: object) -> None:
    make_queue_folders()


@worker_ready.connect
def once_the_worker_listens(**_kwargs: object) -> None:
    """Take what an earlier worker left, without waiting for the first beat."""
    app.send_task("office.tasks.sweep")
