"""The committee's page of an application: what it reads, drafts and votes on."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import prefetch_related_objects
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.http import SignedInRequest
from accreditation import letters, voting
from accreditation.actions import recommendations as actions
from accreditation.actions.conditions import conditions_of
from accreditation.choices import MemberObjectionState, Outcome, Settled, VoteView
from accreditation.due import release_of
from accreditation.forms.conditions import initial as condition_fields
from accreditation.forms.recommendations import (
    RecommendationForm,
    RecusalForm,
    VoteForm,
    key_of,
    words_of_outcome,
)
from accreditation.models import Application, Condition, Recommendation
from accreditation.standing import reasoned_of, settlements_of, standing_of
from accreditation.templatetags.accreditation import meeting_sentence, step_of
from accreditation.workflow import APPLICATION
from accreditation.workflow.committee_guards import latest_of, recommendations_of
from office.days import today
from office.models import Report
from office.reading import once
from office.saving import ChangedMeanwhile, saved, status_of
from office.workflow import Refused

from .access import find
from .lacks import lacking_by_level


@login_required
def committee(request: SignedInRequest, reference: str) -> HttpResponse:
    """Read the case; a member saves the draft recommendation here."""
    if request.method != "POST":
        application = find(request, reference, "read_deliberation")
        return _page(request, application)
    application = find(request, reference, "vote")
    draft = application.recommendation
    form = _draft_form(application, draft, request.POST)
    if not form.is_valid():
        return _page(request, application, form=form)
    try:
        cleared = actions.draft_recommendation(
            application=application, by=request.user, **form.text()
        )
    except ChangedMeanwhile as changed:
        current: Any = changed.current
        form = _draft_form(
            application, current, {**request.POST.dict(), "version": current.version}
        )
        return _page(request, application, form=form, other=current, code=409)
    except Refused as refused:
        form.add_error(None, refused.reasons)
        return _page(request, application, form=form, code=409)
    messages.success(request, _("The draft is saved."))
    if cleared:
        messages.warning(
            request, _("The text has changed, so the votes were cleared. Please vote again.")
        )
    return redirect("accreditation:committee", reference=reference)


@login_required
def vote(request: SignedInRequest, reference: str) -> HttpResponse:
    """Save one's own vote on the draft."""
    application = find(request, reference, "vote")
    if request.method != "POST":
        return redirect("accreditation:committee", reference=reference)
    form = VoteForm(request.POST)
    if saved(form, actions.vote, application=application, by=request.user):
        messages.success(request, _("Your vote is saved. You can change it until the end."))
        return redirect("accreditation:committee", reference=reference)
    return _page(request, application, vote_form=form, code=status_of(form))


@login_required
def recuse(request: SignedInRequest, reference: str) -> HttpResponse:
    """Take no part in a case; the file is then hidden from this person."""
    application = find(request, reference, "recuse")
    form = RecusalForm(request.POST if request.method == "POST" else None)
    if saved(form, actions.recuse, application=application, by=request.user):
        messages.success(
            request, _("You take no part in this case. Its file is closed to you from now on.")
        )
        return redirect("accreditation:desk")
    return render(
        request,
        "accreditation/committee/recuse.html",
        {"application": application, "form": form},
        status=status_of(form),
    )


def _draft_form(
    application: Application, draft: Recommendation | None, data: Any = None
) -> RecommendationForm:
    initial = {}
    if draft:
        initial = {
            "proposes": key_of(draft.outcome, draft.level) if draft.outcome else "",
            "reasons": draft.reasons,
            "differs_because": draft.differs_because,
            "version": draft.version,
            **condition_fields(conditions_of(draft)),
        }
    return RecommendationForm(
        data,
        initial=initial,
        outcomes=actions.outcomes_for(application),
        words=words_of_outcome,
        question=_("What does the committee recommend?"),
    )


def _page(request: SignedInRequest, application: Application, **forms: Any) -> HttpResponse:
    """The page, on which the case, its draft and its votes are each asked for several times."""
    prefetch_related_objects([application.framework], "levels", "special_answers")
    with once():
        return _drawn(request, application, **forms)


def _in_the_filing(application: Application) -> Callable[[str], str]:
    """Where a requirement's answer stands among what was filed."""
    filing = reverse("accreditation:filing", args=[application.reference])
    return lambda code: f"{filing}#{code}"


def _drawn(
    request: SignedInRequest,
    application: Application,
    *,
    form: Form | None = None,
    vote_form: VoteForm | None = None,
    other: Recommendation | None = None,
    code: int = 200,
) -> HttpResponse:
    user = request.user
    latest = latest_of(application)
    drafting = latest is not None and latest.made_on is None
    may_vote = user.has_perm("accreditation.vote", application)
    count = voting.committee_count(latest) if latest else voting.NOBODY
    mine = next((vote for vote in count.votes if vote.member_id == user.pk), None)
    if vote_form is None and latest:
        vote_form = VoteForm(
            initial={
                "view": mine.view if mine else "",
                "dissent": mine.dissent if mine else "",
                "version": latest.version,
            }
        )
    if vote_form:
        vote_form.helper.form_action = reverse("accreditation:vote", args=[application.reference])
    session: Any = application.session  # there always is one before the committee
    standing = standing_of(application)
    context = {
        "waits_for": letters.WAITS_FOR_WORDS.get(application.state, _("nobody any more")),
        "waits_text": meeting_sentence(session, today()) if drafting else "",
        "release": release_of(application),
        "mine": may_vote and not mine and drafting and actions.is_sitting(session),
        "may_vote": may_vote,
        "application": application,
        "latest": latest,
        "drafting": drafting,
        "other": other,
        "form": (form or _draft_form(application, latest)) if drafting and may_vote else None,
        "vote_form": vote_form if drafting and may_vote else None,
        "my_vote": mine,
        "count": count if user.has_perm("accreditation.read_votes", application) else None,
        "votes_in_words": in_words(count.votes),
        "standing": standing,
        "lacking": lacking_by_level(application, _in_the_filing(application)),
        "passed_on": _passed_on(application),
        "statement": getattr(application, "statement", None),
        "reasoned": reasoned_of(application),
        "earlier": [one for one in recommendations_of(application)[1:] if one.made_on],
        "held_conditions": Condition.objects.of_the_label_held_by(application.city_id),
        "recusals": application.recusals.select_related("member"),
        "upheld": application.member_objections.filter(
            state=MemberObjectionState.UPHELD
        ).select_related("member"),
        "reads_reasons": user.has_perm("accreditation.read_trail", application),
        "attends": session.attendance.filter(
            attends=True, member__in=voting.members_of(*voting.COMMITTEE)
        ).select_related("member"),
        "quorum": application.framework.committee.quorum,
        "reports": [
            report
            for report in Report.objects.of(application)
            if user.has_perm(report.permission, application)
        ],
        "steps": _steps(request, application, latest),
    }
    return render(request, "accreditation/committee/page.html", context, status=code)


def _passed_on(application: Application) -> list[dict[str, Any]]:
    """What the panel could not settle: both values in words, with both reasons."""
    specials = {one.key: one.label for one in application.framework.special_answers.all()}
    settlements = [one for one in settlements_of(application) if one.how == Settled.PASSED_ON]
    return [
        {
            "requirement": settlement.requirement,
            "views": [
                (title, specials.get(value) or step_of(settlement.requirement, value), reason)
                for title, value, reason in (
                    (_("The lower value"), settlement.lowest, settlement.reason_lower),
                    (_("The higher value"), settlement.highest, settlement.reason_higher),
                )
            ],
        }
        for settlement in settlements
    ]


def _steps(
    request: SignedInRequest, application: Application, draft: Recommendation | None
) -> list[Any]:
    """The chair's step that the draft leads to, with what is missing before it."""
    name = "defer" if draft and draft.outcome == Outcome.DEFERRED else "recommend"
    return [
        (transition, transition.blockers(application))
        for transition in APPLICATION.open_to(request.user, application)
        if transition.name == name
    ]


def in_words(votes: list[Any]) -> str:
    """How a body has voted, in words; consensus is when all who voted are for it."""
    views = [vote.view for vote in votes]
    if not views:
        return _("Nobody has voted yet.")
    if set(views) == {VoteView.FOR}:
        return _("Consensus: all who voted are for it (%(count)d).") % {"count": len(views)}
    return _("%(for)d for, %(against)d against, %(abstains)d abstaining.") % {
        "for": views.count(VoteView.FOR),
        "against": views.count(VoteView.AGAINST),
        "abstains": views.count(VoteView.ABSTAINS),
    }
