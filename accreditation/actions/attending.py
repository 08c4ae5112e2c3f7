"""Objecting to somebody of the committee who will attend, and moving the day it meets."""

from datetime import date, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import User
from accreditation import clocks, letters, voting
from accreditation.choices import ApplicationState as S
from accreditation.choices import LeftOut, SessionState
from accreditation.models import Application, MemberObjection, Session
from accreditation.models.deciding import bars
from accreditation.workflow import OBJECTION, SESSION
from accreditation.workflow.objection import begin
from accreditation.workflow.session_effects import (
    start_clock_for_the_attendance,
    start_clock_for_the_reports,
)
from office import clocks as office_clocks
from office import trail
from office.actors import acting
from office.days import today
from office.models import Clock
from office.workflow import Refused

TO_COME = (
    S.SUBMITTED, S.RETURNED, S.HEARING, S.REPLYING, S.FORMING, S.OBJECTING, S.REVIEWING,
    S.SETTLING, S.FACT_CHECK, S.REPORTED,
)  # fmt: skip


def attending(session: Session | None) -> QuerySet[User]:
    """Those of the committee who come, once that is published; by name."""
    if session is None or session.attendance_published_on is None:
        return User.objects.none()
    coming = session.attendance.filter(attends=True).values("member")
    return voting.members_of(*voting.COMMITTEE).filter(pk__in=coming)


def why_not_object(application: Application) -> list[str]:
    """Why the city cannot object to anybody now; empty while it can."""
    session = application.session
    if session is None or application.state not in TO_COME:
        return [_("The committee does not take up this application now.")]
    if session.attendance_published_on is None:
        return [_("It is not published yet who attends.")]
    until = clocks.member_objection(session.framework.clocks, session.meets_on)
    if today() > until.day:
        return [_("The time for objections ended on %(day)s.") % {"day": date_format(until.day)}]
    return []


@transaction.atomic
@trail.gathered()
def object_to_attending(
    *, application: Application, member: User, grounds: str, by: User
) -> MemberObjection:
    """The city objects to a member who attends, with grounds (design §5).

    Raises PermissionDenied, or Refused outside the time for it, for somebody who does not attend
    or takes no part anyway, and while an objection to them is open.
    """
    if not by.has_perm("accreditation.object_to_attending", application):
        raise PermissionDenied
    application.refresh_from_db(from_queryset=Application.objects.select_for_update(no_key=True))
    if reasons := why_not_object(application):
        raise Refused(*reasons)
    session: Any = application.session  # there is one, or the guard had said so
    if not attending(session).filter(pk=member.pk).exists():
        raise Refused(_("%(member)s does not attend.") % {"member": member})
    mine = application.member_objections
    if mine.open().filter(member=member).exists():
        raise Refused(_("An objection to this member is open already."))
    if kept := _kept(application, member):
        raise Refused(kept)
    if not grounds.strip():
        raise Refused(_("Please give the grounds."))
    objection = MemberObjection.objects.create(
        application=application,
        session=session,
        member=member,
        reference=f"{application.reference}-O{mine.count() + 1}",
        grounds=grounds.strip(),
        lodged_on=today(),
        by=by,
    )
    trail.record(objection, "object", by=acting(by), workflow=OBJECTION.name)
    begin(objection)
    return objection


def _kept(application: Application, member: User) -> str:
    """A sentence where the member takes no part already, whatever the reason: it is not told."""
    kept = application.keeps_from_deciding(member) & set(bars(member.pk))
    if LeftOut.EXCLUDED in kept:
        return _("%(member)s takes no part: an objection was upheld.") % {"member": member}
    return _("%(member)s takes no part in your case.") % {"member": member} if kept else ""


def meeting_can_move(session: Session) -> bool:
    return session.state not in (SessionState.SITTING, SessionState.RELEASED)


def earliest_day(session: Session) -> date:
    """The first day to which the meeting can be moved: who attends is published anew for it."""
    earliest = clocks.meets_earliest(session.framework.clocks, today())
    return max(earliest, session.meets_on + timedelta(days=1))


@transaction.atomic
@trail.gathered()
def move_meeting(*, session: Session, to: date, because: str, by: User) -> None:
    """The committee meets on a later day. Who attends is published anew; objections that were
    decided stay as they are. Cities, committee and secretariat are told, with the reason.

    Raises PermissionDenied, or Refused once it meets, for a day too soon, and without a reason.
    """
    if not by.has_perm("accreditation.keep_sessions", session):
        raise PermissionDenied
    session.refresh_from_db(from_queryset=Session.objects.select_for_update(no_key=True))
    if not meeting_can_move(session):
        raise Refused(_("This meeting has begun or is over."))
    earliest, before = earliest_day(session), session.meets_on
    if to < earliest:
        raise Refused(
            _("The committee can meet from %(day)s on: there must be time to publish who attends.")
            % {"day": date_format(earliest)}
        )
    if not because.strip():
        raise Refused(_("Please give the reason; those who wait will read it."))
    session.meets_on, session.attendance_published_on = to, None
    session.save(update_fields=["meets_on", "attendance_published_on", "changed_at"])
    note = _("%(before)s → %(day)s: %(reason)s") % {
        "before": date_format(before), "day": date_format(to), "reason": because.strip(),
    }  # fmt: skip
    trail.record(session, "move_meeting", by=acting(by), workflow=SESSION.name, note=note)
    _move_the_clocks(session, because, by)
    letters.write_to_all_of_session(
        session, "mail/meeting_moved.txt", before=before, because=because.strip()
    )


def _move_the_clocks(session: Session, because: str, by: User) -> None:
    sit = Clock.objects.running().of(session).filter(step="sit").first()
    if sit:
        day = session.meets_on - timedelta(days=1)
        office_clocks.extend(sit, session, to=day, because=because, by=acting(by))
        start_clock_for_the_attendance(session)
        start_clock_for_the_reports(session)
    for objection in MemberObjection.objects.open().filter(session=session):
        terms = session.framework.clocks
        due = clocks.member_objection_decided(terms, session.meets_on)
        given = Clock.objects.running().of(objection).first()
        if given is None or given.due_on < due.day:
            office_clocks.start(OBJECTION.name, objection, "remind", due)
