"""The panel of an application: who sits, who objects, who declares, who is replaced."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.http import SignedInRequest
from accreditation import clocks, letters
from accreditation.actions import panels as actions
from accreditation.choices import ApplicationState as S
from accreditation.choices import ReviewState
from accreditation.due import with_own_deadline
from accreditation.forms.conflicts import DeclareForm, LateConflictForm
from accreditation.forms.panels import ReplacementForm
from accreditation.models import Application, PanelMember, Review
from accreditation.responding import deadlines_of
from accreditation.workflow import APPLICATION, REVIEW
from accreditation.workflow.panel_guards import can_be_drawn_again
from office.days import today
from office.refusing import say_why
from office.saving import saved
from office.workflow import Refused

from .access import find
from .panel_forms import check_may, form_page, members_of
from .panel_objections import objected
from .settling import may_write


@login_required
def panel(request: SignedInRequest, reference: str) -> HttpResponse:
    """Everybody's view of the panel; what each may do on it."""
    application = find(request, reference)
    user = request.user
    check_may(request, "read_panel", application, _("The panel is not shown to you."))
    members = list(members_of(application).with_loss())
    mine = next((member for member in members if member.user_id == user.pk), None)
    window = actions.objection_window(application)
    may_see_objections = user.has_perm("accreditation.read_objections", application)
    steps_now = ("confirm_panel", "redraw" if can_be_drawn_again(application) else "replace_member")
    steps = [
        (transition, transition.blockers(application))
        for transition in APPLICATION.open_to(user, application)
        if transition.name in steps_now
    ]
    return render(
        request,
        "accreditation/panels/panel.html",
        {
            "application": application,
            "rows": _rows(request, application, members),
            "mine": mine,
            "keeps_pool": user.has_perm("accreditation.keep_pool"),
            "declare": DeclareForm() if mine and mine.declared_on is None else None,
            "own_part": _own_part(request, application, mine) if mine and mine.declared_on else {},
            "window": window,
            "speak_by": _first_call(application, mine) if mine else None,
            "overdue": application.state in APPLICATION.transitions["confirm_panel"].source,
            "may_object": window and user.has_perm("accreditation.object_to_member", application),
            "objections": objected(user, application) if may_see_objections else [],
            "day": today(),
            "may_settle": user.has_perm("accreditation.settle_objection", application),
            "steps": steps,
            "may_replace": any(transition.name == "replace_member" for transition, _no in steps),
            "replacement": actions.open_replacement(application) if steps else None,
            "clock": deadlines_of(application).first(),
            "waits_for": letters.WAITS_FOR_WORDS.get(application.state_for(user), ""),
        },
    )


def _first_call(application: Application, member: PanelMember) -> date | None:
    """Until when the members speak with each other once, while they review and it is to come."""
    if application.state != S.REVIEWING:
        return None
    call = clocks.first_call(application.framework.clocks, member.panel.drawn_on)
    return call.day if today() <= call.day else None


def _own_part(
    request: SignedInRequest, application: Application, member: PanelMember
) -> dict[str, str]:
    """What a member who has declared can do now; nothing where nothing waits for them."""
    review = Review.objects.filter(member=member).first()
    reference = [application.reference]
    if review is None:
        return {
            "title": _("You have declared"),
            "text": _(
                "Your review opens when the panel is confirmed; you get a letter then. Until then "
                "you can read what the city has filed."
            ),
            "url": reverse("accreditation:filing", args=reference),
            "label": _("Read the filing"),
            "optional": "yes",
        }
    if any(REVIEW.open_to(request.user, review)):
        return {
            "title": _("Your review"),
            "text": _("Nobody reads what you write there before every member has filed."),
            "url": reverse("accreditation:review", args=reference),
            "label": _("Go to your review"),
        }
    if may_write(request, application):
        return {
            "title": _("Every member has filed"),
            "text": _("You settle together where you differ, and what the report says."),
            "url": reverse("accreditation:settling", args=reference),
            "label": _("Settle the findings with the panel"),
        }
    return {}


@login_required
@require_POST
def declare(request: SignedInRequest, reference: str) -> HttpResponse:
    """Say whether there is a conflict, before any content opens."""
    application = find(request, reference)
    member = _own_seat(request, application)
    form = DeclareForm(request.POST)
    if saved(form, actions.declare, member=member, by=request.user):
        return _declared(request, application, form.cleaned_data["conflict"])
    return form_page(request, application, form, _("Declare conflicts"), "")


@login_required
def late_conflict(request: SignedInRequest, reference: str) -> HttpResponse:
    """A conflict that has come to light ends the member's part at once."""
    application = find(request, reference)
    member = _own_seat(request, application)
    form = LateConflictForm(request.POST if request.method == "POST" else None)
    if saved(form, actions.declare, member=member, by=request.user):
        return _declared(request, application, form.cleaned_data["conflict"])
    return form_page(
        request,
        application,
        form,
        _("A conflict has come to light"),
        _(
            "The file closes to you at once, and another reviewer takes the seat. What you have "
            "written stays on record and leaves the panel's work."
        ),
    )


def _own_seat(request: SignedInRequest, application: Application) -> PanelMember:
    check_may(
        request, "declare_conflicts", application, _("Members of the panel declare conflicts.")
    )
    return get_object_or_404(members_of(application), user=request.user)


def _declared(request: SignedInRequest, application: Application, conflict: str) -> HttpResponse:
    """A member with a conflict does not see the application any more."""
    if conflict:
        messages.success(request, _("Thank you. Another reviewer takes your seat."))
        return redirect("accreditation:desk")
    messages.success(request, _("Thank you. You can now read what the city has filed."))
    return redirect("accreditation:panel", reference=application.reference)


@login_required
def replacement(request: SignedInRequest, reference: str) -> HttpResponse:
    """Draw who would take a seat; the step carries it out."""
    application = find(request, reference)
    check_may(request, "replace_member", application, _("Only the secretariat replaces a member."))
    form = ReplacementForm(
        request.POST if request.method == "POST" else None, members=members_of(application)
    )
    if saved(form, actions.prepare_replacement, by=request.user):
        messages.success(request, _("The change is prepared. Take the step to carry it out."))
        return redirect("accreditation:panel", reference=reference)
    lead = _("The seat is drawn from the pool; every other seat stays as it is.")
    return form_page(request, application, form, _("Replace a member"), lead)


@login_required
@require_POST
def drop_replacement(request: SignedInRequest, reference: str) -> HttpResponse:
    """Give up a change that was prepared."""
    application = find(request, reference)
    check_may(request, "replace_member", application, _("Only the secretariat replaces a member."))
    try:
        actions.drop_replacement(application=application, by=request.user)
    except Refused as refused:
        say_why(request, *refused.reasons)
    else:
        messages.success(request, _("The change is dropped; the panel stays as it is."))
    return redirect("accreditation:panel", reference=reference)


def _rows(
    request: SignedInRequest, application: Application, members: list[PanelMember]
) -> list[dict[str, Any]]:
    """Each member; for the secretariat also who has filed, without times (design §5), and until
    when those review who came later."""
    reviews: dict[int, Any] = {}
    if request.user.has_perm("accreditation.see_who_has_filed", application):
        read = with_own_deadline(Review.objects.filter(member__in=members))
        reviews = {review.member_id: review for review in read}
    return [
        {
            "member": member,
            "is_mine": member.user_id == request.user.pk,
            "review": reviews.get(member.pk),
            "has_filed": member.pk in reviews and reviews[member.pk].state == ReviewState.FILED,
        }
        for member in members
    ]
