"""How long does a panel's report take, beside the bare engine on the same text and style?"""

import gc
import statistics
import time
from collections.abc import Callable

from django.contrib.staticfiles import finders
from weasyprint import CSS, HTML

from bench.table import Row
from bench.world import World
from office import pdf
from office.making import render

ROUNDS, GOAL = 3, 1.15


def measure(world: World) -> list[Row]:
    """The report of 116 requirements; who begins changes from round to round."""
    html = render(world.report)
    style = finders.find(pdf.STYLE)

    def ours() -> None:
        pdf.write(html)

    def bare() -> None:
        HTML(string=html).write_pdf(stylesheets=[CSS(filename=style)], pdf_variant="pdf/ua-1")

    bare()
    pairs = []
    for number in range(ROUNDS):
        if number % 2:
            first = _seconds(ours)
            pairs.append((first, _seconds(bare)))
        else:
            first = _seconds(bare)
            pairs.append((_seconds(ours), first))
    ratio = statistics.median(one / other for one, other in pairs)
    return [
        Row("reference report", statistics.median(other for _one, other in pairs), "s"),
        Row("panel report", statistics.median(one for one, _other in pairs), "s", ratio, GOAL),
    ]


def _seconds(work: Callable[[], None]) -> float:
    gc.collect()
    began = time.perf_counter()
    work()
    return time.perf_counter() - began
