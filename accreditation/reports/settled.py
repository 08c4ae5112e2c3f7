"""What the panel settled on, by commitment, beside what the city said."""

from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext as _

from accreditation.choices import Settled
from accreditation.models import Application, Filing, Settlement
from commitments.wording import Wording

from .parts import Value, instead_of_a_step, value_of, word_with_its_place


@dataclass(frozen=True)
class Difference:
    """What the panel could not settle: both values, both reasons. The committee weighs them."""

    lower: Value
    higher: Value
    reason_lower: str
    reason_higher: str


@dataclass(frozen=True)
class SettledLine:
    """One requirement: the panel's value and reason, and the city's own value."""

    code: str
    text: str
    is_core: bool
    value: Value
    said: Value | None
    reason: str
    all_alike: bool
    difference: Difference | None


@dataclass(frozen=True)
class SettledCommitment:
    code: str
    title: str
    requirements: list[SettledLine]


@dataclass(frozen=True)
class SettledPillar:
    code: str
    title: str
    question: str
    commitments: list[SettledCommitment]


def valued(
    application: Application, wording: Wording | None = None
) -> list[tuple[Settlement, Value]]:
    """Every settlement in the order of the edition, with its value in words."""
    others = instead_of_a_step(application.framework, wording)
    settlements = list(
        application.settlements.select_related(
            "requirement__commitment__pillar", "requirement__scale"
        )
        .prefetch_related("requirement__scale__steps")
        .order_by(
            "requirement__commitment__pillar__position",
            "requirement__commitment__position",
            "requirement__position",
        )
    )
    if wording:
        for settlement in settlements:
            word_with_its_place(settlement.requirement, wording)
    return [(settlement, _value(settlement, others)) for settlement in settlements]


def settled_pillars(
    filing: Filing, settled: list[tuple[Settlement, Value]], wording: Wording | None = None
) -> list[SettledPillar]:
    others = instead_of_a_step(filing.application.framework, wording)
    said = {answer.requirement_id: answer for answer in filing.answers.all()}

    def line(settlement: Settlement, value: Value) -> SettledLine:
        requirement, answer = settlement.requirement, said.get(settlement.requirement_id)
        found = str(answer.step) if answer and answer.step is not None else ""
        claimed = found or (answer.special if answer else "")
        return SettledLine(
            code=requirement.code,
            text=requirement.text,
            is_core=requirement.is_core,
            value=value,
            said=value_of(requirement, claimed, others) if claimed else None,
            reason=settlement.reason if settlement.how == Settled.SETTLED else "",
            all_alike=settlement.how == Settled.EQUAL,
            difference=_difference(settlement, others),
        )

    return [
        SettledPillar(
            pillar.code,
            pillar.title,
            pillar.question,
            [
                SettledCommitment(
                    commitment.code,
                    commitment.title,
                    [line(settlement, value) for settlement, value in members],
                )
                for commitment, members in groupby(
                    in_pillar, key=lambda pair: pair[0].requirement.commitment
                )
            ],
        )
        for pillar, in_pillar in groupby(
            settled, key=lambda pair: pair[0].requirement.commitment.pillar
        )
    ]


def _value(settlement: Settlement, others: dict[str, str]) -> Value:
    if settlement.how == Settled.PASSED_ON:
        return Value(label=_("Passed on to the committee"))
    if not settlement.found:
        return Value(label=str(Settled.OPEN.label))
    return value_of(settlement.requirement, settlement.found, others)


def _difference(settlement: Settlement, others: dict[str, str]) -> Difference | None:
    if settlement.how != Settled.PASSED_ON:
        return None
    return Difference(
        lower=value_of(settlement.requirement, settlement.lowest, others),
        higher=value_of(settlement.requirement, settlement.highest, others),
        reason_lower=settlement.reason_lower,
        reason_higher=settlement.reason_higher,
    )
