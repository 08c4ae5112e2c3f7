"""Fill a database, start the server, measure, show: `make bench` (docs/benchmarks.md)."""

import logging
import os
import time

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "bench.settings"
django.setup()
logging.disable(logging.INFO)  # a line for each request belongs in the server's log, not here

from bench import (  # noqa: E402 -- Django is set up now
    documents,
    memory,
    records,
    server,
    sheets,
    table,
    visitors,
    workers,
    world,
)
from bench.growth import Growth  # noqa: E402
from bench.only import wanted  # noqa: E402
from bench.pages import Pages  # noqa: E402

LISTED, OPEN = 1_000, 166


def main() -> None:
    began = time.monotonic()

    def say(sentence: str) -> None:
        print(f"{time.monotonic() - began:4.0f} s  {sentence}", flush=True)

    say("Filling the database …")
    filled = world.fill()
    with server.serving() as (port, process):
        pages = Pages(port)
        say("Measuring directory and desk while there is little …")
        growth = Growth(filled, pages)
        say("Measuring the pages …")
        filled.crowd.grow(LISTED, OPEN)
        asked = [*visitors.public_pages(filled), *visitors.forms(filled)]
        rows = pages.rows(page for page in asked if wanted(page.name))
        say("Measuring directory and desk as they grow …")
        rows += growth.rows()
        more: list[table.Latency] = []
        if wanted("autosave", "workspace"):
            say("Measuring a record among ten thousand …")
            filled.crowd.grow(records.RECORDS + LISTED, OPEN)
            of_records, more = records.measure(filled, port)
            rows += of_records
        rows.append(memory.of_the_server(process))
    if wanted("panel report"):
        say("Measuring the report …")
        rows += documents.measure(filled)
    if wanted("spreadsheet"):
        say("Measuring the spreadsheet …")
        rows += sheets.measure(filled)
    if wanted("reports, two workers", "memory of a worker"):
        say("Measuring the workers …")
        rows += workers.measure(filled)
    say("Done.")
    references, latencies = pages.of_references()
    table.show([*references, *rows], [*latencies, *pages.latencies, *more])
    if path := os.environ.get("BENCH_JSON"):
        table.write([*references, *rows], path)


if __name__ == "__main__":
    main()
