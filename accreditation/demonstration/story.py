"""The invented city a newcomer takes from its last answers to its label."""

from datetime import timedelta

from accreditation import clocks
from accreditation.actions.applications import open_application
from accreditation.actions.sessions import plan_session
from accreditation.models import Application, Session
from commitments.models import Framework
from office.days import today

from . import people, record, walk

KEY = SLUG = "skovhavn"
SEASONS = ("winter", "spring", "summer", "autumn")  # the other sessions are numbered
OPEN_FOR = 21  # days the session of the story takes filings


def begin(framework: Framework, cast: people.Cast) -> Application:
    """A record that lacks two answers, and a session of its own that is open for filing."""
    city, lead = cast.cities[KEY], cast.leads[KEY]
    session = _session(framework, cast)
    walk.wait_until(session.filing_opens_on + timedelta(days=1))
    record.fill(KEY, city, framework, lead)
    return open_application(city=city, framework=framework, by=lead)


def _session(framework: Framework, cast: people.Cast) -> Session:
    closes = today() + timedelta(days=OPEN_FOR)
    meets = clocks.months_after(closes, framework.clocks.months("documents_before_session"))
    return plan_session(
        framework=framework,
        code=f"{meets.year}-{SEASONS[meets.month % 12 // 3]}",
        filing_opens_on=today(),
        filing_closes_on=closes,
        meets_on=meets,
        by=cast.secretariat[0],
    )


def story_application() -> Application | None:
    """The application of the story; None in a demonstration made without it."""
    mine = Application.objects.filter(city__slug=SLUG, city__invented=True)
    return mine.select_related("city", "framework").order_by("pk").first()
