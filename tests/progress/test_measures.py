"""The plan: what is done about which requirements, and what is late."""

from datetime import timedelta

import pytest

from office.days import today
from progress.actions import add_measure
from progress.models import Measure
from progress.reports.council_summary import council_summary
from tests.factories.progress import lead_for

pytestmark = pytest.mark.django_db

TYPED = {"title": "Open a desk", "state": "planned", "version": 0}


def test_a_day_that_has_passed_is_called_overdue_in_words(as_lead, city, six, address):
    typed = {**TYPED, "due_on": today() - timedelta(days=1)}

    told = as_lead.post(address("measure_new"), typed, follow=True).text
    measure = as_lead.get(address("measure", Measure.objects.get().pk)).text
    summary = council_summary(city, six)

    assert "has passed: it is shown as overdue" in told
    assert "was due" in told
    assert "Planned, overdue" in told
    assert "Planned, overdue" in measure
    assert "overdue since" in summary.planned.texts[0]
    assert "Ask why 1 measure is overdue, and by when it will be done." in summary.decide


@pytest.mark.parametrize(("days", "state"), [(0, "planned"), (-1, "done"), (-1, "dropped")])
def test_what_is_due_today_or_over_is_not_overdue(city, days, state):
    measure = add_measure(
        city=city, by=lead_for(city), title="M", due_on=today() + timedelta(days=days),
        state=state, account="A.",
    )  # fmt: skip

    assert not measure.is_overdue
    assert measure.state_in_words == measure.get_state_display()
