"""What Prometheus may know: how requests went, what waits, and when each worker was last seen.

Requests are counted by every web process in files of its own (``METRICS``), which whichever is
asked adds up. What waits is asked of the database at that moment, so it is right whoever answers.
No label holds anything a person wrote or is called by.
"""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db.models import Min
from django.utils import timezone
from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from office.days import end_of, today
from office.models import Beat, Clock, Letter, Report
from office.models.letter import LetterState
from progress.models import EvidenceVersion

METHODS = ("GET", "HEAD", "POST", "OPTIONS")
BOUNDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10)

requests = Counter(
    "hrcities_requests", "Requests answered, by view and code.", ["view", "method", "code"]
)
durations = Histogram(
    "hrcities_request_seconds", "How long answers took, by view.", ["view"], buckets=BOUNDS
)


class Waiting(Collector):
    """What is to be done outside requests, as the database has it now."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        depth = GaugeMetricFamily(
            "hrcities_waiting", "Rows that wait to be worked off.", labels=["queue"]
        )
        oldest = GaugeMetricFamily(
            "hrcities_oldest_waiting_seconds", "How long the first of them waits.", labels=["queue"]
        )
        now = timezone.now()
        for queue, (count, since) in waiting().items():
            depth.add_metric([queue], count)
            oldest.add_metric([queue], (now - since).total_seconds() if since else 0)
        yield depth
        yield oldest
        beats = GaugeMetricFamily(
            "hrcities_worker_seen_seconds", "How long ago each worker was seen.", labels=["worker"]
        )
        for beat in Beat.objects.all():
            beats.add_metric([beat.worker], (now - beat.seen_at).total_seconds())
        yield beats


def waiting() -> dict[str, tuple[int, datetime | None]]:
    """Queue → how many rows wait, and since when the first of them does."""
    letters = Letter.objects.filter(state=LetterState.WAITING)
    timed = letters.filter(only_day=False)  # the others would seem to wait since midnight
    reports = Report.objects.unfinished()
    checked = EvidenceVersion.objects.waiting()
    clocks = Clock.objects.due(today())
    first_day = clocks.values_list("due_on", flat=True).first()
    return {
        "letters": (letters.count(), timed.aggregate(first=Min("written_at"))["first"]),
        "reports": (reports.count(), reports.aggregate(first=Min("asked_at"))["first"]),
        "files": (checked.count(), checked.aggregate(first=Min("added_at"))["first"]),
        "clocks": (clocks.count(), end_of(first_day) if first_day else None),
    }


def page() -> bytes:
    """Everything, in the text form that Prometheus reads."""
    registry = CollectorRegistry()
    MultiProcessCollector(registry, path=str(settings.METRICS))
    registry.register(Waiting())
    return generate_latest(registry)


def begin() -> None:
    """To be called as a web process starts: throw the files of an earlier server away.

    While one of its processes lives, the others' files still count.
    """
    Path(settings.METRICS).mkdir(parents=True, exist_ok=True)
    files = list(Path(settings.METRICS).glob("*.db"))
    if not any(_lives(file) for file in files):
        for file in files:
            file.unlink(missing_ok=True)


def _lives(file: Path) -> bool:
    number = file.stem.rpartition("_")[2]
    return number.isdecimal() and Path("/proc", number).exists()
