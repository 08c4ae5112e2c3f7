"""What follows a step of a session."""

from datetime import timedelta

from django.utils.translation import gettext as _

from accounts.choices import PostKind
from accreditation import clocks, letters, seating
from accreditation.choices import ApplicationState as S
from accreditation.models import Session
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
    """The secretariat, and the committee as long as a case is left to it; four times in all."""
    left = list(session.applications.filter(state=S.REPORTED).order_by("reference"))
    rung = reminding.last_rung(session)
    people = {person.pk: person for person in letters.secretariat(session)}
    if left:
        committee = letters.holders(PostKind.COMMITTEE, PostKind.COMMITTEE_CHAIR)
        people |= {person.pk: person for person in committee}
    letters.write_of_session(
        session,
        people.values(),
        "mail/release_due.txt",
        release_by=rung.last_day if rung else today(),
        references=", ".join(application.reference for application in left),
    )
    reminding.once_more("session", session, taken)


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
