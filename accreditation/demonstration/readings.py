"""What two of the invented authorities measure, and what they found over four years."""

from datetime import date
from decimal import Decimal

from accounts.models import User
from cities.models import City
from commitments.models import Framework
from office.days import today
from progress.actions import begin_series, bring_readings, record_reading
from progress.edition import edition_of
from progress.indicators.listed import of_edition

from .people import document

EVERYBODY = "all"
TABLE = """indicator;unit;sdg;period;group;value;people;source
People over seventy whom the social worker visited;;;{last};;65;410;Provincial statistics
People over seventy whom the social worker visited;;;{before};;60;402;
Households with a heating allowance;count;7.1 1.3;{last};;112;112;Province, list of payments
Households with a heating allowance;count;7.1 1.3;{before};;98;98;Province, list of payments
Households with a heating allowance;count;7.1 1.3;{last};migrants;4;4;Province, list of payments
Energy use of public buildings;kWh;7.3;{last};;214.500;;Building yard
"""


def bring_table(city: City, framework: Framework, by: User) -> None:
    """What the province has sent, not looked through yet: some of it new, some of it otherwise."""
    last = today().year - 1
    bring_readings(
        city=city,
        framework=framework,
        by=by,
        filename="province-sdg.csv",
        content=TABLE.format(last=last, before=last - 1).encode(),
    )


def add_readings(key: str, city: City, framework: Framework, by: User) -> None:
    """The years before this one, of everybody and of groups at risk."""
    suggested = of_edition(edition_of(framework))
    for written in document("readings.yaml").get(key, ()):
        said = dict(written)  # the document is read once a process
        if "code" in said:
            indicator = suggested[said["code"]]
            said |= {"name": indicator.name, "unit": indicator.unit}
        found = said.pop("readings")
        series = begin_series(city=city, by=by, **said)
        for group, years in found.items():
            for number, (value, people) in enumerate(years):
                record_reading(
                    series=series,
                    by=by,
                    version=0,
                    on=date(today().year - len(years) + number, 12, 31),
                    whole_year=True,
                    group="" if group == EVERYBODY else group,
                    value=Decimal(str(value)),
                    people=people,
                )
