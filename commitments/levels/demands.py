"""What a level can ask for: one function a kind, each yielding what is lacking (design §3)."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commitments.choices import DemandKind

from .record import Assessed, Lack, Record


class Term(Enum):
    """The shapes a demand's terms can have; the loader checks documents against them."""

    STEP = "a step of the scale of each requirement it asks about"
    COMMITMENTS = "a list of codes of commitments"
    NUMBER = "a whole number from 1"
    BY_SIZE = "a whole number for each size class"


@dataclass(frozen=True)
class Demand:
    """A kind of demand: the function that says what is lacking, and the terms it takes.

    The terms of a document must be exactly one of ``terms``; those in ``optional`` may be added.
    """

    lacking: Callable[..., Iterator[Lack]]
    terms: tuple[Mapping[str, Term], ...] = ({},)
    optional: Mapping[str, Term] = field(default_factory=dict)


def every_requirement_answered(record: Record, level: str) -> Iterator[Lack]:
    for requirement in record.applicable:
        if not requirement.answered:
            yield Lack(
                _("%(code)s has no answer yet.") % {"code": requirement.code}, requirement.code
            )


def core_at_least(
    record: Record, level: str, value: int, commitments: Collection[str] | None = None
) -> Iterator[Lack]:
    core = (requirement for requirement in record.applicable if requirement.is_core)
    yield from _below(core, value, commitments)


def every_at_least(
    record: Record, level: str, value: int, commitments: Collection[str] | None = None
) -> Iterator[Lack]:
    yield from _below(record.applicable, value, commitments)


def each_pillar_has(record: Record, level: str, value: int) -> Iterator[Lack]:
    asked = next(
        (one.labels[value] for one in record.requirements if value in one.labels), str(value)
    )
    there = {one.pillar for one in record.applicable if one.step is not None and one.step >= value}
    for code, title in record.pillars.items():
        if code not in there:
            yield Lack(
                _("Nothing in “%(pillar)s” is “%(asked)s” yet.") % {"pillar": title, "asked": asked}
            )


def groups_with_results(
    record: Record,
    level: str,
    value: int | None = None,
    by_size: Mapping[str, int] | None = None,
) -> Iterator[Lack]:
    numbers = by_size or {"": value or 0}
    asked = numbers.get(record.size, max(numbers.values()))
    shown = [
        line
        for line in record.groups
        if line.complete and (line.confirmed if record.settled else line.confirmed is not False)
    ]
    if (found := len({line.group for line in shown})) < asked:
        yield Lack(
            ngettext(
                "Results are asked for %(asked)d group at risk; they are shown for %(found)d.",
                "Results are asked for %(asked)d groups at risk; they are shown for %(found)d.",
                asked,
            )
            % {"asked": asked, "found": found}
        )


def earlier_recommendations_answered(record: Record, level: str) -> Iterator[Lack]:
    for recommendation in record.earlier:
        if not recommendation.answered:
            yield Lack(
                _("The earlier recommendation %(code)s is not answered yet.")
                % {"code": recommendation.code}
            )


def no_grave_concern(record: Record, level: str) -> Iterator[Lack]:
    if record.grave_concerns is None:
        yield Lack(_("Whether a grave concern is open is decided in the review."), by_review=True)
    elif record.grave_concerns:
        yield Lack(_("A grave concern is open."))


def reasoned_finding(record: Record, level: str) -> Iterator[Lack]:
    if record.reasoned is None:
        yield Lack(_("Whether the level is borne out is decided in the review."), by_review=True)
    elif level not in record.reasoned:
        yield Lack(_("The panel has not given its reasons for this level yet."))


def _below(
    requirements: Iterable[Assessed], value: int, commitments: Collection[str] | None
) -> Iterator[Lack]:
    for requirement in requirements:
        if commitments is not None and requirement.commitment not in commitments:
            continue
        words = {"code": requirement.code, "asked": requirement.label(value)}
        if not requirement.answered:
            text = _("%(code)s has no answer yet; “%(asked)s” is asked.") % words
        elif requirement.step is None:
            text = _("%(code)s is not known yet; “%(asked)s” is asked.") % words
        elif requirement.step < value:
            words["found"] = requirement.label(requirement.step)
            text = _("%(code)s is “%(found)s”; “%(asked)s” is asked.") % words
        else:
            continue
        yield Lack(text, requirement.code, asked=value)


AT_LEAST: tuple[Mapping[str, Term], ...] = ({"value": Term.STEP},)

DEMANDS: Mapping[str, Demand] = {
    DemandKind.EVERY_REQUIREMENT_ANSWERED: Demand(every_requirement_answered),
    DemandKind.CORE_AT_LEAST: Demand(core_at_least, AT_LEAST, {"commitments": Term.COMMITMENTS}),
    DemandKind.EVERY_AT_LEAST: Demand(every_at_least, AT_LEAST, {"commitments": Term.COMMITMENTS}),
    DemandKind.EACH_PILLAR_HAS: Demand(each_pillar_has, AT_LEAST),
    DemandKind.GROUPS_WITH_RESULTS: Demand(
        groups_with_results, ({"value": Term.NUMBER}, {"by_size": Term.BY_SIZE})
    ),
    DemandKind.EARLIER_RECOMMENDATIONS_ANSWERED: Demand(earlier_recommendations_answered),
    DemandKind.NO_GRAVE_CONCERN: Demand(no_grave_concern),
    DemandKind.REASONED_FINDING: Demand(reasoned_finding),
}
