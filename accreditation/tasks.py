"""What the worker does for this room. Each task may run twice and has one effect."""

from celery import shared_task

from accreditation.workflow import completing, missing


@shared_task
def sweep() -> None:
    """Take the steps that have become possible without anybody of this room having acted."""
    completing.complete_what_has_become_ready()


@shared_task
def start_missing_clocks() -> None:
    """For what came to its state before that state had a clock."""
    missing.start_what_is_missing()
