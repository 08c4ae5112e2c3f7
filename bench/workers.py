"""How many reports do two warm workers make in a minute, and how much memory do they take?"""

import statistics
import time
from collections.abc import Iterable

from bench.memory import children, resident
from bench.server import running, worker_command
from bench.table import Row
from bench.world import World
from office import reports
from office.models import Report
from office.models.report import ReportState

WORKERS, EACH = 2, 50
PAGES, A_MINUTE, MEBIBYTES = 30, 60, 160  # goals
MORE_CONCERNS = 5  # times those of the demonstration, so that the report has thirty pages
PATIENCE = 900


def measure(world: World) -> list[Row]:
    """A hundred panel reports, asked for at once; the worker is warm from what was left to make."""
    _ask(world.report, range(WORKERS))
    with running(worker_command(), _has_begun) as process:
        _until_idle()
        workers = children(process)
        assert len(workers) == WORKERS
        began = time.monotonic()
        asked = _ask(world.report, range(WORKERS, WORKERS + WORKERS * EACH))
        _until_idle()
        seconds = time.monotonic() - began
        memory = max(resident(each) for each in workers)
    made = Report.objects.ready().filter(pk__in=asked)
    assert len(made) == len(asked)
    pages = statistics.median(report.pages for report in made)
    return [
        Row("pages of a report", pages, "", goal=PAGES, at_least=True),
        Row(
            "reports, two workers",
            60 * len(made) / seconds,
            "a minute",
            goal=A_MINUTE,
            at_least=True,
        ),
        Row("memory of a worker", memory, "MiB", goal=MEBIBYTES),
    ]


def _ask(report: Report, numbers: Iterable[int]) -> list[int]:
    """Ask for the same report again and again; its reference tells one from another."""
    facts = report.facts | {"concerns": report.facts["concerns"] * MORE_CONCERNS}
    return [
        reports.ask(
            kind="bench",
            title=report.title,
            template=report.template,
            facts=facts | {"reference": f"{report.about}-{number}"},
            about=report,
            language=report.language,
            permission=report.permission,
        ).pk
        for number in numbers
    ]


def _has_begun() -> bool:
    """Reports wait for it, and it has taken the first."""
    return Report.objects.filter(state=ReportState.BEING_MADE).exists()


def _until_idle() -> None:
    began = time.monotonic()
    while Report.objects.unfinished().exists():
        assert time.monotonic() - began < PATIENCE, "The worker makes no reports."
        time.sleep(0.2)
