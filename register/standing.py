"""Where does a city stand on one day? One truth for the directory, the map and the open data."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from accreditation.choices import LABEL_VALID, LabelState, Stage
from register import published
from register.choices import Standing
from register.labels import state_on


@dataclass(frozen=True)
class Stands:
    """What a stranger may know of a city."""

    label: str  # the state of the label it holds; empty without one
    stage: Stage | None  # of the application that is open
    is_self_declared: bool  # and not accredited

    @property
    def is_accredited(self) -> bool:
        return self.label in LABEL_VALID

    @property
    def first(self) -> Standing:
        """The first of what holds, in the order of ``Standing``."""
        holds = {
            Standing.ACCREDITED: self.is_accredited,
            Standing.SUSPENDED: self.label == LabelState.SUSPENDED,
            Standing.UNDER_WAY: self.stage is not None,
            Standing.SELF_DECLARED: self.is_self_declared,
        }
        return next((one for one, is_so in holds.items() if is_so), Standing.TAKES_PART)


def stands_on(day: date, city: Mapping[str, Any]) -> Stands:
    """By the values of a city under the names in ``directory.SHOWN``."""
    label = _label(city, day)
    return Stands(
        label=label,
        stage=published.stage_of(city["under_way__state"] or "", city["confirmed_on"] is not None),
        is_self_declared=city["self_declared"] and label not in LABEL_VALID,
    )


def is_being_renewed(city: Mapping[str, Any]) -> bool:
    """Whether a label that is valid stays so until an application that was filed in time ends."""
    return city["held__renewal"] is not None and city["held__state"] in LABEL_VALID


def _label(city: Mapping[str, Any], day: date) -> str:
    if city["held__state"] is None:
        return ""
    return state_on(
        day,
        city["held__state"],
        city["held__valid_until"],
        is_being_renewed=is_being_renewed(city),
    )
