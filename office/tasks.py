"""What the worker does. Each task may run twice and has one effect: work is claimed first."""

from celery import shared_task

from office import apart, checkpoints, heartbeat, making, once, ringing, sending


@shared_task
def send_letters() -> None:
    sending.send_waiting()


@shared_task
def make_reports() -> None:
    making.make_waiting(write=apart.write)


@shared_task
def ring_clocks() -> None:
    ringing.ring_due()


@shared_task
def checkpoint_trail() -> None:
    checkpoints.make()


@shared_task
def sweep() -> None:
    """Take what was left: messages get lost, workers die, claims run out (trust §4)."""
    heartbeat.beat()
    sending.send_waiting()
    making.make_waiting(write=apart.write)
    once.forget_old()
