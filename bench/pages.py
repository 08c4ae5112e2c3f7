"""How fast are the pages, and how many statements does each need?"""

import secrets
import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bench.anew import HEADER
from bench.client import CONNECTIONS, Sample, Visitor, ask, close, connect, drive
from bench.models import Line
from bench.settings import HOST
from bench.table import Latency, Row
from bench.world import World
from progress.choices import AnswerState
from progress.models import Answer

ROUNDS, SECONDS, WARMING = 7, 0.7, 0.8
CSRF = secrets.token_hex(16)
TEXT = (
    "Since 2022 a team of the authority visits every village twice a month, advises in six "
    "languages and writes down what it could not solve. The council reads that list each spring. "
) * 4


@dataclass
class Saver(Visitor):
    """One who saves the same answer again and again, each time as the last page showed it."""

    version: int = 0
    step: int = 0
    expects: int = 302

    def fields(self) -> dict[str, object]:
        return {
            "csrfmiddlewaretoken": CSRF,
            "version": self.version,
            "state": AnswerState.READY,
            "step": self.step,
            "text": f"{TEXT}{self.version}",
        }

    def request(self) -> bytes:
        return ask("POST", self.path, self.cookies, urlencode(self.fields()).encode())

    def answered(self) -> None:
        self.version += 1


@dataclass
class BareSaver(Visitor):
    """One who saves the same line again and again."""

    expects: int = 302

    def request(self) -> bytes:
        return ask("POST", self.path, form=urlencode({"text": TEXT}).encode())


@dataclass(frozen=True)
class Page:
    """Something to measure. ``visitors`` gives one visitor a connection."""

    name: str
    visitors: Callable[[], Sequence[Visitor]]
    reference: str = "page"
    ratio: float | None = None  # goal, at least
    statements: int | None = None  # goal, at most
    unit: str = "pages/s"


def pages_of(world: World) -> list[Page]:
    """Every page that is measured, with its goals."""
    cookies = (
        f"{settings.SESSION_COOKIE_NAME}={world.session_key}; {settings.CSRF_COOKIE_NAME}={CSRF}"
    )
    answers = Answer.objects.filter(city=world.city, step__isnull=False)
    answers = answers.select_related("requirement").order_by("requirement__position")[:CONNECTIONS]

    def at(answer: Answer) -> str:
        return reverse("progress:requirement", args=[world.city.slug, answer.requirement.code])

    def readers(path: str, drawn_before: bool = False) -> Callable[[], Sequence[Visitor]]:
        return lambda: [Visitor(path, drawn_before=drawn_before) for _number in range(CONNECTIONS)]

    def public(name: str, path: str, **goals: Any) -> list[Page]:
        return [
            Page(name, readers(path, drawn_before=True), **goals),
            Page(f"{name}, drawn anew", readers(path)),
        ]

    def savers() -> Sequence[Visitor]:
        return [
            Saver(at(each), cookies, version=each.version, step=each.step or 0)
            for each in answers.all()
        ]

    return [
        *public("home", reverse("register:home")),
        *public("directory of 1,000", reverse("register:cities"), ratio=0.5, statements=3),
        *public("city page", world.city.get_absolute_url(), ratio=0.4, statements=5),
        Page(
            "requirement form",
            lambda: [Visitor(at(each), cookies) for each in answers.all()],
            ratio=0.15,
            statements=10,
        ),
        Page("saving an answer", savers, "save", ratio=0.4, statements=8, unit="saves/s"),
    ]


def references() -> dict[str, Page]:
    lines = list(Line.objects.order_by("pk")[:CONNECTIONS])
    return {
        "page": Page("reference page", lambda: [Visitor("/bench/page/") for _line in lines]),
        "save": Page(
            "reference save",
            lambda: [BareSaver(f"/bench/save/{line.pk}/") for line in lines],
            unit="saves/s",
        ),
    }


def count_statements(page: Page) -> int:
    """Statements of one request once the process is warm, BEGIN and COMMIT among them."""
    visitor = page.visitors()[0]
    client = Client(headers={"host": HOST}, raise_request_exception=True)
    client.cookies.load(visitor.cookies)

    def visit() -> int:
        with CaptureQueriesContext(connection) as captured:
            if isinstance(visitor, Saver):
                response = client.post(visitor.path, visitor.fields(), secure=True)
            else:
                response = client.get(visitor.path, secure=True, headers=_headers(visitor))
        if response.status_code != visitor.expects:
            raise RuntimeError(f"{visitor.path} answered with {response.status_code}.")
        visitor.answered()
        return len(captured)

    visit()
    return visit()


def _headers(visitor: Visitor) -> dict[str, str]:
    return {HEADER: "yes"} if visitor.drawn_before else {}


def measure(world: World, port: int) -> tuple[list[Row], list[Latency]]:
    """Rows for all pages. Each is asked for in turns with its reference, over the same
    connections, and the two change places from round to round.
    """
    bare, rows, latencies = references(), [], []
    seen: dict[str, list[Sample]] = {page.name: [] for page in bare.values()}
    for page in pages_of(world):
        statements = count_statements(page)
        pairs = _rounds(page, bare[page.reference], port)
        ours, theirs = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
        seen[bare[page.reference].name] += theirs
        ratio = statistics.median(one.rate / other.rate for one, other in pairs)
        rows.append(Row(page.name, _rate(ours), page.unit, ratio, page.ratio, at_least=True))
        rows.append(Row(f"{page.name}: statements", statements, "", goal=page.statements))
        latencies.append(Latency(page.name, ours))
    for page in reversed(bare.values()):
        rows.insert(0, Row(page.name, _rate(seen[page.name]), page.unit))
        latencies.insert(0, Latency(page.name, seen[page.name]))
    return rows, latencies


def _rounds(page: Page, reference: Page, port: int) -> list[tuple[Sample, Sample]]:
    visitors, bare = page.visitors(), reference.visitors()
    pairs = []
    for number in range(-1, ROUNDS):
        connections = connect(port)
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


def _rate(samples: Sequence[Sample]) -> float:
    return statistics.median(sample.rate for sample in samples)
