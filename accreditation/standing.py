"""The level a panel's settled values reach, and what each level lacks in them."""

from dataclasses import dataclass

from accreditation.choices import Settled
from accreditation.models import Application, GroupView, MeasureView, PanelStatement
from commitments.levels import Assessed, Earlier, GroupLine, Lack, Record, Rung, reached
from commitments.models import SpecialAnswer

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


def standing_of(application: Application) -> Standing:
    """What the panel's values reach (design §5, “Settling”)."""
    rungs = application.framework.rungs()
    low = record_of(application, LOWEST)
    return Standing(
        low=reached(low, rungs),
        high=reached(record_of(application, HIGHEST), rungs),
        lacking={rung.code: rung.lacking(low) for rung in rungs},
    )


def record_of(application: Application, passed_on: str) -> Record:
    """The record as the panel settled it; ``passed_on`` says which value of a difference counts."""
    framework = application.framework
    counts = dict(SpecialAnswer.objects.filter(framework=framework).values_list("key", "counts_as"))
    statement = PanelStatement.objects.filter(application=application).first()
    filing = application.filing
    return Record(
        requirements=[
            _assessed(settlement, counts, passed_on)
            for settlement in application.settlements.select_related(
                "requirement__commitment__pillar", "requirement__scale"
            )
            .prefetch_related("requirement__scale__steps")
            .order_by("requirement__commitment__position", "requirement__position")
        ],
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
        reasoned=frozenset(
            application.reasoned.filter(holds=True).values_list("level__code", flat=True)
        ),
    )


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
