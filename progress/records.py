"""Where does a city stand under an edition: what is answered, what is lacking, how far is it?

Everything here costs the same few statements however long the edition is.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.db.models import (
    BigAutoField,
    BooleanField,
    Case,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models.functions import Length

from accounts.worded import worded_once
from cities.models import City
from commitments.choices import CountsAs
from commitments.levels import Assessed, Earlier, GroupLine, Record
from commitments.models import Framework, Requirement
from progress.choices import AnswerState
from progress.completeness import is_complete
from progress.edition import Edition, edition_of
from progress.models import Answer, Citation, GroupResult, Measure

SAID = (
    "requirement_id", "step", "special", "state", "version", "law", "body", "until", "text_length",
    "how_length", "cites", "is_marked",
)  # fmt: skip
TO_LOOK_AT = Q(carried__is_changed=True, carried__version=F("version"))


class Line(NamedTuple):
    """What an answer says of one requirement, without its long texts."""

    step: int | None = None
    special: str = ""
    state: str = AnswerState.DRAFT
    version: int = 0
    text: str = ""  # a dash where there is a text: only whether there is one is read
    law: str = ""
    body: str = ""
    how: str = ""
    until: date | None = None
    cites: bool = False
    is_marked: bool = False  # its question has changed, and nobody has looked since

    @property
    def exists(self) -> bool:
        return self.version > 0


@dataclass(frozen=True)
class Sheet:
    """All of a city's answers under one edition, at a glance."""

    edition: Edition
    lines: Mapping[int, Line]  # by requirement

    def read_in(self, worded: Edition) -> "Sheet":
        """The same answers beside the edition's words in another language; for showing only."""
        return Sheet(worded, self.lines)

    def line(self, requirement: Requirement) -> Line:
        return self.lines.get(requirement.pk, Line())

    def is_answered(self, requirement: Requirement) -> bool:
        """Whether all that is asked has been said, be it in a draft."""
        line = self.line(requirement)
        return is_complete(line, self.edition.specials.get(line.special))

    def marked(self) -> list[Requirement]:
        """Those whose question has changed since they were answered."""
        return [one for one in self.edition.requirements.values() if self.line(one).is_marked]

    def unanswered(self) -> list[Requirement]:
        return [one for one in self.edition.requirements.values() if not self.is_answered(one)]


def sheet_of(city: City, framework: Framework, *, evidence: bool = True) -> Sheet:
    """Every answer of the city under this edition; one statement.

    Without ``evidence`` no line says whether it cites any, which is cheaper.
    """
    rows = _lines(evidence, city=city, framework=framework)
    return Sheet(edition_of(framework), {row[0]: _line(*row[1:]) for row in rows})


def sheets_of(editions: Mapping[int, Framework]) -> dict[int, Sheet]:
    """The same for several cities by their keys, each under its edition, without evidence.

    One statement, and none for no city.
    """
    lines: dict[int, dict[int, Line]] = {city: {} for city in editions}
    if editions:
        under = {framework.pk for framework in editions.values()}
        answers = Answer.objects.filter(city__in=editions, requirement__framework__in=under)
        for city, requirement, *said in _said(answers, evidence=False).values_list("city", *SAID):
            lines[city][requirement] = _line(*said)
    return {city: Sheet(edition_of(editions[city]), mine) for city, mine in lines.items()}


def _line(
    step: int | None, special: str, state: str, version: int, law: str, body: str,
    until: date | None, text: int, how: int, cites: bool, is_marked: bool,
) -> Line:  # fmt: skip
    return Line(
        step, special, state, version, _dash(text), law, body, _dash(how), until, cites, is_marked
    )


@worded_once(city=BigAutoField(), framework=BigAutoField())
def _lines(evidence: bool, city: City, framework: Framework) -> QuerySet[Answer, tuple]:
    return _said(Answer.objects.of(city, framework), evidence=evidence).values_list(*SAID)


def _said(answers: QuerySet[Answer], *, evidence: bool) -> QuerySet[Any]:
    """These answers with what ``SAID`` names."""
    cited = Exists(Citation.objects.filter(answer=OuterRef("pk")))
    return answers.order_by().annotate(
        text_length=Length("text"),
        how_length=Length("how"),
        cites=cited if evidence else Value(False, BooleanField()),
        is_marked=Case(When(TO_LOOK_AT, then=True), default=False),
    )


def _dash(length: int) -> str:
    return "–" if length else ""


def unanswered(city: City, framework: Framework) -> list[Requirement]:
    """Requirements without a complete answer, in the edition's order."""
    return sheet_of(city, framework).unanswered()


def not_agreed(sheet: Sheet) -> list[Requirement]:
    """Requirements that are answered, and whose answer the lead has not agreed yet."""
    return [
        one
        for one in sheet.edition.requirements.values()
        if sheet.is_answered(one) and sheet.line(one).state != AnswerState.AGREED
    ]


def core_without_evidence(city: City, framework: Framework) -> list[Requirement]:
    """Core requirements claimed at the scale's second step or above that cite no evidence."""
    return without_evidence(sheet_of(city, framework))


def without_evidence(sheet: Sheet, *, core: bool = True) -> list[Requirement]:
    """Core requirements, or else the others, whose answer claims something and cites nothing."""
    return [
        one
        for one in sheet.edition.requirements.values()
        if one.is_core == core and claims(sheet.line(one).step, one) and not sheet.line(one).cites
    ]


def claims(step: int | None, requirement: Requirement) -> bool:
    """Whether an answer at this step says that something is done: the scale's second or above."""
    values = sorted(requirement.labels)
    return step is not None and len(values) > 1 and step >= values[1]


def record_of(city: City, framework: Framework) -> Record:
    """The city's own view as plain values; what only a review can settle is left open."""
    return record_from(city, sheet_of(city, framework))


def record_from(city: City, sheet: Sheet, recommended: Iterable[Measure] | None = None) -> Record:
    """Like ``record_of``; ``recommended``: measures of earlier reviews, where read before."""
    edition = sheet.edition
    results = GroupResult.objects.filter(city=city)
    measures = city.measures.recommended() if recommended is None else recommended
    return Record(
        requirements=[_assessed(one, sheet) for one in edition.requirements.values()],
        pillars={pillar.code: pillar.title for pillar in edition.pillars},
        groups=[GroupLine(result.group, result.is_complete) for result in results],
        size=edition.size_of(city.population),
        earlier=[Earlier(measure.origin, measure.is_answered) for measure in measures],
    )


def _assessed(requirement: Requirement, sheet: Sheet) -> Assessed:
    line = sheet.line(requirement)
    counts_as = sheet.edition.counts_as(line.special)
    return Assessed(
        code=requirement.code,
        commitment=requirement.commitment.code,
        pillar=requirement.commitment.pillar.code,
        is_core=requirement.is_core,
        step=line.step if counts_as in ("", CountsAs.OWN_POWERS) else None,
        labels=requirement.labels,
        excluded=counts_as == CountsAs.EXCLUDED and sheet.is_answered(requirement),
        answered=sheet.is_answered(requirement),
    )


@dataclass(frozen=True)
class Progress:
    """How many requirements of a part are how far; never a share, never a sum of steps."""

    code: str
    title: str
    requirements: int
    answered: int
    ready: int  # ready or agreed
    agreed: int
    evidence: int
    parts: Sequence["Progress"] = ()


def progress_of(city: City, framework: Framework) -> list[Progress]:
    """How far the record is, pillar by pillar, each with its commitments."""
    return progress_from(sheet_of(city, framework))


def progress_from(sheet: Sheet) -> list[Progress]:
    found = []
    for pillar in sheet.edition.pillars:
        parts = [
            _counted(each.code, each.title, each.requirements.all(), sheet)
            for each in pillar.commitments.all()
        ]
        every = [one for each in pillar.commitments.all() for one in each.requirements.all()]
        found.append(_counted(pillar.code, pillar.title, every, sheet, parts))
    return found


def _counted(
    code: str,
    title: str,
    requirements: Iterable[Requirement],
    sheet: Sheet,
    parts: Sequence[Progress] = (),
) -> Progress:
    of = list(requirements)
    states = [sheet.line(one).state for one in of]
    return Progress(
        code=code,
        title=title,
        requirements=len(of),
        answered=sum(sheet.is_answered(one) for one in of),
        ready=sum(state != AnswerState.DRAFT for state in states),
        agreed=sum(state == AnswerState.AGREED for state in states),
        evidence=sum(sheet.line(one).cites for one in of),
        parts=parts,
    )


def measures_as_said(city: City) -> list[dict[str, str]]:
    """The city's plan as plain values, to be kept as it stands today."""
    return [
        {
            "title": measure.title,
            "origin": measure.origin,
            "owner": measure.owner,
            "due_on": measure.due_on.isoformat() if measure.due_on else "",
            "state": measure.state,
            "account": measure.account,
        }
        for measure in Measure.objects.filter(city=city)
    ]
