"""The level a panel's settled values reach, and what each level lacks in them."""

from dataclasses import dataclass, replace

from accreditation.choices import Outcome, Settled
from accreditation.models import (
    Application,
    GroupView,
    MeasureView,
    ReasonedFinding,
    Recommendation,
    Settlement,
)
from commitments.levels import Assessed, Earlier, GroupLine, Lack, Record, Rung, reached
from office.reading import read_once

LOWEST, HIGHEST = "lowest", "highest"


@dataclass(frozen=True)
class Standing:
    """Levels worked out with the lower and with the higher of what could not be settled."""

    low: Rung | None
    high: Rung | None
    lacking: dict[str, list[Lack]]  # level code → what it lacks, with the lower values

    @property
    def differs(self) -> bool:
        return _code(self.low) != _code(self.high)

    def codes(self) -> set[str]:
        """The levels that need no explanation; an empty code is “no level”."""
        return {_code(self.low), _code(self.high)}


@read_once
def standing_of(application: Application) -> Standing:
    """What the panel's values reach (design §5, “Settling”)."""
    rungs = application.framework.rungs()
    low, high = records_of(application)
    return Standing(
        low=reached(low, rungs),
        high=reached(high, rungs),
        lacking={rung.code: rung.lacking(low) for rung in rungs},
    )


def differs_from_worked_out(recommendation: Recommendation) -> bool:
    """Whether it proposes a level that needs an explanation; one that is made keeps what it was
    measured by.
    """
    if recommendation.outcome not in (Outcome.LEVEL, Outcome.NO_LEVEL):
        return False
    proposed = recommendation.level.code if recommendation.level else ""
    if recommendation.made_on:
        return proposed not in (recommendation.reached_low, recommendation.reached_high)
    return proposed not in standing_of(recommendation.application).codes()


@read_once
def settlements_of(application: Application) -> list[Settlement]:
    """What the panel settled, in the order of the edition, with what its values mean."""
    settlements = application.settlements.select_related(
        "requirement__commitment__pillar", "requirement__scale"
    ).prefetch_related("requirement__scale__steps")
    return list(settlements.order_by("requirement__commitment__position", "requirement__position"))


@read_once
def reasoned_of(application: Application) -> list[ReasonedFinding]:
    """The panel's reasoned findings, with their levels."""
    return list(application.reasoned.select_related("level"))


def records_of(application: Application) -> tuple[Record, Record]:
    """The record as the panel settled it, with the lower and with the higher of the values it
    passed on; read once for both.
    """
    framework, filing = application.framework, application.filing
    counts = {one.key: one.counts_as for one in framework.special_answers.all()}
    statement = getattr(application, "statement", None)
    settlements = settlements_of(application)
    low = Record(
        requirements=[_assessed(settlement, counts, LOWEST) for settlement in settlements],
        pillars=dict(framework.pillars.values_list("code", "title")),
        groups=[
            GroupLine(view.filed.label, view.filed.is_complete, bool(view.confirmed))
            for view in GroupView.objects.filter(filed__filing=filing).select_related("filed")
        ],
        size=filing.profile.get("size_class", "") if filing else "",
        earlier=[
            Earlier(view.filed.origin, bool(view.answered))
            for view in MeasureView.objects.filter(filed__filing=filing).select_related("filed")
        ],
        grave_concerns=int(bool(statement and statement.grave_concern)),
        reasoned=frozenset(one.level.code for one in reasoned_of(application) if one.holds),
    )
    high = [_assessed(settlement, counts, HIGHEST) for settlement in settlements]
    return low, replace(low, requirements=high)


def _assessed(settlement, counts: dict[str, str], passed_on: str) -> Assessed:
    requirement = settlement.requirement
    value = settlement.found
    if settlement.how == Settled.PASSED_ON:
        value = getattr(settlement, passed_on)
    return Assessed(
        code=requirement.code,
        commitment=requirement.commitment.code,
        pillar=requirement.commitment.pillar.code,
        is_core=requirement.is_core,
        step=int(value) if value.isdigit() else None,
        labels={step.value: step.label for step in requirement.scale.steps.all()},
        excluded=counts.get(value) == "excluded",
    )


def _code(rung: Rung | None) -> str:
    return rung.code if rung else ""
