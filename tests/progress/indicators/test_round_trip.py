"""What is taken away as a table comes back as no change, whatever its words are."""

import csv
import io
from datetime import date

from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from progress.cells import RUNS
from progress.indicators.laid import all_laid_out
from progress.indicators.writing import table_of
from tests.trail import of_the_test

VALUE = 7  # the column of numbers, which may begin with a minus

texts = st.text(
    st.characters(codec="utf-8", exclude_characters="\x00"), min_size=1, max_size=60
).map(lambda text: " ".join(text.split()))
hostile = st.sampled_from(
    ["=1+1", "'=1+1", "''@x", "+SUM(A1)", "-2+3", "@cmd", "\u202eאבג", "👩‍👩‍👧", "a\"b;c,d\te",
     "few", "hidden", "all", "1.234", "x" * 300]
)  # fmt: skip
figures = st.one_of(
    st.tuples(st.decimals(-100, 100, places=4), st.none() | st.integers(10, 10**9)),
    st.just((None, 3)),
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    names=st.lists(st.one_of(texts, hostile).filter(bool), min_size=1, max_size=3,
                   unique_by=str.casefold),
    source=st.one_of(texts, hostile),
    readings=st.dictionaries(
        st.tuples(st.dates(date(1900, 1, 1), date(2025, 12, 30)),
                  st.sampled_from(["", "roma", "women", "older"])),
        figures, min_size=1, max_size=5,
    ),
)  # fmt: skip
def test_what_is_taken_away_comes_back_as_no_change(
    bring, series_of, found, city, names, source, readings
):
    with of_the_test():
        for name in names:
            series = series_of(name)
            for (day, group), (value, people) in readings.items():
                enough = people or (10 if group else None)
                found(series, value, enough, on=day, group=group, source=source,
                      few=value is None)  # fmt: skip
        content = table_of(all_laid_out(city))
        table = bring(content)
        faults, proposals = table.faults, table.proposals.count()
        transaction.set_rollback(True)

    assert (faults, proposals) == ([], 0)
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    cells = [cell for row in rows for place, cell in enumerate(row) if place != VALUE]
    assert not [cell for cell in cells if cell.startswith(RUNS)]
