"""Who has what: each requirement with whoever answers it, and how far each of them is."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from accounts.models import User
from cities.models import City
from cities.rules import department_of
from commitments.models import Requirement
from progress.choices import AnswerState, Part
from progress.edition import Edition
from progress.models import Assignment
from progress.records import Sheet

Key = tuple[int | None, int | None]  # person, department


@dataclass(frozen=True)
class Shares:
    """All assignments of a city, by the part of the record they are about."""

    by_part: Mapping[tuple[str, str], Assignment]

    @classmethod
    def among(cls, rows: Iterable[Assignment]) -> "Shares":
        return cls({(row.part, row.code): row for row in rows})

    def of(self, requirement: Requirement) -> Assignment | None:
        """The narrowest one that counts for this requirement."""
        commitment = requirement.commitment
        for part, code in (
            (Part.REQUIREMENT, requirement.code),
            (Part.COMMITMENT, commitment.code),
            (Part.PILLAR, commitment.pillar.code),
        ):
            if found := self.by_part.get((part, code)):
                return found
        return None


@dataclass
class Holding:
    """What one person or department answers, in the edition's order.

    ``assignment`` is one of theirs. A person has one, in whatever departments' names it was given.
    """

    assignment: Assignment
    requirements: list[Requirement] = field(default_factory=list)
    open: list[tuple[Requirement, date | None]] = field(default_factory=list)
    agreed: int = 0

    @property
    def holder(self) -> str:
        """Who has it, in words."""
        return str(self.assignment.person or self.assignment.department)

    @property
    def answered(self) -> int:
        return len(self.requirements) - len(self.open)

    @property
    def due_on(self) -> date | None:
        """The first day on which something that is still open is due."""
        return min((due for _one, due in self.open if due), default=None)


def shares_of(city: City) -> Shares:
    """One statement."""
    rows = Assignment.objects.filter(city=city).select_related("department", "person")
    return Shares.among(rows.order_by())


def holdings(shares: Shares, sheet: Sheet) -> tuple[list[Holding], list[Requirement]]:
    """What each holder has, and what nobody has."""
    found: dict[Key, Holding] = {}
    nobody = []
    for requirement in sheet.edition.requirements.values():
        share = shares.of(requirement)
        if share is None:
            nobody.append(requirement)
            continue
        key = (share.person_id, None if share.person_id else share.department_id)
        holding = found.setdefault(key, Holding(share))
        _count(holding, requirement, share, sheet)
    return sorted(found.values(), key=lambda one: one.holder.casefold()), nobody


def days_of_open(shares: Shares, sheet: Sheet) -> Iterator[date]:
    """When each requirement is due that somebody has and that is still open."""
    for requirement in sheet.unanswered():
        share = shares.of(requirement)
        if share and share.due_on:
            yield share.due_on


def holding_of(user: User, city: City, shares: Shares, sheet: Sheet) -> Holding | None:
    """What this person answers, alone or with their department; None for nothing."""
    department = department_of(user, city)
    mine: Holding | None = None
    for requirement in sheet.edition.requirements.values():
        share = shares.of(requirement)
        if share is None or not concerns(share, user, department):
            continue
        mine = mine or Holding(share)
        _count(mine, requirement, share, sheet)
    return mine


def concerns(share: Assignment, user: User, department: str) -> bool:
    """Whether it is this person's: given to them, or to their whole department."""
    if share.person_id is not None:
        return share.person_id == user.pk
    theirs = share.department
    return theirs is not None and theirs.name.casefold() == department.casefold()


def unknown_parts(shares: Shares, edition: Edition) -> list[Assignment]:
    """Assignments of parts that this edition does not have."""
    known = {(Part.PILLAR.value, pillar.code) for pillar in edition.pillars}
    known |= {(Part.COMMITMENT.value, code) for code in edition.commitments}
    known |= {(Part.REQUIREMENT.value, code) for code in edition.requirements}
    return [share for key, share in shares.by_part.items() if key not in known]


def by_due_day(
    open_ones: Iterable[tuple[Requirement, date | None]],
) -> Sequence[tuple[Requirement, date | None]]:
    """What is due first stands first; what has no day, last. Equal ones keep their order."""
    return sorted(open_ones, key=lambda one: one[1] or date.max)


def _count(holding: Holding, requirement: Requirement, share: Assignment, sheet: Sheet) -> None:
    holding.requirements.append(requirement)
    if not sheet.is_answered(requirement):
        holding.open.append((requirement, share.due_on))
    elif sheet.line(requirement).state == AnswerState.AGREED:
        holding.agreed += 1
