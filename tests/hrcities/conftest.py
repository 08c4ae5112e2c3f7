"""A demonstration with its setting, and clocks that run in it."""

from datetime import timedelta

import pytest

from accreditation.actions.sessions import plan_session
from office.days import today
from office.models import Installation


@pytest.fixture
def offered(db, settings):
    Installation.objects.create(pk=1, is_demonstration=True)
    settings.DEMONSTRATION_SIGN_IN = True


@pytest.fixture
def plan(secretariat):
    """A function: so many sessions that open for filing three days from now, one clock each."""

    def sessions(framework, count=1):
        opens = today() + timedelta(days=3)
        return [
            plan_session(
                framework=framework,
                code=f"2030-{number}",
                filing_opens_on=opens,
                filing_closes_on=opens + timedelta(days=10),
                meets_on=opens + timedelta(days=300),
                by=secretariat,
            )
            for number in range(count)
        ]

    return sessions
