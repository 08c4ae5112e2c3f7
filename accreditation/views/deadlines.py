"""More time for a deadline of whatever waits for somebody (``accreditation.actions.extending``)."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.http import SignedInRequest
from accreditation.actions import deadlines as actions
from accreditation.actions.extending import KINDS, deadline_of
from accreditation.actions.extending_words import what_follows
from accreditation.forms.deadlines import ExtendForm
from accreditation.models import Review
from office.saving import saved, status_of

from . import panel_objections
from .access import find
from .attending import find_objection
from .conditions import find_condition
from .labels import find_label
from .sessions import find_session


@login_required
def of_application(request: SignedInRequest, reference: str, step: str) -> HttpResponse:
    application = find(request, reference)
    return _extend(request, application, step, application.get_absolute_url())


@login_required
def of_label(request: SignedInRequest, number: str, step: str) -> HttpResponse:
    label = find_label(request, number)
    return _extend(request, label, step, reverse("accreditation:label", args=[number]))


@login_required
def of_condition(request: SignedInRequest, reference: str) -> HttpResponse:
    condition = find_condition(request, reference)
    return _extend(request, condition, "remind", condition.get_absolute_url())


@login_required
def of_objection(request: SignedInRequest, reference: str) -> HttpResponse:
    objection = find_objection(request, reference)
    return _extend(request, objection, "remind", objection.get_absolute_url())


@login_required
def of_review(request: SignedInRequest, reference: str, pk: int) -> HttpResponse:
    """Of a member who came later; nobody else learns whether one waits."""
    application = find(request, reference)
    _check_may(request, application)
    review = get_object_or_404(Review.objects.of_the_panel_of(application), pk=pk)
    return _extend(request, review, "remind", reverse("accreditation:panel", args=[reference]))


@login_required
def of_panel_objection(request: SignedInRequest, reference: str, pk: int) -> HttpResponse:
    """Until when the secretariat settles it."""
    application = find(request, reference)
    _check_may(request, application)
    objection = get_object_or_404(panel_objections.of_application(application), pk=pk)
    return _extend(request, objection, "remind", reverse("accreditation:panel", args=[reference]))


@login_required
def of_session(request: SignedInRequest, code: str) -> HttpResponse:
    """Until when what the committee recommends goes out."""
    session = find_session(request, code)
    return _extend(request, session, "remind", session.get_absolute_url())


def _check_may(request: SignedInRequest, subject: Any) -> None:
    if not request.user.has_perm("accreditation.extend_deadline", subject):
        raise PermissionDenied(_("Only the secretariat gives more time."))


def _extend(request: SignedInRequest, subject: Any, step: str, back: str) -> HttpResponse:
    """The secretariat says until when, and why; everybody concerned gets a letter."""
    kind = KINDS[type(subject)]
    if step not in kind.ends:
        raise Http404
    _check_may(request, subject)
    deadline = deadline_of(subject, step)
    form = ExtendForm(request.POST if request.method == "POST" else None, deadline=deadline)
    if saved(form, actions.extend_deadline, subject=subject, step=step, by=request.user):
        day = date_format(form.cleaned_data["to"])
        messages.success(request, _("The deadline now ends on %(day)s.") % {"day": day})
        return redirect(back)
    context = {
        "subject": subject,
        "back": back,
        "ends": kind.ends[step],
        "follows": what_follows(subject, step),
        "deadline": deadline,
        "form": form,
    }
    return render(request, "accreditation/extend.html", context, status=status_of(form))
