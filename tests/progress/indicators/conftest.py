"""What tests of indicators share: a series, and readings of it."""

from datetime import date
from decimal import Decimal

import pytest

from commitments.loading import load
from progress.actions import begin_series, bring_readings, record_reading
from progress.models import Reading
from tests.documents import CATALOGUES, SIX
from tests.factories.progress import lead_for

YEAR = date(2025, 12, 31)
HEAD = "code,indicator,unit,targets,requirements,period,group,value,people,source\n"


@pytest.fixture
def six(db):
    """The small edition, with the catalogues."""
    return load(SIX, CATALOGUES).framework


@pytest.fixture
def series_of(city, six):
    """A function: a series this city measures."""

    def make(name="Children with a place", unit="percent", **facts):
        return begin_series(city=city, by=lead_for(city), name=name, unit=unit, **facts)

    return make


@pytest.fixture
def found():
    """A function: a reading of this series; of the whole of 2025 and of everybody unless said."""

    def record(series, value=None, people=None, *, on=YEAR, group="", version=0, **facts):
        return record_reading(
            series=series, by=lead_for(series.city), version=version, on=on, group=group,
            whole_year=(on.month, on.day) == (12, 31), people=people,
            value=None if value is None else Decimal(str(value)), **facts,
        )  # fmt: skip

    return record


@pytest.fixture
def stand():
    """A function: what stands of a series, group → value."""
    return lambda series: {
        each.group: each.value for each in Reading.objects.filter(series=series).standing()
    }


@pytest.fixture
def bring(city, six):
    """A function: a table with these lines, brought by the lead."""

    def make(text, name="readings.csv", framework=None):
        content = text if isinstance(text, bytes) else (HEAD + text).encode()
        return bring_readings(
            city=city, framework=framework or six, by=lead_for(city), filename=name, content=content
        )

    return make
