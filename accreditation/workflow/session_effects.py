"""What follows a step of a session."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import timedelta

from django.utils.translation import gettext as _

from accounts.models import User
from accreditation import clocks, letters, seating
from accreditation.choices import ApplicationState as S
from accreditation.models import Application, Session
from office import clocks as office_clocks
from office.actors import PROCEDURE
from office.clocks import Due
from office.days import today
from office.workflow import Taken

from . import reminding
from .application import APPLICATION
from .session_guards import not_final

ASK_BEFORE = timedelta(days=14)


def start_clock_for_the_close(session: Session, _taken: Taken) -> None:
    due = Due(session.filing_closes_on, _("the session's last day for filing"))
    office_clocks.start("session", session, "close_filing", due)


def start_clock_for_the_meeting(session: Session, _taken: Taken) -> None:
    due = Due(session.meets_on - timedelta(days=1), _("the day before the committee meets"))
    office_clocks.start("session", session, "sit", due)


def ask_for_the_attendance(session: Session, _taken: Taken) -> None:
    start_clock_for_the_attendance(session)


def start_clock_for_the_attendance(session: Session) -> None:
    """Two weeks before the last day to publish who attends."""
    last_day = clocks.attendance(session.framework.clocks, session.meets_on)
    due = Due(last_day - ASK_BEFORE, _("two weeks before who attends has to be published"))
    office_clocks.start("session", session, "remind_of_attendance", due)


def its_attendance_is_not_published(session: Session) -> bool:
    return session.attendance_published_on is None


def remind_of_the_attendance(session: Session, _taken: Taken) -> None:
    """Once before the last day, and once when it is over and the meeting has to be moved."""
    last_day = clocks.attendance(session.framework.clocks, session.meets_on)
    late = today() > last_day
    people = letters.secretariat(session)
    letters.write_of_session(session, people, "mail/attendance_due.txt", late=late)
    if not late:
        due = Due(last_day, _("the last day to publish who attends"))
        office_clocks.start("session", session, "remind_of_attendance", due)


def watch_the_reports(session: Session, _taken: Taken) -> None:
    start_clock_for_the_reports(session)


def start_clock_for_the_reports(session: Session) -> None:
    due = clocks.facts_checked(session.framework.clocks, session.meets_on)
    office_clocks.start("session", session, "remind_of_reports", due)


def remind_of_the_reports(session: Session, _taken: Taken) -> None:
    """Of those that are not final: once while it can be mended, and once when it is too late."""
    last = clocks.reports_final(session.framework.clocks, session.meets_on)
    late = today() > last.day
    if waiting := list(not_final(session)):
        letters.write_of_session(
            session,
            letters.secretariat(session),
            "mail/reports_due.txt",
            late=late,
            final_by=last.day,
            references=", ".join(application.reference for application in waiting),
        )
    if not late:
        office_clocks.start("session", session, "remind_of_reports", last)


def start_clock_for_the_release(session: Session, _taken: Taken) -> None:
    due = clocks.release(session.framework.clocks, today())
    office_clocks.start("session", session, "remind", due)


def remind_of_the_release(session: Session, taken: Taken) -> None:
    """The secretariat, and each of the committee to whom a case is left; four times in all."""
    left = list(session.applications.filter(state=S.REPORTED).order_by("reference"))
    office = list(letters.secretariat(session))
    _write_of_the_release(session, office, left)
    for member, cases in _left_to_each(left).items():
        if member not in office:
            _write_of_the_release(session, [member], cases, own=True)
    reminding.once_more("session", session, taken)


def _left_to_each(left: list[Application]) -> dict[User, list[Application]]:
    """Who takes no part in a case does not learn what has become of it: not from a letter, and
    not from getting none.
    """
    to_each = defaultdict(list)
    for application in left:
        for member in letters.committee(application):
            to_each[member].append(application)
    return to_each


def _write_of_the_release(
    session: Session, people: Iterable[User], cases: list[Application], *, own: bool = False
) -> None:
    rung = reminding.last_rung(session)
    letters.write_of_session(
        session,
        people,
        "mail/release_due.txt",
        release_by=rung.last_day if rung else today(),
        references=", ".join(application.reference for application in cases),
        own=own,
    )


def draw_the_panels(session: Session, taken: Taken) -> None:
    draw = session.draws.prepared().get()
    seating.carry_out(draw)
    for application in session.applications.filter(state=S.FORMING).order_by("reference"):
        APPLICATION.perform("draw", application, by=PROCEDURE, note=taken.note)


def release_all(session: Session, _taken: Taken) -> None:
    """All recommendations at once; then the deferrals."""
    for application in session.applications.filter(state=S.RECOMMENDED).order_by("reference"):
        APPLICATION.perform("release", application, by=PROCEDURE)
    deferred = session.recommendations.filter(
        made_on__isnull=False, released_on=None, application__state=S.DEFERRED
    )
    for recommendation in deferred.select_related("application").order_by("application__reference"):
        recommendation.released_on = today()
        recommendation.save(update_fields=["released_on"])
        application = recommendation.application
        terms = application.framework.clocks
        office_clocks.start("application", application, "resume", clocks.resume(terms, today()))
        letters.write(
            application,
            letters.city_leads(application),
            "mail/application_deferred.txt",
            recommendation=recommendation,
        )
