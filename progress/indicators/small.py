"""Which values would tell of single people, and which others would give them away?

A plain module: no database, no request.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from math import ceil, floor

# Fewer people than this are never told of. Offices of statistics take between three and ten; ten
# is the bar the British one sets for what researchers take out of its safe room, and the most
# cautious in common use. A town is small and knows its people.
SMALL = 10
COUNTS = "count"  # the unit whose value is itself a number of people, where it is about people
# Of a share or a rate of so many people, how many it is true of is the value by this. A ratio up
# to one is taken for a share, since that is how some write it.
PER = {
    "percent": 100,
    "ratio": 1,
    "per_1000": 1_000,
    "per_10000": 10_000,
    "per_100000": 100_000,
}
MOST_SUMS = 1_000  # looked through beside one total; where there are more, one is held to give away


@dataclass(frozen=True)
class Held:
    """A value of everybody, or of one group. Of few people it has no numbers."""

    group: str
    value: Decimal | None = None
    people: int | None = None
    few: bool = False
    whole_year: bool = False


@dataclass(frozen=True)
class Span:
    """A number of people as nearly as it can be worked out from what is told."""

    least: int
    near: int
    most: int

    def __sub__(self, other: "Span") -> "Span":
        return Span(self.least - other.most, self.near - other.near, self.most - other.least)

    @property
    def may_be_few(self) -> bool:
        """Whether there may be some, and fewer than may be told of. Of nobody may be told."""
        return self.least < SMALL and self.most > 0


def asks_people(unit: str) -> bool:
    """Whether a value of everybody has to say of how many people it is, beside those of groups."""
    return unit != COUNTS


def is_small(
    unit: str, value: Decimal | None, people: int | None, *, of_people: bool = False
) -> bool:
    """Whether the value tells of fewer people than may be told of.

    It does where it is of few, where it may be true of few, and where it may be untrue of few: a
    quarter of twelve people are three, three of four thousand are three, and 2 percent of five
    hundred were rounded from something between eight and twelve. ``of_people``: it is known to be
    about people, although it does not say of how many.
    """
    if people is not None and people < SMALL:
        return True
    if value is None or (people is None and not of_people):
        return False
    told = worked_out(unit, value, people)
    return any(told[name].may_be_few for name in told if name != "of")


def worked_out(unit: str, value: Decimal, people: int | None) -> dict[str, Span]:
    """Of how many people a value is, how many it is true of, and how many not, where it tells."""
    found = {} if people is None else {"of": Span(people, people, people)}
    true = _true_of(unit, value, people)
    if true is not None:
        found["true of"] = true
        if people is not None and true.near <= people:
            found["not true of"] = found["of"] - true
    return found


def _true_of(unit: str, value: Decimal, people: int | None) -> Span | None:
    if unit == COUNTS:
        return Span(int(value), int(value), int(value))
    per = PER.get(unit)
    if per is None or people is None or value < 0 or (unit == "ratio" and value > 1):
        return None  # a change, a mean, or twice as many: no number of people is behind it
    if value in (0, per):  # nobody, and everybody: told as it is
        exact = 0 if value == 0 else people
        return Span(exact, exact, exact)
    number = value * people / per
    off = _half_of_last_place(value) * people / per
    near = int(number.quantize(Decimal(1), ROUND_HALF_UP))
    least = min(max(ceil(number - off), 0), near)
    return Span(least, near, max(floor(number + off), near, 1))


def _half_of_last_place(value: Decimal) -> Decimal:
    """How far off a value may be that was rounded before: 0.5 for 12, and 0.05 for 12.5."""
    exponent = value.normalize().as_tuple().exponent
    return Decimal("0.5").scaleb(min(exponent, 0) if isinstance(exponent, int) else 0)


def kept_back(unit: str, together: Iterable[Held]) -> set[Held]:
    """The groups whose values would give away what is told of fewer people, by subtraction.

    ``together`` are the totals of one day, that of the year it ends included, and what somebody
    may take for parts of them (``near``). What any groups that are told leave of a total has to be
    nobody or enough people: of those it is of, of those it is true of, and of those it is not.
    Where a total does not say of how many people it is, that cannot be known, and no group beside
    it is told.
    """
    held = [each for each in together if not each.few]
    totals = [each for each in held if not each.group]
    groups = [each for each in held if each.group]
    if asks_people(unit) and any(total.people is None for total in totals):
        return set(groups)
    hidden = {each for each in groups if each.people is None} if totals else set()
    spans = {each: _worked_out(unit, each) for each in groups}
    for total in totals:
        for name, whole in _worked_out(unit, total).items():
            while giving := _giving_away(
                whole, [(each, spans[each].get(name)) for each in groups if each not in hidden],
            ):  # fmt: skip
                hidden.add(min(giving, key=lambda one: (one.people or 0, one.group)))
    return hidden


def _worked_out(unit: str, held: Held) -> dict[str, Span]:
    return {} if held.value is None else worked_out(unit, held.value, held.people)


def _giving_away(whole: Span, told: Sequence[tuple[Held, Span | None]]) -> list[Held]:
    """Some of those that are told which together leave too few of the whole; or else nobody."""
    parts = sorted(
        ((each, span) for each, span in told if span is not None and span.near > 0),
        key=lambda part: -part[1].near,
    )
    rest = sum(span.most for _each, span in parts)
    sums: list[tuple[Span, list[Held]]] = [(whole, [])]
    for each, span in parts:
        more = [(left - span, [*taken, each]) for left, taken in sums if left.most > span.least]
        for left, taken in more:
            if left.may_be_few:
                return taken
        rest -= span.most
        sums = [(left, taken) for left, taken in sums + more if left.least - rest < SMALL]
        if len(sums) > MOST_SUMS:
            return [one for one, _span in parts]
    return []
