"""The city objects to a member of its panel; the secretariat settles it by a day."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.http import SignedInRequest
from accounts.models import User
from accreditation import clocks
from accreditation.actions import panels as actions
from accreditation.actions.extendable import Deadline
from accreditation.actions.extending import KINDS, deadline_of
from accreditation.choices import PanelObjectionState
from accreditation.forms.panels import ObjectionForm, SettleObjectionForm
from accreditation.models import Application, Objection
from accreditation.workflow import PANEL_OBJECTION
from accreditation.workflow.panel_guards import can_be_drawn_again
from office.models import Clock
from office.saving import saved

from .access import find
from .panel_forms import check_may, form_page, members_of


@dataclass(frozen=True)
class Objected:
    """An objection, until when it is to be settled, and whether this reader gives more time."""

    objection: Objection
    clock: Clock | None
    deadline: Deadline | None


def of_application(application: Application) -> QuerySet[Objection]:
    every = Objection.objects.filter(member__panel__application=application)
    return every.select_related("member__reviewer__user", "member__panel__application")


def objected(user: User, application: Application) -> Iterator[Objected]:
    """All of them, with their clocks: two statements, however many there are."""
    objections = list(of_application(application))
    keys = [str(one.pk) for one in objections]
    standing = Clock.objects.standing().filter(workflow=PANEL_OBJECTION.name, subject_key__in=keys)
    by_key = {clock.subject_key: clock for clock in standing} if keys else {}
    extends = user.has_perm("accreditation.extend_deadline", application)
    for one in objections:
        clock = by_key.get(str(one.pk))
        shown = KINDS[Objection].shown(one, clock) if clock and extends else None
        yield Objected(one, clock, shown)


@login_required
def object_to(request: SignedInRequest, reference: str) -> HttpResponse:
    """The city objects to a member."""
    application = find(request, reference)
    check_may(
        request, "object_to_member", application, _("Only the city lead objects to a member.")
    )
    window = actions.objection_window(application)
    form = ObjectionForm(
        request.POST if request.method == "POST" else None, members=members_of(application)
    )
    if saved(form, actions.object_to, by=request.user):
        messages.success(request, _("Your objection is lodged. The secretariat settles it."))
        return redirect("accreditation:panel", reference=reference)
    shown = form if window or form.is_bound else None
    lead = _rule(application, window)
    return form_page(request, application, shown, _("Object to a member"), lead)


def _rule(application: Application, window: Clock | None) -> str:
    if window is None:
        return _("The time for objections is over.")
    days = application.framework.clocks.days("panel_objection_decision")
    return _("You can object until the end of %(day)s; it is settled within %(days)d days.") % {
        "day": date_format(window.due_on),
        "days": days,
    }


@login_required
def objection(request: SignedInRequest, reference: str, pk: int) -> HttpResponse:
    """The secretariat upholds or rejects an objection."""
    application = find(request, reference)
    check_may(
        request, "settle_objection", application, _("Only the secretariat settles objections.")
    )
    one = get_object_or_404(of_application(application), pk=pk)
    form = SettleObjectionForm(
        request.POST if request.method == "POST" else None,
        may_redraw=can_be_drawn_again(application),
    )
    if saved(form, actions.settle_objection, objection=one, by=request.user):
        messages.success(request, _("The objection is settled."))
        return redirect("accreditation:panel", reference=reference)
    shown = form if one.state == PanelObjectionState.OPEN or form.is_bound else None
    title = _("Objection to %(member)s") % {"member": one.member.reviewer.public_name}
    lead = _until_when(one)
    return form_page(request, application, shown, title, lead, quote=one.grounds)


def _until_when(one: Objection) -> str:
    """By the day of its clock; by the edition's where it was lodged before it had one."""
    if one.state != PanelObjectionState.OPEN:
        return _(
            "Nothing is left to settle: the objection is settled, or the member has left the panel."
        )
    running = deadline_of(one, "remind")
    if running:
        day, rule = running.last_day, running.rule
    else:
        due = clocks.objection_settled(one.application.framework.clocks, one.lodged_on)
        day, rule = due.day, due.rule
    return _("To be settled until %(day)s: %(rule)s.") % {"day": date_format(day), "rule": rule}
