"""What a record says of the Sustainable Development Goals: answers, measures, readings by goal."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from cities.models import City
from commitments.choices import Catalogue
from commitments.models import CatalogueEntry, Commitment, Framework, Requirement
from progress.cells import harmless
from progress.edition import edition_of
from progress.indicators.figures import as_plain
from progress.indicators.laid import Laid, all_laid_out
from progress.models import Answer, Measure, ServedRequirement

HEADINGS = ("goal", "targets", "commitment", "requirement", "kind", "says", "step", "special",
            "state", "owner", "due", "period", "group", "value", "unit", "people",
            "source")  # fmt: skip


@dataclass(frozen=True)
class Said:
    """One requirement and what is answered; ``answer`` is None where nothing is."""

    requirement: Requirement
    answer: Answer | None
    label: str
    special: str


@dataclass(frozen=True)
class Planned:
    """A measure, and the codes of the requirements here that it is for."""

    measure: Measure
    codes: list[str]


@dataclass
class Part:
    """A commitment under a goal, with the targets of that goal it serves."""

    commitment: Commitment
    targets: list[str]
    said: list[Said] = field(default_factory=list)
    planned: dict[int, Planned] = field(default_factory=dict)

    @property
    def measures(self) -> list[Planned]:
        return list(self.planned.values())


@dataclass
class Goal:
    code: str
    title: str
    targets: dict[str, str]  # code → label, those that some commitment serves
    parts: list[Part] = field(default_factory=list)
    measured: list[Laid] = field(default_factory=list)

    @property
    def answered(self) -> int:
        return sum(each.answer is not None for part in self.parts for each in part.said)

    @property
    def requirements(self) -> int:
        return sum(len(part.said) for part in self.parts)


def goals_of(city: City, framework: Framework) -> list[Goal]:
    """Each goal that commitments serve or readings are of, in order. Six statements.

    What serves several goals stands under each of them: nothing is added up.
    """
    edition = edition_of(framework)
    answers = {each.requirement_id: each for each in Answer.objects.of(city, framework).order_by()}
    measures: dict[int, list[Measure]] = {}
    served = ServedRequirement.objects.filter(measure__city=city).select_related("measure")
    for link in served.order_by("measure__due_on", "measure_id"):
        measures.setdefault(link.requirement_id, []).append(link.measure)
    labels = edition.labels[Catalogue.SDG_TARGETS]
    goals: dict[str, Goal] = {}
    for code, title in CatalogueEntry.objects.labels(Catalogue.SDG_GOALS).items():
        goals[code] = Goal(code, title, {})
    for commitment in edition.commitments.values():
        for goal, targets in _served(commitment.links.get("sdg", ())).items():
            here = goals.setdefault(goal, Goal(goal, "", {}))
            here.targets.update({target: labels.get(target, "") for target in targets})
            here.parts.append(_part(commitment, targets, answers, measures, edition.specials))
    for laid in all_laid_out(city):
        for goal, targets in _served(laid.series.targets).items():
            here = goals.setdefault(goal, Goal(goal, "", {}))
            here.targets.update({target: labels.get(target, "") for target in targets})
            here.measured.append(laid)
    for each in goals.values():
        each.targets = dict(sorted(each.targets.items(), key=lambda item: _place(item[0])))
    return [each for each in goals.values() if each.parts or each.measured]


def rows_of(goals: Sequence[Goal]) -> Iterator[list[Any]]:
    """The same as a table, for a spreadsheet: no cell of it is a formula."""
    yield list(HEADINGS)
    for goal in goals:
        for part in goal.parts:
            name = f"{part.commitment.code} {part.commitment.title}"
            head = [goal.code, " ".join(part.targets), name]
            for each in part.said:
                answer = each.answer
                state = str(answer.get_state_display()) if answer else _("No answer yet")
                text = answer.text if answer else ""
                yield _row([*head, each.requirement.code, "answer", text, each.label,
                            each.special, state])  # fmt: skip
            for planned in part.measures:
                measure, codes = planned.measure, " ".join(planned.codes)
                due = measure.due_on.isoformat() if measure.due_on else ""
                yield _row([*head, codes, "measure", measure.title, "", "",
                            str(measure.state_in_words), measure.owner, due])  # fmt: skip
        for laid in goal.measured:
            targets = " ".join(_served(laid.series.targets)[goal.code])
            yield from _readings(goal.code, targets, laid)


def _readings(goal: str, targets: str, laid: Laid) -> Iterator[list[Any]]:
    """A row each; of what is not told there is a word in place of a number."""
    series = laid.series
    head = [goal, targets, "", " ".join(series.requirements), "reading", series.name, "", ""]
    for line in laid.lines:
        for cell in line.cells:
            state = cell.instead if cell.value is None else ""
            value = "" if cell.value is None else as_plain(cell.value)
            yield _row([*head, state, "", "", cell.reading.period, line.label, value, series.unit,
                        cell.people, cell.reading.source or series.source])  # fmt: skip


def _row(cells: list[Any]) -> list[Any]:
    return [harmless(cell) for cell in cells] + [""] * (len(HEADINGS) - len(cells))


def _served(targets: Sequence[Any]) -> dict[str, list[str]]:
    """Goal → its targets among these."""
    served: dict[str, list[str]] = {}
    for target in sorted(map(str, targets), key=_place):
        served.setdefault(target.split(".")[0], []).append(target)
    return served


def _place(target: str) -> tuple[int, bool, int, str]:
    """Targets in the order of the goals: numbers first, then letters (10.2, 10.7, 10.a)."""
    goal, _dot, rest = target.partition(".")
    number = int(rest) if rest.isdecimal() else 0
    return int(goal) if goal.isdecimal() else 99, not rest.isdecimal(), number, rest


def _part(
    commitment: Commitment,
    targets: list[str],
    answers: dict[int, Answer],
    measures: dict[int, list[Measure]],
    specials: Any,
) -> Part:
    part = Part(commitment, targets)
    for requirement in commitment.requirements.all():
        answer = answers.get(requirement.pk)
        step = answer.step if answer else None
        special = specials.get(answer.special) if answer else None
        label = requirement.labels.get(step, "") if step is not None else ""
        part.said.append(Said(requirement, answer, label, special.label if special else ""))
        for measure in measures.get(requirement.pk, ()):
            here = part.planned.setdefault(measure.pk, Planned(measure, []))
            here.codes.append(requirement.code)
    return part
