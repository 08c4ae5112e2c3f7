"""What the worker does for accounts."""

from celery import shared_task

from accounts.models.session import SessionStore


@shared_task
def forget_ended_sessions() -> None:
    """Nobody needs to know where somebody was signed in; once a day."""
    SessionStore.clear_expired()
