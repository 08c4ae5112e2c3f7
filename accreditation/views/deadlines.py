"""More time for a deadline of an application."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.http import SignedInRequest
from accreditation.actions import deadlines as actions
from accreditation.forms.deadlines import ExtendForm
from accreditation.workflow import APPLICATION
from office.clocks import first_later_day

from .applications import find
from .saving import saved, status_of


@login_required
def extend(request: SignedInRequest, reference: str, step: str) -> HttpResponse:
    """The secretariat says until when, and why; everybody concerned gets a letter."""
    application = find(request, reference)
    if step not in actions.EXTENDABLE:
        raise Http404
    if not request.user.has_perm("accreditation.extend_deadline", application):
        raise PermissionDenied(_("Only the secretariat gives more time."))
    clock = actions.standing_clock(application, step)
    form = ExtendForm(
        request.POST if request.method == "POST" else None,
        first=first_later_day(clock) if clock else None,
    )
    if saved(form, actions.extend_deadline, application=application, step=step, by=request.user):
        day = date_format(form.cleaned_data["to"])
        messages.success(request, _("The deadline now ends on %(day)s.") % {"day": day})
        return redirect(application)
    context = {
        "application": application,
        "transition": APPLICATION.transitions[step],
        "clock": clock,
        "form": form,
    }
    return render(
        request, "accreditation/applications/extend.html", context, status=status_of(form)
    )
