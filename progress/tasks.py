"""What the worker does for this room. Each task may run twice and has one effect."""

from celery import shared_task

from cities import documents
from progress import elections, links
from progress.actions import chosen, forget_old_tables
from progress.files import checking, picturing
from progress.handover import making
from progress.scan import keeping
from progress.sheets import bringing


@shared_task
def check_files() -> None:
    checking.check_waiting()


@shared_task
def make_previews() -> None:
    picturing.make_waiting()


@shared_task
def read_sheets() -> None:
    bringing.read_waiting()


@shared_task
def make_hand_over_files() -> None:
    making.make_waiting()


@shared_task
def forget_scans() -> None:
    """Erase quick scans whose days are over."""
    keeping.forget_old()


@shared_task
def check_links() -> None:
    links.check_due()


@shared_task
def sweep() -> None:
    """Take what was left: messages get lost, workers die, a scanner comes back (trust §4)."""
    checking.check_waiting()
    picturing.make_waiting()
    bringing.read_waiting()
    bringing.forget_old()
    forget_old_tables()
    making.make_waiting()
    making.forget_old()
    chosen.forget_old()
    documents.forget_old()
    checking.tidy()
    elections.remind_leads()
