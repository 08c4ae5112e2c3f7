"""Planning a session, and who of the committee comes to it."""

from collections.abc import Mapping
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import User
from accreditation import clocks, letters, voting
from accreditation.choices import SessionState
from accreditation.models import Attendance, Session
from commitments.models import Framework
from office import clocks as office_clocks
from office import trail
from office.actors import acting
from office.clocks import Due
from office.days import today
from office.saving import save_if_unchanged
from office.workflow import Refused


@transaction.atomic
def plan_session(
    *,
    framework: Framework,
    code: str,
    filing_opens_on: date,
    meets_on: date,
    by: User,
    filing_closes_on: date | None = None,
) -> Session:
    """A session to come; a clock opens it for filing on its day.

    Filing closes by the edition's rule unless another day is given (design §5). Raises
    ValidationError when the days do not follow one another or the code is taken.
    """
    Framework.objects.select_for_update(no_key=True).get(
        pk=framework.pk
    )  # one at a time, for the code
    closes = filing_closes_on or clocks.filing_closes(framework.clocks, meets_on)
    if not filing_opens_on <= closes < meets_on:
        raise ValidationError(
            _("Filing must open before it closes, and close before the committee meets.")
        )
    session = Session(
        framework=framework,
        code=code,
        filing_opens_on=filing_opens_on,
        filing_closes_on=closes,
        meets_on=meets_on,
    )
    session.full_clean()
    session.save()
    last_day = Due(filing_opens_on - timedelta(days=1), _("the day before filing opens"))
    office_clocks.start("session", session, "open_filing", last_day)
    trail.record(session, "plan", by=acting(by), workflow="session")
    return session


def committee_members() -> QuerySet[User]:
    """Those who hold a post on the committee now, its chair included, by name."""
    return voting.members_of(*voting.COMMITTEE)


@transaction.atomic
@trail.gathered()
def set_attendance(
    *, session: Session, version: int, attends: Mapping[User, bool], by: User
) -> None:
    """Record who comes. Once published, a change shows at once and stands in the trail.

    Raises Refused once the session has been released, for people who are not on the committee,
    and for somebody who comes after all when it is too late to publish it: no city could object.
    Raises ChangedMeanwhile where somebody else recorded something since ``version``.
    """
    _lock(session)
    _refuse_when_over(session)
    members = set(committee_members())
    if gone := [member for member in attends if member not in members]:
        raise Refused(
            *(
                _("%(member)s holds no post on the committee any more.") % {"member": member}
                for member in gone
            )
        )
    before = dict(session.attendance.values_list("member", "attends"))
    changed = [member for member in attends if before.get(member.pk) != attends[member]]
    if not changed:
        return
    save_if_unchanged(session, version, {"changed_at": timezone.now()})
    added = [member for member in changed if attends[member]]
    published = session.attendance_published_on is not None
    if published and added and today() > _last_day(session):
        raise Refused(*(_too_late(session, member) for member in added))
    for member in changed:
        Attendance.objects.update_or_create(
            session=session, member=member, defaults={"attends": attends[member]}
        )
    words = {True: _("comes"), False: _("does not come")}
    note = "; ".join(f"{member}: {words[attends[member]]}" for member in changed)
    trail.record(session, "set_attendance", by=acting(by), workflow="session", note=note)
    if published and added:
        letters.tell_who_attends(session)


@transaction.atomic
@trail.gathered()
def publish_attendance(*, session: Session, by: User) -> None:
    """Publish who comes (design §5: 28 days before).

    Raises Refused while somebody of the committee has not been recorded, or once it is over.
    """
    _lock(session)
    _refuse_when_over(session)
    if reasons := lacking_for_attendance(session):
        raise Refused(*reasons)
    if session.attendance_published_on is None:
        session.attendance_published_on = today()
        session.save(update_fields=["attendance_published_on", "changed_at"])
        trail.record(session, "publish_attendance", by=acting(by), workflow="session")
        letters.tell_who_attends(session)


def _last_day(session: Session) -> date:
    return clocks.attendance(session.framework.clocks, session.meets_on)


def _too_late(session: Session, member: User) -> str:
    return _(
        "%(member)s cannot be added any more: who attends had to be published by %(day)s, so that "
        "cities can object."
    ) % {"member": member, "day": date_format(_last_day(session))}


def lacking_for_attendance(session: Session) -> list[str]:
    """A sentence for each member whose coming has not been recorded; empty when all have."""
    recorded = set(session.attendance.values_list("member", flat=True))
    members = list(committee_members())
    if not members:
        return [_("Nobody holds a post on the committee yet.")]
    return [
        _("It has not been recorded yet whether %(member)s comes.") % {"member": member}
        for member in members
        if member.pk not in recorded
    ]


def attendance_can_change(session: Session) -> bool:
    """Until the session is released; people fall ill."""
    return session.state != SessionState.RELEASED


def _refuse_when_over(session: Session) -> None:
    if not attendance_can_change(session):
        raise Refused(_("This session is over."))


def _lock(session: Session) -> None:
    session.refresh_from_db(from_queryset=Session.objects.select_for_update(no_key=True))
