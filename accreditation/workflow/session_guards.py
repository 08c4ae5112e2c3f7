"""What must be in place before a step of a session. One reason for each thing missing."""

from collections.abc import Iterable, Iterator
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accreditation import clocks, seating
from accreditation.choices import ApplicationState as S
from accreditation.models import Application, Session
from office.days import today

ON_THE_WAY = (
    S.SUBMITTED, S.RETURNED, S.HEARING, S.REPLYING, S.FORMING, S.OBJECTING, S.REVIEWING,
    S.SETTLING, S.FACT_CHECK
)  # fmt: skip
BEFORE_FORMING = (S.SUBMITTED, S.RETURNED, S.HEARING, S.REPLYING)


def filing_may_open(session: Session) -> Iterator[str]:
    if today() < session.filing_opens_on:
        yield _("Filing opens on %(day)s.") % {"day": date_format(session.filing_opens_on)}


def filing_window_over(session: Session) -> Iterator[str]:
    if today() <= session.filing_closes_on:
        yield _("Cities can file until the end of %(day)s.") % {
            "day": date_format(session.filing_closes_on)
        }


def waits_for_a_panel(session: Session) -> bool:
    return session.applications.filter(state=S.FORMING).exists()


def some_panel_is_to_be_drawn(session: Session) -> Iterator[str]:
    if not waits_for_a_panel(session):
        yield _("No application of this session waits for a panel.")


def every_application_is_ready_for_the_draw(session: Session) -> Iterator[str]:
    for application in session.applications.filter(state__in=BEFORE_FORMING):
        yield _("%(reference)s is not ready for the draw yet (%(state)s).") % {
            "reference": application.reference,
            "state": application.get_state_display(),
        }


def draw_is_prepared(session: Session) -> Iterator[str]:
    """Nothing is to be prepared where no application waits for a panel, which is said already."""
    draw = session.draws.prepared().first()
    if draw is None:
        if waits_for_a_panel(session):
            yield _("Pool and rules have not been frozen yet.")
    elif not draw.seed:
        yield _("The seed has not been entered yet.")


def draw_is_possible(session: Session) -> Iterator[str]:
    draw = session.draws.prepared().first()
    if draw is not None and draw.seed:
        yield from seating.why_impossible(draw)


def day_of_the_meeting(session: Session) -> Iterator[str]:
    if today() < session.meets_on:
        yield _("The committee meets on %(day)s.") % {"day": date_format(session.meets_on)}


def attendance_published_in_time(session: Session) -> Iterator[str]:
    """So early that the cities could object to somebody (design §5)."""
    published, terms = session.attendance_published_on, session.framework.clocks
    if published is None:
        yield _("Attendance has not been published yet.")
    elif published > (last_day := clocks.attendance(terms, session.meets_on)):
        yield _(
            "Who attends was published on %(day)s; the last day for it was %(last_day)s, so that "
            "cities can object. Please move the meeting."
        ) % {"day": date_format(published), "last_day": date_format(last_day)}


def objections_to_members_decided(session: Session) -> Iterator[str]:
    for objection in session.member_objections.open().select_related("application", "member"):
        yield _("The objection to %(member)s on %(reference)s has not been decided yet.") % {
            "member": objection.member,
            "reference": objection.application.reference,
        }


def not_final(session: Session) -> Iterable[Application]:
    """Its applications whose report is not final yet."""
    return session.applications.filter(state__in=ON_THE_WAY).order_by("reference")


def every_report_is_final(session: Session) -> Iterator[str]:
    for application in not_final(session):
        yield _("The report on %(reference)s is not final yet (%(state)s).") % {
            "reference": application.reference,
            "state": application.get_state_display(),
        }


def every_item_dealt_with(session: Session) -> Iterator[str]:
    for application in session.applications.filter(state=S.REPORTED):
        yield _("%(reference)s has not been dealt with yet.") % {"reference": application.reference}


def letters_to_release(session: Session) -> list[tuple[str, date | None]]:
    """The reference of each application whose letter goes out, and when it was read before."""
    made = session.recommendations.filter(
        made_on__isnull=False, released_on=None, application__state__in=[S.RECOMMENDED, S.DEFERRED]
    )
    rows = made.order_by("application__reference")
    return list(rows.values_list("application__reference", "previewed_on"))


def all_letters_previewed(session: Session) -> Iterator[str]:
    for reference, read_on in letters_to_release(session):
        if read_on is None:
            yield _("The letter on %(reference)s has not been previewed yet.") % {
                "reference": reference
            }
