"""All that is weighed when a city is placed on an edition's levels."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Assessed:
    """One requirement and the step it has reached.

    ``step`` is None where there is none (not answered, not known yet); ``labels`` names the steps
    of its scale by value; ``excluded`` marks one that does not apply and is left out.
    """

    code: str
    commitment: str
    pillar: str
    is_core: bool
    step: int | None
    labels: Mapping[int, str]
    excluded: bool = False
    answered: bool = True

    def label(self, value: int) -> str:
        return self.labels.get(value, str(value))


@dataclass(frozen=True)
class GroupLine:
    """A group at risk for which results are shown; ``confirmed`` is None until a panel decides."""

    group: str
    complete: bool
    confirmed: bool | None = None


@dataclass(frozen=True)
class Earlier:
    """A recommendation of an earlier cycle."""

    code: str
    answered: bool


@dataclass(frozen=True)
class Record:
    """A city's own view (nothing settled yet) or a panel's.

    ``pillars`` maps codes to titles. ``grave_concerns`` and ``reasoned`` are None where only a
    review can decide; ``reasoned`` holds the codes of levels the panel has given reasons for.
    """

    requirements: Sequence[Assessed]
    pillars: Mapping[str, str]
    groups: Sequence[GroupLine] = ()
    size: str = ""
    earlier: Sequence[Earlier] = ()
    grave_concerns: int | None = None
    reasoned: Collection[str] | None = None

    @property
    def settled(self) -> bool:
        """Whether this is a panel's view, in which nothing is left to a review."""
        return self.grave_concerns is not None

    @property
    def applicable(self) -> list[Assessed]:
        return [requirement for requirement in self.requirements if not requirement.excluded]


@dataclass(frozen=True)
class Lack:
    """One thing lacking, as a sentence.

    ``requirement`` is the code it concerns, if any, and ``asked`` the step asked of it.
    ``by_review`` marks what only a review can settle: shown apart, never as lacking.
    """

    text: str
    requirement: str = ""
    by_review: bool = False
    asked: int | None = None
