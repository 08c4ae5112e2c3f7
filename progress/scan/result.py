"""What a quick scan shows, in words: what stands, what has begun, where to begin. Never a total."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from commitments.models import Requirement
from progress.edition import Edition

from .keeping import Said
from .words import answers_of

STRONG, BEGUN, BEGIN, UNKNOWN = "strong", "begun", "begin", "unknown"


@dataclass(frozen=True)
class Found:
    """One question, with what residents chose and said."""

    requirement: Requirement
    ask: str
    chosen: str
    words: str


@dataclass(frozen=True)
class Part:
    """Questions of one pillar that turned out alike."""

    kind: str
    heading: str
    found: Sequence[Found]


@dataclass(frozen=True)
class PillarFound:
    title: str
    parts: Sequence[Part]


def result_of(edition: Edition, said: Mapping[str, Said]) -> list[PillarFound]:
    """By pillar, in the edition's order; pillars of which nothing was said are left out."""
    held: dict[str, dict[str, list[Found]]] = {}
    for code, ask in edition.scan.items():
        requirement, answer = edition.requirements[code], said.get(code, Said())
        if kind := _kind_of(requirement, answer):
            by_kind = held.setdefault(requirement.commitment.pillar.code, {})
            found = Found(requirement, ask, _chosen(requirement, answer), answer.words)
            by_kind.setdefault(kind, []).append(found)
    return [
        PillarFound(pillar.title, list(_parts(held[pillar.code])))
        for pillar in edition.pillars
        if pillar.code in held
    ]


def open_in(edition: Edition, said: Mapping[str, Said]) -> list[str]:
    """The codes of questions that nobody has answered yet."""
    return [code for code in edition.scan if not said.get(code, Said())]


def _parts(held: Mapping[str, list[Found]]) -> Iterator[Part]:
    headings = {
        STRONG: _("Stands already"),
        BEGUN: _("Has begun"),
        BEGIN: _("Where to begin"),
        UNKNOWN: _("To find out"),
    }
    for kind, heading in headings.items():
        if kind in held:
            yield Part(kind, heading, held[kind])


def _kind_of(requirement: Requirement, answer: Said) -> str:
    """The upper half of the scale stands, the lowest step is where to begin."""
    steps = sorted(requirement.labels)
    if answer.step not in steps:
        return UNKNOWN if answer else ""
    place = steps.index(answer.step)
    if place == 0:
        return BEGIN
    return STRONG if 2 * place >= len(steps) else BEGUN


def _chosen(requirement: Requirement, answer: Said) -> str:
    if answer.step is not None and (line := answers_of(requirement).get(answer.step)):
        return line
    return _("Nobody knew.") if answer.unknown else ""
