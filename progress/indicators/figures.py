"""How numbers and periods are typed, read and shown; and which of them cannot be."""

import re
from datetime import date
from decimal import Decimal

from django.utils.formats import get_format, number_format
from django.utils.translation import gettext as _

from commitments.choices import UNITS
from progress.models.series import MOST_PEOPLE, PLACES

from .small import SMALL, is_small

SIGNS = {"percent": "%", "euro": "€", "count": "", "ratio": ""}  # others stand in words
MOST = Decimal(99_999_999_999)
BOUNDS = {  # what no reading of this unit can be below or above
    "percent": (Decimal(-100), Decimal(100)),
    "percentage_points": (Decimal(-100), Decimal(100)),
    "count": (Decimal(0), MOST),
    "ratio": (Decimal(0), MOST),
    "per_1000": (Decimal(0), MOST),
    "per_10000": (Decimal(0), MOST),
    "per_100000": (Decimal(0), MOST),
    "days": (Decimal(0), Decimal(36_600)),
    "months": (Decimal(0), Decimal(1_200)),
    "years": (Decimal(0), Decimal(150)),
}
WHOLE = {"count"}
FEW = {"value": None, "people": None, "few": True}  # what is kept of few people
FIRST_YEAR = 1900
SPACES = str.maketrans("", "", " \u00a0\u202f\u2009'’")
MINUS = str.maketrans("−–", "--")
NUMBER = re.compile(r"-?\d+(\.\d+)?")
YEAR = re.compile(r"\d{4}")
DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
DAY_FIRST = re.compile(r"(\d{1,2})[./](\d{1,2})[./](\d{4})")


class Unfit(ValueError):
    """This cannot be taken; says why and what to do in a sentence."""


def number(text: str, *, decimal: str = "") -> Decimal:
    """The number, with a comma or a point as people write them. Raises Unfit.

    ``decimal`` is the mark of the reader's language, which settles what “1,234” is; without it
    such a number is not guessed at.
    """
    plain = text.strip().translate(MINUS).translate(SPACES)
    marks = [sign for sign in plain if sign in ".,"]
    if len(set(marks)) == 2:
        decimal = marks[-1]
    elif len(marks) > 1:
        decimal = "," if marks[0] == "." else "."
    elif marks and _could_be_thousands(plain, marks[0]):
        if not decimal:
            raise Unfit(
                _("“%(text)s” could be in thousands or have three decimals. Write it with no mark "
                  "for thousands, or with one decimal more or less.")
                % {"text": text.strip()[:30]}
            )  # fmt: skip
    elif marks:
        decimal = marks[0]
    whole, _mark, rest = plain.rpartition(decimal) if decimal in marks else (plain, "", "")
    thousands = "," if decimal == "." else "."
    if thousands in whole and re.fullmatch(rf"-?\d{{1,3}}(?:\{thousands}\d{{3}})+", whole):
        whole = whole.replace(thousands, "")
    written = f"{whole}.{rest}" if rest else whole
    if not written.isascii() or not NUMBER.fullmatch(written) or len(written) > 40:
        raise Unfit(
            _("“%(text)s” is no number that can be read. Write it like 1234.5 or 1234,5.")
            % {"text": text.strip()[:30]}
        )
    return Decimal(written)


def _could_be_thousands(plain: str, mark: str) -> bool:
    return re.fullmatch(rf"-?[1-9]\d{{0,2}}\{mark}\d{{3}}", plain) is not None


def typed_number(text: str) -> Decimal:
    """A number as the reader's language writes it. Raises Unfit."""
    return number(text, decimal=get_format("DECIMAL_SEPARATOR"))


def check_value(value: Decimal, unit: str) -> Decimal:
    """The value as it is kept. Raises Unfit for what this unit cannot be."""
    low, high = BOUNDS.get(unit, (-MOST, MOST))
    if not low <= value <= high:
        raise Unfit(
            _("In this unit (%(unit)s) a value lies between %(low)s and %(high)s. Check the number "
              "and the unit.")
            % {"unit": UNITS.get(unit, unit), "low": shown(low), "high": shown(high)}
        )  # fmt: skip
    if unit in WHOLE and value != value.to_integral_value():
        raise Unfit(_("A number of people or things is a whole one. Leave the decimals out."))
    kept = value.quantize(Decimal(1).scaleb(-PLACES))
    if kept != value:
        raise Unfit(_("At most %(places)d decimals can be kept. Round it.") % {"places": PLACES})
    return kept + 0  # no minus before a zero


def check_people(people: int) -> int:
    if not 0 <= people <= MOST_PEOPLE:
        raise Unfit(_("This is no number of people. Check it."))
    return people


def faults(
    unit: str, group: str, value: Decimal | None, people: int | None, few: bool
) -> dict[str, str]:
    """What keeps these numbers from being kept together: a sentence for each field at fault."""
    found = {}
    for name, check in (
        ("value", lambda: None if value is None else check_value(value, unit)),
        ("people", lambda: None if people is None else check_people(people)),
    ):
        try:
            check()
        except Unfit as unfit:
            found[name] = str(unfit)
    if group and value is not None and people is None and not few:
        found["people"] = _(
            "Say of how many people it is; what tells of fewer than %(few)d is not kept."
        ) % {"few": SMALL}
    return found


def kept(
    unit: str, value: Decimal | None, people: int | None, few: bool, *, of_people: bool
) -> dict[str, Decimal | int | bool | None]:
    """What is kept of numbers without fault: of few people that it was so, and nothing else.

    ``of_people``: the series has readings of groups, so that it is about people.
    """
    if few or is_small(unit, value, people, of_people=of_people):
        return dict(FEW)
    if value is None:
        return {"value": None, "people": None, "few": False}
    return {"value": check_value(value, unit), "people": people, "few": False}


def period(text: str, today: date) -> tuple[date, bool]:
    """A year, or a day: (day, whether of the whole year). Raises Unfit."""
    plain = text.strip()
    if YEAR.fullmatch(plain) and plain.isascii():
        return _past(date(max(int(plain), 1), 12, 31), whole=True, today=today), True
    try:
        if found := DAY.fullmatch(plain):
            day = date(int(found[1]), int(found[2]), int(found[3]))
        elif found := DAY_FIRST.fullmatch(plain):
            day = date(int(found[3]), int(found[2]), int(found[1]))
        else:
            raise ValueError
    except ValueError:
        raise Unfit(
            _("“%(text)s” is no year or day that can be read. Write 2025, or 2025-06-30.")
            % {"text": plain[:30]}
        ) from None
    return _past(day, whole=False, today=today), False


def _past(day: date, *, whole: bool, today: date) -> date:
    if day.year < FIRST_YEAR:
        raise Unfit(_("Readings begin in %(year)d. Check the year.") % {"year": FIRST_YEAR})
    if day <= today:
        return day
    if whole and day.year == today.year:
        raise Unfit(
            _("%(year)d is not over yet. Write the day on which you counted.") % {"year": day.year}
        )
    raise Unfit(_("This lies ahead. A reading says what was found, so write when that was."))


def shown(value: Decimal) -> str:
    """The number as the reader's language writes it, without zeros that say nothing."""
    return number_format(as_plain(value), use_l10n=True, force_grouping=True)


def with_unit(value: Decimal, unit: str) -> str:
    """The number with its unit: 12.5 %, or 40 days."""
    sign = SIGNS.get(unit)
    words = str(UNITS.get(unit) or unit.replace("_", " ")) if sign is None else sign
    return f"{shown(value)}\u00a0{words}" if words else shown(value)


def as_plain(value: Decimal) -> Decimal:
    """12.5 rather than 12.5000, and 40 rather than 4E+1."""
    plain = value.normalize()
    return plain.quantize(Decimal(1)) if plain == plain.to_integral_value() else plain
