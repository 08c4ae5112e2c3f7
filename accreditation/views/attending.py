"""Who of the committee attends: published for a session, objected to by a city, decided on."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.http import SignedInRequest
from accreditation import clocks
from accreditation.actions import attending as actions
from accreditation.actions import sessions as session_actions
from accreditation.actions.extending import deadline_of
from accreditation.choices import MemberObjectionState as S
from accreditation.forms.attending import MemberObjectionForm, MoveMeetingForm
from accreditation.forms.sessions import AttendanceForm
from accreditation.models import Application, MemberObjection, Session
from accreditation.workflow import OBJECTION
from office.days import today
from office.models import Clock, Proposal
from office.saving import built_on, saved, status_of
from office.workflow import Refused

from . import steps
from .access import find
from .sessions import find_session

# --- for a session ------------------------------------------------------------------------------


@login_required
def attendance(request: SignedInRequest, code: str) -> HttpResponse:
    """Who of the committee comes: kept by the secretariat, read by others once published."""
    session = find_session(request, code)
    keeps = request.user.has_perm("accreditation.keep_sessions", session)
    if request.method == "POST" and not keeps:
        raise PermissionDenied(_("Only the secretariat records who attends."))
    members = list(session_actions.committee_members())
    form = AttendanceForm(
        request.POST if request.method == "POST" else None,
        members=members,
        recorded=dict(session.attendance.values_list("member", "attends")),
        initial={"version": session.version},
    )
    if _recorded(request, form, session):
        messages.success(request, _("Saved."))
        return redirect("accreditation:attendance", code=code)
    published = session.attendance_published_on
    last_day = clocks.attendance(session.framework.clocks, session.meets_on)
    rows = list(session.attendance.select_related("member")) if published or keeps else []
    on_committee = {member.pk for member in members}
    context = {
        "session": session,
        "form": form if keeps and session_actions.attendance_can_change(session) else None,
        "members": members,
        "rows": [
            (
                row.member.name,
                AttendanceForm.word(row.attends)
                if row.member_id in on_committee
                else _("Holds no post on the committee any more"),
            )
            for row in rows
        ],
        "headings": [_("Member"), _("Attends")],
        "attending": sum(row.attends and row.member_id in on_committee for row in rows),
        "quorum": session.framework.committee.quorum,
        "last_day": last_day,
        "late": (published or today()) > last_day and actions.meeting_can_move(session),
        "keeps": keeps,
    }
    page = "accreditation/sessions/attendance.html"
    return render(request, page, context, status=status_of(form))


def _recorded(request: SignedInRequest, form: AttendanceForm, session: Session) -> bool:
    """Whether it was kept, and published where that was asked for; else the form says why not."""

    def act(version: int, **_answers: str) -> None:
        session_actions.set_attendance(
            session=session, version=version, attends=form.attends(), by=request.user
        )

    if not saved(form, act, AttendanceForm.stands):
        return False
    if "publish" in request.POST:
        try:
            session_actions.publish_attendance(session=session, by=request.user)
        except Refused as refused:
            form.add_error(None, refused.reasons)
            built_on(form, version=session.version)  # who comes is kept all the same
            return False
    return True


@login_required
def move_meeting(request: SignedInRequest, code: str) -> HttpResponse:
    """The committee meets on a later day, with a reason."""
    session = find_session(request, code, "keep_sessions")
    earliest = actions.earliest_day(session)
    form = MoveMeetingForm(request.POST if request.method == "POST" else None, earliest=earliest)
    if saved(form, actions.move_meeting, session=session, by=request.user):
        messages.success(request, _("The meeting is moved; cities and committee are told."))
        return redirect(session)
    context = {
        "session": session,
        "form": form,
        "can_move": actions.meeting_can_move(session),
    }
    return render(request, "accreditation/sessions/move.html", context, status=status_of(form))


# --- for a city ---------------------------------------------------------------------------------


@login_required
def attending(request: SignedInRequest, reference: str) -> HttpResponse:
    """Who attends when this case is taken, what was objected, and where the lead objects."""
    application = find(request, reference)
    user = request.user
    if not user.has_perm("accreditation.read_attending", application):
        raise PermissionDenied(_("The city's objections to the committee are not shown to you."))
    may_object = user.has_perm("accreditation.object_to_attending", application)
    if request.method == "POST" and not may_object:
        raise PermissionDenied(_("Only the city lead objects to a member."))
    session = application.session
    members = actions.attending(session)
    form = _objection_form(request, members) if may_object else None
    if form and saved(form, actions.object_to_attending, application=application, by=user):
        messages.success(request, _("Your objection is lodged. The board decides."))
        return redirect("accreditation:attending", reference=reference)
    refused = actions.why_not_object(application)
    terms = application.framework.clocks
    context = {
        "application": application,
        "session": session,
        "day": today(),
        "members": members,
        "form": form if not refused or (form and form.is_bound) else None,
        "why_not": refused,
        "may_object": may_object,
        "window": clocks.member_objection(terms, session.meets_on) if session else None,
        "publish_by": clocks.attendance(terms, session.meets_on) if session else None,
        "objections": application.member_objections.select_related("member"),
    }
    code = status_of(form) if form else 200
    return render(request, "accreditation/committee/attending.html", context, status=code)


def _objection_form(request: SignedInRequest, members: Any) -> MemberObjectionForm:
    return MemberObjectionForm(request.POST if request.method == "POST" else None, members=members)


# --- one objection ------------------------------------------------------------------------------


def find_objection(request: SignedInRequest, reference: str) -> MemberObjection:
    objections = MemberObjection.objects.visible_to(request.user).select_related(
        "application__city", "application__framework", "session__framework", "member"
    )
    return get_object_or_404(objections, reference=reference)


@login_required
def objection(request: SignedInRequest, reference: str) -> HttpResponse:
    """The grounds, the decision, and what this reader can do."""
    one = find_objection(request, reference)
    user = request.user
    opens = Application.objects.visible_to(user).filter(pk=one.application_id).exists()
    decides = user.has_perm("accreditation.decide_member_objection", one)
    context = {
        "objection": one,
        "application": one.application,
        "opens": opens,
        "is_open": one.state == S.OPEN,
        "clock": Clock.objects.standing().of(one).first(),
        "deadline": deadline_of(one, "remind")
        if user.has_perm("accreditation.extend_deadline", one)
        else None,
        "steps": list(OBJECTION.open_to(user, one)),
        "decides": decides,
        "mine": one.member_id == user.pk,
        "proposals": Proposal.objects.open().of(one).select_related("by") if decides else [],
    }
    return render(request, "accreditation/committee/objection.html", context)


@login_required
def take_step(request: SignedInRequest, reference: str, step: str) -> HttpResponse:
    """Confirm and perform one transition of an objection."""
    one = find_objection(request, reference)
    undo = reverse("accreditation:member_objection_take_back", args=[reference, step])
    return steps.take(request, OBJECTION, one, step, take_back_url=undo)


@login_required
def take_back(request: SignedInRequest, reference: str, step: str) -> HttpResponse:
    """Take back what a first person of the board has asked for."""
    return steps.take_back(request, OBJECTION, find_objection(request, reference), step)
