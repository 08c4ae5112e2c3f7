"""How fast are the pages, and how many statements does each need?"""

import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bench.anew import HEADER
from bench.client import Sample, Visitor, close, connect, drive
from bench.reading import rows_read
from bench.settings import HOST
from bench.table import Latency, Row
from bench.visitors import Page, Saver, references

ROUNDS, SECONDS, WARMING = 5, 0.7, 0.8
READ = 2_000  # rows that the database looks at for one page, however many cities there are; goal


@dataclass(frozen=True)
class Measured:
    """One page: each of its rounds with the one of its reference beside it."""

    page: Page
    pairs: Sequence[tuple[Sample, Sample]]
    statements: int

    @property
    def ours(self) -> list[Sample]:
        return [one for one, _other in self.pairs]

    @property
    def rate(self) -> float:
        return _rate(self.ours)

    @property
    def ratio(self) -> float:
        return statistics.median(one.rate / other.rate for one, other in self.pairs)

    def rows(self) -> list[Row]:
        page = self.page
        return [
            Row(page.name, self.rate, page.unit, self.ratio, page.ratio, at_least=True),
            Row(f"{page.name}: statements", self.statements, "", goal=page.statements),
        ]


@dataclass
class Pages:
    """Measures pages against their references, and remembers all it saw."""

    port: int
    seen: dict[str, list[Sample]] = field(default_factory=dict)
    latencies: list[Latency] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.references = references()

    def measure(self, page: Page) -> Measured:
        """A page is asked for in turns with its reference, over the same connections, and the two
        change places from round to round.
        """
        reference = self.references[page.reference]
        measured = Measured(page, self._rounds(page, reference), len(statements_of(page)))
        seen = self.seen.setdefault(reference.name, [])
        seen += [other for _one, other in measured.pairs]
        self.latencies.append(Latency(page.name, measured.ours))
        return measured

    def rows(self, pages: Iterable[Page]) -> list[Row]:
        return [row for page in pages for row in (*self.measure(page).rows(), read(page))]

    def of_references(self) -> tuple[list[Row], list[Latency]]:
        """The references as they were over the whole run."""
        asked = [each for each in self.references.values() if each.name in self.seen]
        return (
            [Row(each.name, _rate(self.seen[each.name]), each.unit) for each in asked],
            [Latency(each.name, self.seen[each.name]) for each in asked],
        )

    def _rounds(self, page: Page, reference: Page) -> list[tuple[Sample, Sample]]:
        visitors, bare = page.visitors(), reference.visitors()
        pairs = []
        for number in range(-1, ROUNDS):
            connections = connect(self.port)
            try:
                if number < 0:  # each process reads its templates, the edition …
                    drive(connections, bare, WARMING / 4)
                    drive(connections, visitors, WARMING)
                elif number % 2:
                    ours = drive(connections, visitors, SECONDS)
                    pairs.append((ours, drive(connections, bare, SECONDS)))
                else:
                    theirs = drive(connections, bare, SECONDS)
                    pairs.append((drive(connections, visitors, SECONDS), theirs))
            finally:
                close(connections)
        return pairs


def statements_of(page: Page) -> list[str]:
    """Statements of one request once the process is warm, BEGIN and COMMIT among them."""
    visitor = page.visitors()[0]
    client = Client(headers={"host": HOST}, raise_request_exception=True)
    client.cookies.load(visitor.cookies)

    def visit() -> list[str]:
        with CaptureQueriesContext(connection) as captured:
            if isinstance(visitor, Saver):
                response = client.post(visitor.path, visitor.fields(), secure=True)
            else:
                response = client.get(visitor.path, secure=True, headers=_headers(visitor))
        if response.status_code != visitor.expects:
            raise RuntimeError(f"{visitor.path} answered with {response.status_code}.")
        visitor.answered()
        return [statement["sql"] for statement in captured]

    visit()
    return visit()


def read(page: Page, when: str = "") -> Row:
    """How many rows the database looks at for one page; ``when`` is added to its name."""
    return Row(f"{page.name}{when}: rows read", rows_read(statements_of(page)), "", goal=READ)


def _headers(visitor: Visitor) -> dict[str, str]:
    return {HEADER: "yes"} if visitor.drawn_before else {}


def _rate(samples: Sequence[Sample]) -> float:
    return statistics.median(sample.rate for sample in samples)
