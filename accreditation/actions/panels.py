"""What people do about a panel: declare, object, replace."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accreditation import draw as drawing
from accreditation import letters, seating
from accreditation.choices import PanelObjectionState
from accreditation.models import (
    Application,
    Conflict,
    Objection,
    PanelMember,
    Replacement,
    Review,
)
from accreditation.workflow import APPLICATION, PANEL_OBJECTION, REVIEW
from accreditation.workflow.panel_guards import can_be_drawn_again, no_redraw_is_left
from accreditation.workflow.panel_objection import begin
from office import trail
from office.actors import PROCEDURE, acting
from office.days import today
from office.models import Clock
from office.workflow import Refused


@transaction.atomic
def declare(*, member: PanelMember, conflict: str, by: User, because: str = "") -> None:
    """Say whether a conflict keeps this member from the case; empty for none.

    A conflict can still be declared later: it closes the file to them at once, what they wrote
    leaves the panel's work, and the secretariat is told. ``because`` says which other reason.
    Raises Refused when it has been said already, or when somebody else says it.
    """
    application = member.panel.application
    _hold(application)
    member.refresh_from_db(from_queryset=PanelMember.objects.select_for_update(no_key=True))
    if member.user_id != by.pk or member.left_on:
        raise Refused(_("Each member declares for themselves."))
    if member.conflict or (member.declared_on and not conflict):
        raise Refused(_("You have declared already."))
    member.declared_on, member.conflict = member.declared_on or today(), conflict
    member.save(update_fields=["declared_on", "conflict"])
    if conflict:
        Conflict.objects.get_or_create(
            reviewer=member.reviewer,
            city=application.city,
            kind=conflict,
            because=because.strip(),
            defaults={"declared_on": today()},
        )
    with trail.gathered():
        step = "declare_conflict" if conflict else "declare_no_conflict"
        trail.record(application, step, by=acting(by), workflow=APPLICATION.name)
        if conflict:
            _lose(member, application)


def _lose(member: PanelMember, application: Application) -> None:
    """While the panel works, the member's review ends; the secretariat has the ball."""
    review = Review.objects.filter(member=member).first()
    may_redraw = can_be_drawn_again(application)
    at_work = application.state in APPLICATION.transitions["replace_member"].source
    if review and at_work:
        REVIEW.perform("end", review, by=PROCEDURE)
    letters.write(
        application,
        letters.secretariat(application),
        "mail/member_lost.txt",
        member=member.reviewer.public_name,
        may_redraw=may_redraw,
        may_replace=at_work and not may_redraw,
    )


def objection_window(application: Application) -> Clock | None:
    """The clock of the objection window while it is open, or None."""
    clock = Clock.objects.running().of(application).filter(step="confirm_panel").first()
    return clock if clock and clock.due_on >= today() else None


@transaction.atomic
def object_to(*, member: PanelMember, grounds: str, by: User) -> Objection:
    """The city objects to one member, with grounds (design §5).

    Raises Refused outside the window, or when an objection to this member is open.
    """
    application = member.panel.application
    _hold(application)
    member.refresh_from_db()
    if objection_window(application) is None:
        raise Refused(_("The time for objections is over."))
    if member.left_on or member.panel.dissolved_on:
        raise Refused(_("This member does not sit on the panel any more."))
    if member.objections.open().exists():
        raise Refused(_("An objection to this member is open already."))
    objection = Objection.objects.create(
        member=member, grounds=grounds.strip(), lodged_on=today(), by=by
    )
    with trail.gathered():
        trail.record(application, "object", by=acting(by), workflow=APPLICATION.name)
        begin(objection)
    return objection


@transaction.atomic
def settle_objection(*, objection: Objection, upheld: bool, reasons: str, by: User) -> None:
    """Uphold or reject an objection, with reasons the city reads.

    Raises PermissionDenied, or Refused when it is settled or its member has left the panel.
    """
    application = objection.member.panel.application
    _hold(application)
    objection.refresh_from_db(from_queryset=Objection.objects.select_for_update(no_key=True))
    if objection.state == PanelObjectionState.FALLEN:
        raise Refused(_("The member has left the panel; nothing is left to settle."))
    if objection.state != PanelObjectionState.OPEN:
        raise Refused(_("This objection has been settled already."))
    objection.reasons, objection.settled_on, objection.settled_by = reasons.strip(), today(), by
    objection.save(update_fields=["reasons", "settled_on", "settled_by"])
    with trail.gathered():
        PANEL_OBJECTION.perform("uphold" if upheld else "reject", objection, by=by, note=reasons)
        step = "uphold_objection" if upheld else "reject_objection"
        trail.record(
            application, step, by=acting(by), workflow=APPLICATION.name, note=objection.reasons
        )


@transaction.atomic
def prepare_replacement(*, member: PanelMember, reason: str, by: User) -> Replacement:
    """Draw who would take this seat, and keep it until the step is taken.

    Raises Refused when seats cannot change hands now, when a change is prepared already, or
    when nobody can take the seat. Before the panel is confirmed only a lost seat changes hands.
    """
    application = member.panel.application
    _hold(application)
    member.refresh_from_db()
    if application.state not in APPLICATION.transitions["replace_member"].source:
        raise Refused(_("Seats of this panel cannot change hands now."))
    if reasons := list(no_redraw_is_left(application)):
        raise Refused(*reasons)
    if member.left_on or member.panel.dissolved_on:
        raise Refused(_("This member does not sit on the panel any more."))
    if member.panel.confirmed_on is None and not _is_lost(member):
        raise Refused(_("Nothing keeps this member from the case; the panel stays as drawn."))
    if open_replacement(application):
        raise Refused(_("A change is prepared already; carry it out or drop it first."))
    try:
        coming = seating.substitute(member)
    except drawing.Impossible as impossible:
        raise Refused(*impossible.reasons) from impossible
    replacement = Replacement.objects.create(
        leaving=member, reason=reason.strip(), coming=coming, prepared_on=today()
    )
    trail.record(application, "prepare_replacement", by=acting(by), workflow=APPLICATION.name)
    return replacement


def _is_lost(member: PanelMember) -> bool:
    return PanelMember.objects.lost().filter(pk=member.pk).exists()


@transaction.atomic
def drop_replacement(*, application: Application, by: User) -> None:
    """Give up the prepared change. Raises Refused when there is none."""
    _hold(application)
    replacement = open_replacement(application)
    if replacement is None:
        raise Refused(_("No change is prepared."))
    replacement.delete()
    trail.record(application, "drop_replacement", by=acting(by), workflow=APPLICATION.name)


def open_replacement(application: Application) -> Replacement | None:
    """The change of a seat that is prepared, or None."""
    prepared = Replacement.objects.filter(
        leaving__panel__application=application, leaving__left_on=None, done_on=None
    )
    return prepared.select_related(
        "leaving__reviewer__user", "coming__user", "coming__city"
    ).first()


def _hold(application: Application) -> None:
    """Lock the application before anything of its panel, so that nobody waits in a circle."""
    application.refresh_from_db(from_queryset=Application.objects.select_for_update(no_key=True))
