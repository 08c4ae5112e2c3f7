"""Clocks of what came to its state before that state had one: started once, from the facts.

An installation that is brought up to date has cases on the way. Whoever waits for them reads by
when, and is reminded, as if the clock had been there from the first day.
"""

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.db.models import CharField, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Cast

from accreditation import clocks
from accreditation.choices import ApplicationState, SessionState
from accreditation.models import Application, Objection, Session
from office import clocks as office_clocks
from office.clocks import Due
from office.days import today
from office.models import Clock, TrailEntry
from office.models.clock import REMINDER
from office.workflow import WORKFLOWS

from .committee_guards import lodged_challenge

OF_THE_REPORTS = "remind_of_reports"


def start_what_is_missing() -> int:
    """How many were started. Asks one statement of each kind, and no more where none is missing."""
    return (
        _start("panel_objection", REMINDER, _objections(), _settled_by)
        + _start("application", REMINDER, _applications(), _dealt_with_by)
        + _start("session", OF_THE_REPORTS, _sessions_to_come(), _reports_by)
        + _start("session", REMINDER, _sessions_that_sit(), _released_by)
    )


def _start(workflow: str, step: str, missing: QuerySet[Any], due_of: Callable[[Any], Due]) -> int:
    started = 0
    for subject in missing:
        with transaction.atomic():
            WORKFLOWS[workflow].lock(subject)
            if missing.filter(pk=subject.pk).exists():  # still, now that it is held
                due = due_of(subject)
                late = due.day if due.day < today() else None
                office_clocks.start(workflow, subject, step, due, late_since=late)
                started += 1
    return started


def _of(workflow: str) -> QuerySet[Clock]:
    key = Cast(OuterRef("pk"), CharField())
    return Clock.objects.filter(workflow=workflow, subject_key=key)


def _objections() -> QuerySet[Objection]:
    every = Objection.objects.open().filter(~Exists(_of("panel_objection")))
    return every.select_related("member__panel__application__framework")


def _applications() -> QuerySet[Any]:
    """The last clock of those is that of the challenge the city could lodge. One that reminds, also
    one that has reminded for the last time, comes after it."""
    last = Subquery(_of("application").order_by("-pk").values("step")[:1])
    waiting = Application.objects.filter(
        state__in=[ApplicationState.CHALLENGED, ApplicationState.DECIDED]
    ).annotate(last_step=last)
    without = waiting.filter(Q(last_step=None) | ~Q(last_step=REMINDER))
    return without.select_related("framework")


def _sessions_to_come() -> QuerySet[Session]:
    to_come = Session.objects.filter(state__in=[SessionState.CLOSED, SessionState.DRAWN])
    without = to_come.filter(~Exists(_of("session").filter(step=OF_THE_REPORTS)))
    return without.select_related("framework")


def _sessions_that_sit() -> QuerySet[Session]:
    sitting = Session.objects.filter(state=SessionState.SITTING)
    without = sitting.filter(~Exists(_of("session").filter(step=REMINDER)))
    return without.select_related("framework")


def _settled_by(objection: Objection) -> Due:
    return clocks.objection_settled(objection.application.framework.clocks, objection.lodged_on)


def _dealt_with_by(application: Application) -> Due:
    terms = application.framework.clocks
    if application.state == ApplicationState.DECIDED:
        return clocks.publication(terms, application.decision.decided_on)
    lodged = lodged_challenge(application).lodged_on
    return clocks.challenge_settled(terms, lodged or today())


def _reports_by(session: Session) -> Due:
    return clocks.facts_checked(session.framework.clocks, session.meets_on)


def _released_by(session: Session) -> Due:
    """From the day the meeting was opened, which can be later than the one it was planned for."""
    opened = TrailEntry.objects.of(session).filter(step="sit").order_by("-number")
    day = opened.values_list("day", flat=True).first()
    return clocks.release(session.framework.clocks, day or session.meets_on)
