"""Where the members of a panel differ, and what is still open before its report."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.http import SignedInRequest
from accreditation.actions import reviews, settling
from accreditation.choices import ReviewState, Settled
from accreditation.forms.settling import PassOnForm, SettleForm
from accreditation.models import Application, Assessment, Settlement
from accreditation.responding import deadlines_of
from accreditation.standing import standing_of
from accreditation.workflow import APPLICATION
from commitments.wording import read_in
from office.reading import once
from office.saving import saved, status_of
from progress.edition import Edition, edition_of

from .filed import answers_by_requirement
from .lacks import lacking_by_level
from .settling import check_writes, group_views, may_write, measure_views, together

FAR = 1_000  # a special answer stands further from a step than any two steps from each other


@login_required
def overview(request: SignedInRequest, reference: str) -> HttpResponse:
    """What is still open before the draft report, the differences, and the level so far."""
    application = together(request, reference)
    worded = edition_of(application.framework, request.user.reads_in)
    step = APPLICATION.transitions["settle"]
    settlements = application.settlements.select_related("requirement__commitment").order_by(
        "requirement__commitment__position", "requirement__position"
    )
    differing = [one for one in settlements if one.how != Settled.EQUAL]
    differing.sort(key=_size, reverse=True)
    with once():
        standing = standing_of(application)
        levels = lacking_by_level(
            application,
            lambda code: reverse("accreditation:difference", args=[reference, code]),
            worded,
        )
    return render(
        request,
        "accreditation/settling/overview.html",
        {
            "application": application,
            **read_in(application.framework, request.user.reads_in),
            "differing": [_row(one, worded) for one in differing],
            "equal": [_row(one, worded) for one in settlements if one.how == Settled.EQUAL],
            "findings": application.findings.of_the_panel().count(),
            "undecided": application.findings.of_the_panel().filter(taken_up=None).count(),
            "reasoned": application.reasoned.select_related("level"),
            "has_groups": group_views(application).exists() or measure_views(application).exists(),
            "standing": standing,
            "levels": levels,
            "may_write": may_write(request, application),
            "step": step,
            "is_over": not settling.is_settling(application),
            "blockers": step.blockers(application) if settling.is_settling(application) else [],
            "may_take": settling.is_settling(application)
            and APPLICATION.may("settle", request.user, application),
            "clock": deadlines_of(application).filter(step="remind").first(),
        },
    )


def _size(one: Settlement) -> int:
    """How far the lowest and the highest value lie apart."""
    if one.lowest.isdigit() and one.highest.isdigit():
        return int(one.highest) - int(one.lowest)
    return FAR


def _row(one: Settlement, worded: Edition) -> dict[str, Any]:
    labels = _labels(one, worded)
    return {
        "settlement": one,
        "requirement": worded.requirements[one.requirement.code],
        "lowest": labels.get(one.lowest, one.lowest),
        "highest": labels.get(one.highest, one.highest),
        "found": labels.get(one.found, one.found),
        "is_open": one.how == Settled.OPEN,
    }


def _labels(one: Settlement, worded: Edition) -> dict[str, str]:
    """What each value is called that may have been found here."""
    return {value: label for value, label, _text in reviews.values_for(one.requirement, worded)}


@login_required
def difference(request: SignedInRequest, reference: str, code: str) -> HttpResponse:
    """Who found what and why; settle it in writing, or pass it on with both reasons."""
    application = together(request, reference)
    one = get_object_or_404(
        application.settlements.select_related("requirement__commitment"), requirement__code=code
    )
    one.application = application
    one.requirement.framework = application.framework
    worded = edition_of(application.framework, request.user.reads_in)
    answer = answers_by_requirement(application, [one.requirement]).get(one.requirement_id)
    values = reviews.values_open(one.requirement, answer.special if answer else "", worded)
    data = request.POST if request.method == "POST" else None
    passing = data is not None and "reason_lower" in data
    initial = {name: getattr(one, name) for name in
               ("found", "reason", "reason_lower", "reason_higher", "version")}  # fmt: skip
    settle = SettleForm(None if passing else data, values=values, initial=initial)
    pass_on = PassOnForm(data if passing else None, initial=initial)
    if data is not None:
        check_writes(request, application)
        form, act = (pass_on, settling.pass_on) if passing else (settle, settling.settle_difference)
        if saved(form, act, settlement=one, by=request.user):
            messages.success(request, _("Saved. What members found first stays on record."))
            return redirect("accreditation:settling", reference=reference)
    labels = _labels(one, worded)
    return render(
        request,
        "accreditation/settling/difference.html",
        {
            "application": application,
            **read_in(application.framework, request.user.reads_in),
            **_row(one, worded),
            "answer": answer,
            "special": worded.specials.get(answer.special) if answer else None,
            "labels": labels,
            "assessments": _with_words(_assessments(application, one, ReviewState.FILED), labels),
            "set_aside": _with_words(_assessments(application, one, ReviewState.ENDED), labels)
            if request.user.has_perm("accreditation.read_set_aside", application)
            else [],
            "differs": one.how != Settled.EQUAL,
            "settle": settle,
            "pass_on": pass_on,
            "may_write": may_write(request, application) and one.how != Settled.EQUAL,
        },
        status=status_of(settle, pass_on),
    )


def _assessments(application: Application, one: Settlement, state: str) -> Any:
    written = Assessment.objects.filter(
        requirement=one.requirement_id,
        review__state=state,
        review__member__panel__application=application,
        review__member__panel__dissolved_on=None,
    )
    return written.select_related("review__member__reviewer__user")


def _with_words(assessments: Any, labels: dict[str, str]) -> list[tuple[Assessment, str]]:
    return [(one, labels.get(one.found, one.found)) for one in assessments]
