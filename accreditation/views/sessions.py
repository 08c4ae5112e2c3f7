"""Sessions: planned by the secretariat, followed by all who work in them."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.http import SignedInRequest
from accounts.models import User
from accreditation import clocks
from accreditation.actions import attending
from accreditation.actions import sessions as actions
from accreditation.actions.draws import moment_of
from accreditation.actions.extending import deadline_of
from accreditation.choices import ApplicationState as S
from accreditation.choices import SessionState
from accreditation.forms.sessions import SessionForm
from accreditation.models import Application, Session
from accreditation.workflow import SESSION
from accreditation.workflow.session_guards import (
    every_item_dealt_with,
    letters_to_release,
    waits_for_a_panel,
)
from commitments.models import Framework
from office.days import today
from office.models import Clock, Proposal, TrailEntry

from . import steps

UNTIL = {  # the clock of what is waited for; the others only remind, or open a meeting on its day
    SessionState.PLANNED: "open_filing",
    SessionState.FILING: "close_filing",
    SessionState.DRAWN: "remind_of_reports",
    SessionState.SITTING: "remind",
}
NOT_ANNOUNCED = (S.SUBMITTED, S.RETURNED)  # the public learns of an application at admission
WAITS_FOR = {
    SessionState.PLANNED: gettext_lazy("nobody: filing opens by itself"),
    SessionState.FILING: gettext_lazy("the cities and regions, which can file"),
    SessionState.CLOSED: gettext_lazy("the secretariat, which draws the panels"),
    SessionState.DRAWN: gettext_lazy("the panels, which review"),
    SessionState.SITTING: gettext_lazy("the committee"),
    SessionState.RELEASED: gettext_lazy("the cities and regions, which can challenge"),
}


def find_session(request: SignedInRequest, code: str, permission: str = "") -> Session:
    """The session, if this person may see it (else 404) and may do this (else 403)."""
    sessions = Session.objects.visible_to(request.user).select_related("framework")
    session = get_object_or_404(sessions, code=code)
    if permission and not request.user.has_perm(f"accreditation.{permission}", session):
        raise PermissionDenied(_("Only the secretariat keeps sessions."))
    return session


@login_required
def session_list(request: SignedInRequest) -> HttpResponse:
    """All sessions, the next one first."""
    if not request.user.has_perm("accreditation.see_sessions"):
        raise Http404
    sessions = Session.objects.visible_to(request.user).select_related("framework")
    return render(
        request,
        "accreditation/sessions/list.html",
        {
            "sessions": sessions.order_by("-meets_on", "-pk"),
            "day": today(),
            "may_plan": request.user.has_perm("accreditation.keep_sessions"),
        },
    )


@login_required
def plan_session(request: SignedInRequest) -> HttpResponse:
    """The form of a session to come."""
    if not request.user.has_perm("accreditation.see_sessions"):
        raise Http404
    if not request.user.has_perm("accreditation.keep_sessions"):
        raise PermissionDenied(_("Only the secretariat plans sessions."))
    editions = Framework.objects.published() | Framework.objects.in_consultation()
    form = SessionForm(
        request.POST if request.method == "POST" else None,
        editions=editions,
        initial={"framework": Framework.objects.current()},
    )
    if form.is_valid():
        try:
            session = actions.plan_session(by=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(request, _("The session is planned. Filing opens by itself."))
            return redirect(session)
    return render(request, "accreditation/sessions/plan.html", {"form": form})


@login_required
def detail(request: SignedInRequest, code: str) -> HttpResponse:
    """Where a session stands, its applications, and what this reader can do."""
    session = find_session(request, code)
    user = request.user
    keeps = user.has_perm("accreditation.keep_sessions", session)
    checks = user.has_perm("accreditation.read_trail")
    running = list(Clock.objects.standing().of(session))
    step = UNTIL.get(SessionState(session.state))
    return render(
        request,
        "accreditation/sessions/detail.html",
        {
            "session": session,
            "day": today(),
            "waits_for": _waits_for(session, keeps=keeps),
            "clock": next((clock for clock in running if clock.step == step), None),
            "refused": [reason for clock in running for reason in clock.reasons],
            "deadline": deadline_of(session, "remind")
            if user.has_perm("accreditation.extend_deadline", session)
            else None,
            "reports_until": clocks.reports_final(session.framework.clocks, session.meets_on),
            "steps": _steps(user, session),
            "proposals": Proposal.objects.open().of(session).select_related("by") if keeps else [],
            "applications": _rows(user, session),
            "shows_state": checks,
            "attendance_until": clocks.attendance(session.framework.clocks, session.meets_on),
            "keeps": keeps,
            "can_move": keeps and attending.meeting_can_move(session),
            "trail": TrailEntry.objects.of(session).select_related("words") if checks else [],
        },
    )


def _waits_for(session: Session, *, keeps: bool) -> Any:
    """Who has the ball. Until the release only the secretariat learns that it has it again."""
    sitting = session.state == SessionState.SITTING
    if keeps and sitting and not list(every_item_dealt_with(session)):
        return _("the secretariat, which releases the recommendations")
    return WAITS_FOR[SessionState(session.state)]


def _steps(user: User, session: Session) -> list[Any]:
    """What this reader can do, with what is missing; no draw where every panel is drawn."""
    drawn = session.state == SessionState.DRAWN and not waits_for_a_panel(session)
    return [
        (transition, transition.blockers(session))
        for transition in SESSION.open_to(user, session)
        if not (drawn and transition.name == "draw")
    ]


def _rows(user: User, session: Session) -> list[Any]:
    """Applications with whether this reader may open them; what is not public yet left out."""
    opens = set(
        Application.objects.visible_to(user).filter(session=session).values_list("pk", flat=True)
    )
    applications = session.applications.exclude(state__in=[S.DRAFT, S.WITHDRAWN])
    return [
        (application, application.pk in opens)
        for application in applications.select_related("city").order_by("reference")
        if application.pk in opens or application.state not in NOT_ANNOUNCED
    ]


@login_required
def take_step(request: SignedInRequest, code: str, step: str) -> HttpResponse:
    """Confirm and perform one transition of a session."""
    session = find_session(request, code)
    undo = reverse("accreditation:session_take_back", args=[code, step])
    to_release = letters_to_release(session) if step == "release" else []
    ways = [_letter(reference, read_on) for reference, read_on in to_release]
    prepared = session.draws.prepared().first() if step == "draw" else None
    facts = {"draw": prepared, "seed_from": moment_of(prepared)} if prepared else {}
    return steps.take(request, SESSION, session, step, take_back_url=undo, ways=ways, **facts)


def _letter(reference: str, read_on: date | None) -> dict[str, str]:
    """The way to a letter that goes out, and whether somebody has read it before."""
    said = {"reference": reference, "day": date_format(read_on) if read_on else ""}
    text = (
        _("The letter on %(reference)s, read on %(day)s")
        if read_on
        else _("Read the letter on %(reference)s")
    )
    return {"text": text % said, "url": reverse("accreditation:letter", args=[reference])}


@login_required
def take_back(request: SignedInRequest, code: str, step: str) -> HttpResponse:
    """Take back what a first person has asked for."""
    return steps.take_back(request, SESSION, find_session(request, code), step)
