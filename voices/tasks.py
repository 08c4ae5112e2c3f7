"""What the worker does for this room."""

from celery import shared_task

from voices.actions import forgetting


@shared_task
def forget() -> None:
    forgetting.forget()
