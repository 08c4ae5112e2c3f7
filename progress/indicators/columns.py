"""The table of readings as a file: its columns, and the words that stand in place of a number."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Column:
    """A column by the name it has in the file; ``others`` are names it may have too."""

    name: str
    says: Any
    example: str
    others: tuple[str, ...] = ()
    needed: bool = False


COLUMNS = (
    Column("code", _("Code of the framework’s indicator; empty for one of your own."), "S6.i2"),
    Column("indicator", _("What is measured, in one line; or else its code."),
           "Children in early years services", ("name", "indicator name")),
    Column("unit", _("Its unit, such as percent or count. Needed for an indicator that is new."),
           "percent", ("unit of measure",)),
    Column("targets", _("SDG targets, with spaces between. A number of a global SDG indicator "
                        "(11.3.2) counts as its target."),
           "4.2", ("sdg", "sdg target", "sdg targets", "target", "sdg indicator")),
    Column("requirements", _("Codes of requirements, with spaces between."), "S6.1",
           ("requirement",)),
    Column("period", _("A year, or a day as year-month-day."), "2025",
           ("year", "day", "date", "time", "time period"), needed=True),
    Column("group", _("Code or name of a group at risk; empty for everybody."), "roma",
           ("disaggregation",)),
    Column("value", _("The number, with a comma or a point; “few” where it tells of fewer than ten "
                      "people."),
           "48.5", ("reading",), needed=True),
    Column("people", _("Of how many people it is: of a share or a rate all of them, not only those "
                       "it is true of. Needed for a group; where the row of everybody lacks it, no "
                       "group of the same time is told."),
           "900", ("number of people", "n")),
    Column("source", _("Where this number comes from."), "Family office, 1 October",
           ("data source",)),
)  # fmt: skip
FEW = "few"  # it tells of too few people
HIDDEN = "hidden"  # it was not told when the table was taken away; it stays as it is
EVERYBODY = ("", "all", "everybody", "total")


def column_of(heading: str) -> Column | None:
    """The column that a file calls so."""
    plain = " ".join(heading.replace("_", " ").split()).casefold()
    return next((each for each in COLUMNS if plain == each.name or plain in each.others), None)
