"""Which pages are asked for, by whom, and what is expected of each."""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse

from bench.client import CONNECTIONS, Visitor, ask
from bench.models import Line
from bench.world import World
from cities.models import City
from progress.choices import AnswerState
from progress.models import Answer
from register.directory import BY_NAME
from register.keyset import APART, SIZE

CSRF = secrets.token_hex(16)
DEEP = 0.9  # how much of the directory stands before the page that is deep in it
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


def public_pages(world: World) -> list[Page]:
    """What strangers read."""
    return [
        *_public("home", reverse("register:home")),
        *_public("directory of 1,000", reverse("register:cities"), ratio=0.5, statements=3),
        *_public("city page", world.city.get_absolute_url(), ratio=0.4, statements=5),
        *_public("verification page", world.label.get_absolute_url(), ratio=0.4),
    ]


def forms(world: World) -> list[Page]:
    """What a city and a member of a panel write in."""
    lead, reviewer = cookies(world.lead), cookies(world.reviewer)
    answers = Answer.objects.filter(city=world.city, step__isnull=False)
    answers = answers.select_related("requirement").order_by("requirement__position")[:CONNECTIONS]

    def at(answer: Answer) -> str:
        return reverse("progress:requirement", args=[world.city.slug, answer.requirement.code])

    def savers() -> Sequence[Visitor]:
        return [
            Saver(at(each), lead, version=each.version, step=each.step or 0)
            for each in answers.all()
        ]

    return [
        Page(
            "requirement form",
            lambda: [Visitor(at(each), lead) for each in answers.all()],
            ratio=0.15,
            statements=10,
        ),
        Page("saving an answer", savers, "save", ratio=0.4, statements=8, unit="saves/s"),
        Page(
            "review form",
            lambda: [Visitor(path, reviewer) for path in _commitments(world)],
            ratio=0.15,
            statements=10,
        ),
    ]


def desk(world: World, applications: int, **goals: Any) -> Page:
    """The secretariat's, when so many applications are open."""
    readers = _readers(reverse("accreditation:desk"), cookies=cookies(world.secretariat))
    return Page(f"desk, {applications:,} open", readers, **goals)


def directory(listed: int) -> list[Page]:
    """Its first page, and one that is deep in it."""
    first = reverse("register:cities")
    rows = City.objects.published().order_by(*(key.order for key in BY_NAME))
    before = min(int(listed * DEEP), listed - SIZE - 2)  # a whole page, and more after it
    place = rows.values_list(*(key.field for key in BY_NAME))[before]
    deep = f"{first}?{urlencode({'after': APART.join(map(str, place))})}"
    return [
        Page(f"directory of {listed:,}{where}", _readers(path, drawn_before=True), statements=3)
        for where, path in (("", first), (", deep", deep))
    ]


def _public(name: str, path: str, **goals: Any) -> list[Page]:
    return [
        Page(name, _readers(path, drawn_before=True), **goals),
        Page(f"{name}, drawn anew", _readers(path)),
    ]


def _readers(path: str, **asked: Any) -> Callable[[], Sequence[Visitor]]:
    return lambda: [Visitor(path, **asked) for _number in range(CONNECTIONS)]


def cookies(session: str) -> str:
    return f"{settings.SESSION_COOKIE_NAME}={session}; {settings.CSRF_COOKIE_NAME}={CSRF}"


def _commitments(world: World) -> list[str]:
    """The forms of the first commitments that are assigned to the reviewer."""
    member = world.review.member
    reference = member.panel.application.reference
    assigned = member.assigned.order_by("commitment__position").values_list(
        "commitment__code", flat=True
    )
    codes = list(dict.fromkeys(assigned))[:CONNECTIONS]
    assert len(codes) == CONNECTIONS
    return [reverse("accreditation:review_commitment", args=[reference, code]) for code in codes]
