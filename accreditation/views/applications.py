"""An application: its list, its page, and what the city and the secretariat prepare."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.generic import ListView

from accounts.http import SignedInRequest
from accreditation import letters
from accreditation.actions import applications as actions
from accreditation.actions.decisions import is_letter_unread
from accreditation.actions.extending import KINDS
from accreditation.choices import ApplicationState
from accreditation.due import release_of
from accreditation.forms.applications import LanguageForm, PrepareForm
from accreditation.models import Application, Session
from accreditation.responding import deadlines_of
from accreditation.workflow import APPLICATION
from cities.models import City
from office.days import today
from office.models import Proposal, Report
from office.saving import saved, status_of
from progress.kept import kept_for
from progress.models import Evidence

from .access import find
from .before_filing import prepared, summary_of
from .history import happened
from .team_dates import reasons_of, words_of

PER_PAGE = 25


class ApplicationList(LoginRequiredMixin, ListView):
    request: SignedInRequest  # type: ignore[assignment]
    template_name = "accreditation/applications/list.html"
    context_object_name = "applications"

    def get_queryset(self) -> Any:
        """Newest first, a page at a time; ``before`` is the last reference of the page before."""
        applications = Application.objects.visible_to(self.request.user)
        if state := self._state():
            applications = applications.filter(state=state)
        if before := self.request.GET.get("before", "").replace("\x00", ""):
            applications = applications.filter(reference__lt=before)
        return applications.select_related("city", "framework", "session")[: PER_PAGE + 1]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        rows = list(context["applications"])
        context["applications"] = rows[:PER_PAGE]
        if len(rows) > PER_PAGE:
            page = {"before": rows[PER_PAGE - 1].reference, "state": self._state()}
            context["older_url"] = f"?{urlencode({key: page[key] for key in page if page[key]})}"
        if self._knows_states():
            context |= {"states": ApplicationState.choices, "state": self._state()}
        return context

    def _knows_states(self) -> bool:
        """Others are not told of each state at once (embargo), so they cannot ask for one."""
        return self.request.user.has_perm("accreditation.keep_sessions")

    def _state(self) -> str:
        asked = self.request.GET.get("state", "")
        return asked if asked in ApplicationState.values and self._knows_states() else ""


@login_required
def of_city(request: SignedInRequest, slug: str) -> HttpResponse:
    """The city's open application, or the page that opens one."""
    city = get_object_or_404(City.objects.with_role(request.user), slug=slug)
    application = city.applications.order_by("-pk").first()
    if application and application in Application.objects.open():
        return redirect(application)
    return redirect("accreditation:open", slug=slug)


@login_required
def open_for(request: SignedInRequest, slug: str) -> HttpResponse:
    """Explain what an application is, and open one."""
    city = get_object_or_404(City.objects.with_role(request.user), slug=slug)
    kept = kept_for(city)
    if kept is None:
        raise Http404
    framework = kept.framework
    may = request.user.has_perm("accreditation.open_application", city)
    problems: list[str] = []
    if request.method == "POST":
        if not may:
            raise PermissionDenied(_("Only the city lead can open an application."))
        try:
            application = actions.open_application(city=city, framework=framework, by=request.user)
        except ValidationError as error:
            problems = error.messages
        else:
            messages.success(request, _("The application is open. It is a draft until you submit."))
            return redirect(application)
    context = {
        "city": city,
        "framework": framework,
        "may": may,
        "problems": problems,
        "sessions": Session.objects.open_for_filing().filter(framework=framework),
        "earlier": city.applications.select_related("framework"),
    }
    return render(
        request,
        "accreditation/applications/open.html",
        context,
        status=409 if problems else 200,
    )


@login_required
def detail(request: SignedInRequest, reference: str) -> HttpResponse:
    """Where an application stands, who has the ball, and what this reader can do."""
    application = find(request, reference)
    user = request.user
    readable = [
        report
        for report in Report.objects.of(application)
        if user.has_perm(report.permission, application)
    ]
    clocks, shown = list(deadlines_of(application)), KINDS[Application].shown
    until = clocks[0] if clocks else release_of(application)
    may_read_objections = user.has_perm("accreditation.read_objections", application)
    may_read_trail = user.has_perm("accreditation.read_trail", application)
    return render(
        request,
        "accreditation/applications/detail.html",
        {
            "application": application,
            "steps": [
                (transition, transition.blockers(application))
                for transition in APPLICATION.open_to(user, application)
            ],
            "letter_waits": user.has_perm("accreditation.publish_decision", application)
            and is_letter_unread(application),
            "clocks": clocks,
            "until": until,
            "day": today(),
            "deadlines": [
                (
                    clock,
                    words_of(clock, application.state),
                    reasons_of(clock, may_read_objections=may_read_objections),
                    shown(application, clock),
                )
                for clock in clocks
            ],
            "may_extend": user.has_perm("accreditation.extend_deadline", application),
            "waits_for": letters.WAITS_FOR_WORDS.get(application.state_for(user), ""),
            "mine": letters.is_turn_of(user, application, until),
            "reports": readable,
            "filing": application.filing
            if user.has_perm("accreditation.read_filing", application)
            else None,
            "proposals": Proposal.objects.open().of(application).select_related("by")
            if user.has_perm("accreditation.publish_decision", application)
            else [],
            "trail": happened(user, application) if may_read_trail else [],
            "show_actors": user.has_perm("accreditation.see_sessions"),
        },
    )


@login_required
def prepare(request: SignedInRequest, reference: str) -> HttpResponse:
    """What is applied for, the session, the language and the council's decision; then submit."""
    application = find(request, reference, "prepare_application")
    sessions = Session.objects.open_for_filing().filter(framework=application.framework)
    if application.session_id:
        sessions = sessions | Session.objects.filter(pk=application.session_id)
    stands = actions.prepared_of
    form = PrepareForm(
        request.POST if request.method == "POST" else None,
        sessions=sessions,
        evidence=Evidence.objects.filter(city=application.city, retired_on=None),
        initial=stands(application),
    )
    act = actions.prepare_application
    if saved(form, act, stands, application=application, by=request.user):
        messages.success(request, _("Saved."))
        return redirect("accreditation:prepare", reference=reference)
    submit = APPLICATION.transitions["submit"]
    is_open = application.state in submit.source
    return render(
        request,
        "accreditation/applications/prepare.html",
        {
            "application": application,
            "form": form,
            "open": is_open,
            "closed_because": "" if is_open else actions.closed_because(application),
            "summary": summary_of(application) if is_open else None,
            "filed": [] if is_open else list(prepared(application)),
            "no_session": not sessions.exists(),
            "no_evidence": not Evidence.objects.filter(city=application.city).exists(),
            "blockers": submit.blockers(application),
            "may_submit": APPLICATION.may("submit", request.user, application),
        },
        status=status_of(form),
    )


@login_required
def admission(request: SignedInRequest, reference: str) -> HttpResponse:
    """The secretariat checks the filing, agrees on the language, admits or returns."""
    application = find(request, reference, "admit_application")

    def stands(now: Application) -> dict[str, Any]:
        agreed = now.working_language or now.wished_language or "en"
        return {"language": agreed, "version": now.version}

    form = LanguageForm(
        request.POST if request.method == "POST" else None,
        initial=stands(application),
    )
    if saved(form, actions.agree_on_language, stands, application=application, by=request.user):
        messages.success(request, _("The working language is saved."))
        return redirect("accreditation:admission", reference=reference)
    return render(
        request,
        "accreditation/applications/admission.html",
        {
            "application": application,
            "form": form,
            "filing": application.filing,
            "open": application.state in APPLICATION.transitions["admit"].source,
            "steps": [
                (transition, transition.blockers(application))
                for transition in APPLICATION.open_to(request.user, application)
            ],
        },
        status=status_of(form),
    )


@login_required
def filing(request: SignedInRequest, reference: str) -> HttpResponse:
    """The record as it was submitted: what a panel judges."""
    application = find(request, reference, "read_filing")
    frozen = application.filing
    if frozen is None:
        raise Http404
    answers = (
        frozen.answers.select_related("requirement__commitment__pillar", "requirement__scale")
        .prefetch_related("citations__evidence", "requirement__scale__steps")
        .order_by("requirement__commitment__position", "requirement__position")
    )
    return render(
        request,
        "accreditation/applications/filing.html",
        {
            "application": application,
            "filing": frozen,
            "answers": answers,
            "specials": dict(application.framework.special_answers.values_list("key", "label")),
            "groups": frozen.groups.all(),
            "measures": frozen.measures.all(),
        },
    )
