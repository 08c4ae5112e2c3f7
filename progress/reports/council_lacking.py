"""What the council reads of what is lacking for the next level: a line for each commitment."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum

from django.utils.translation import gettext as _

from cities.models import City
from commitments.levels import Lack, next_rung
from commitments.models import Requirement
from progress.edition import Edition
from progress.lacking import told_once
from progress.records import Sheet, record_from

from .room import Fitted, lines_of, shortened, width

Turn = tuple[int, int]
LONGEST, LEAST = 170, 40  # signs of a line, and of a name in it at least


@dataclass(frozen=True)
class Named:
    """A line in which a commitment is named; ``name`` is in the words of the edition."""

    code: str
    name: str
    text: str

    def shortened(self) -> "Named":
        text = shortened(self.text, LONGEST - LEAST if self.name else LONGEST)
        name = shortened(self.name, max(LONGEST - round(width(text)), LEAST))
        return Named(self.code, name, text)

    @property
    def lines(self) -> int:
        """How many it takes, with the mark of a name that is not translated."""
        mark = _("not translated yet") if getattr(self.name, "is_marked", False) else ""
        return lines_of(f"{self.code} {self.name} {mark}: {self.text}")


class Gap(IntEnum):
    """How a requirement falls short, what weighs most first."""

    BELOW = 1
    UNKNOWN = 2
    OPEN = 3


@dataclass(frozen=True)
class Next:
    """The next level, and in words what the record lacks for it."""

    title: str
    lacking: Fitted
    by_review: int
    note: str = ""  # what the numbers count


def next_level(city: City, sheet: Sheet, worded: Edition, *, lines: int) -> Next | None:
    """The level the record may reach next, and as much of what it lacks as ``lines`` hold."""
    record = record_from(city, sheet)
    level = next_rung(record, sheet.edition.rungs)
    if level is None:
        return None
    lacks = told_once(level.lacking(record))
    return Next(
        title=shortened(level.title, 40),
        lacking=_fitted_in_turn(list(_named(sheet, worded, lacks)), lines),
        by_review=sum(lack.by_review for lack in lacks),
        note=_("By commitment; each number counts requirements of it."),
    )


def _named(sheet: Sheet, worded: Edition, lacks: list[Lack]) -> Iterator[tuple[Turn, Named]]:
    """What is lacking, a line for each commitment: a council does not know the codes.

    First what concerns no single requirement, then what is answered and falls short, then what is
    not known or not answered yet. Each with its turn: of what weighs the same a pillar has one
    after the other, so that none falls away where there is not room for all.
    """
    gaps: dict[str, Counter[Gap]] = {}
    for lack in lacks:
        requirement = worded.requirements.get(lack.requirement)
        if lack.by_review:
            continue
        if requirement is None:
            yield (0, 0), Named("", "", lack.text)
            continue
        found = gaps.setdefault(requirement.commitment.code, Counter())
        found[_gap_of(sheet, sheet.edition.requirements[requirement.code])] += 1
    turns: Counter[tuple[int, Gap]] = Counter()
    for code, found in sorted(gaps.items(), key=lambda one: min(one[1])):
        commitment, weight = worded.commitments[code], min(found)
        turns[commitment.pillar_id, weight] += 1
        turn = weight, turns[commitment.pillar_id, weight]
        yield turn, Named("", commitment.title, _counted(found))


def _fitted_in_turn(named: list[tuple[Turn, Named]], lines: int) -> Fitted:
    """Those whose turn comes while there is room, in the order in which they are named."""
    in_turn = sorted(range(len(named)), key=lambda place: named[place][0])
    chosen = fitted_named([named[place][1] for place in in_turn], lines)
    places = sorted(in_turn[: len(chosen.texts)])
    return Fitted([named[place][1].shortened() for place in places], chosen.more)


def _gap_of(sheet: Sheet, requirement: Requirement) -> Gap:
    if not sheet.is_answered(requirement):
        return Gap.OPEN
    return Gap.UNKNOWN if sheet.line(requirement).step is None else Gap.BELOW


def _counted(found: Counter[Gap]) -> str:
    """How many requirements of one commitment fall short, and how."""
    said = {
        Gap.BELOW: _("%(count)d below the step asked for"),
        Gap.UNKNOWN: _("%(count)d not known yet"),
        Gap.OPEN: _("%(count)d not answered yet"),
    }
    return ", ".join(said[gap] % {"count": found[gap]} for gap in Gap if found[gap])


def fitted_named(named: Sequence[Named], lines: int) -> Fitted:
    """As ``fitted``, of lines in which a commitment is named."""
    kept: list[Named] = []
    for one in named:
        short = one.shortened()
        lines -= short.lines
        if lines < 0:
            break
        kept.append(short)
    return Fitted(kept, len(named) - len(kept))
