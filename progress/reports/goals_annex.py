"""The annex for a Voluntary Local Review: what the record says, by goal and target."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from cities.models import City
from commitments.models import Framework
from office.days import today
from progress.choices import AnswerState
from progress.goals import Goal, Said, goals_of
from progress.indicators.laid import Cell, Laid

from .heading import Authority, Marks, authority_of, marks_of
from .room import shortened

LONGEST = 700  # signs of an answer
READINGS = 8  # the newest of everybody; the chart has all


@dataclass(frozen=True)
class Line:
    """An answer in the annex; ``above`` is the goal under which its text stands already."""

    code: str
    text: str
    label: str
    special: str
    words: str
    above: str


@dataclass(frozen=True)
class Plan:
    title: str
    owner: str
    due: date | None
    state: str


@dataclass(frozen=True)
class Served:
    code: str
    title: str
    targets: list[str]
    lines: list[Line]
    measures: list[Plan]


@dataclass(frozen=True)
class Group:
    """The newest reading of one group; a word where its number is not told."""

    label: str
    when: str
    words: str


@dataclass(frozen=True)
class Measured:
    """An indicator over time: what its chart is drawn from, the newest readings, and groups."""

    name: str
    unit: str
    targets: list[str]
    source: str
    chart: dict[str, Any] | None
    readings: list[Group]
    groups: list[Group]


@dataclass(frozen=True)
class GoalHere:
    code: str
    title: str
    targets: list[str]
    served: list[Served]
    measured: list[Measured]


@dataclass(frozen=True)
class GoalsAnnex:
    """The whole document. Drafts are not in it; ``drafts`` says how many there are."""

    marks: Marks
    authority: Authority
    edition: str
    language: str
    dated: date
    goals: list[GoalHere]
    drafts: int


def goals_annex(city: City, framework: Framework) -> GoalsAnnex:
    """The record as it stands today, in the language that is active."""
    goals = goals_of(city, framework)
    told: dict[str, str] = {}
    return GoalsAnnex(
        marks=marks_of(city, framework),
        authority=authority_of(city),
        edition=shortened(str(framework), 110),
        language=framework.language,
        dated=today(),
        goals=[_goal(each, told) for each in goals],
        drafts=len({each.requirement.pk for goal in goals for part in goal.parts
                    for each in part.said if each.answer and not _stands(each)}),
    )  # fmt: skip


def _stands(said: Said) -> bool:
    return said.answer is not None and said.answer.state != AnswerState.DRAFT


def _goal(goal: Goal, told: dict[str, str]) -> GoalHere:
    served = [
        Served(
            code=part.commitment.code,
            title=part.commitment.title,
            targets=part.targets,
            lines=[_line(each, goal.code, told) for each in part.said if _stands(each)],
            measures=[
                Plan(
                    shortened(each.measure.title, 200),
                    shortened(each.measure.owner, 80),
                    each.measure.due_on,
                    str(each.measure.state_in_words),
                )
                for each in part.measures
            ],
        )
        for part in goal.parts
    ]
    return GoalHere(
        code=goal.code,
        title=goal.title,
        targets=[f"{code} {label}".strip() for code, label in goal.targets.items()],
        served=[each for each in served if each.lines or each.measures],
        measured=[_measured(each, goal.code) for each in goal.measured if each.lines],
    )


def _measured(laid: Laid, goal: str) -> Measured:
    series, total = laid.series, laid.total
    return Measured(
        name=series.name,
        unit=series.unit_in_words,
        targets=[target for target in series.targets if target.split(".")[0] == goal],
        source=shortened(series.source, 200),
        chart=total.chart() if total else None,
        readings=[_of(cell, "") for cell in total.cells[-READINGS:]] if total else [],
        groups=[_of(line.latest, line.label) for line in laid.groups],
    )


def _of(cell: Cell, label: str) -> Group:
    return Group(label, cell.reading.period_in_words, cell.words)


def _line(said: Said, goal: str, told: dict[str, str]) -> Line:
    code = said.requirement.code
    above = told.setdefault(code, goal)
    text = said.answer.text if said.answer and above == goal else ""
    return Line(
        code=code,
        text=said.requirement.text,
        label=said.label,
        special=said.special,
        words=shortened(text, LONGEST) if text else "",
        above="" if above == goal else above,
    )
