"""Fill a database, start the server, measure, show: `make bench` (docs/benchmarks.md)."""

import os
import time

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "bench.settings"
django.setup()

from bench import documents, pages, server, table, world  # noqa: E402 -- Django is set up now


def main() -> None:
    began = time.monotonic()

    def say(sentence: str) -> None:
        print(f"{time.monotonic() - began:4.0f} s  {sentence}", flush=True)

    say("Filling the database …")
    filled = world.fill()
    say("Measuring the pages …")
    with server.running() as port:
        rows, latencies = pages.measure(filled, port)
    say("Measuring the report …")
    rows += documents.measure(filled)
    say("Done.")
    table.show(rows, latencies)
    if path := os.environ.get("BENCH_JSON"):
        table.write(rows, path)


if __name__ == "__main__":
    main()
