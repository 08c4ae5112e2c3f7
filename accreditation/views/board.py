"""A challenge: the city's page, and the board's."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.http import SignedInRequest
from accreditation import letters, voting
from accreditation.actions import challenges as actions
from accreditation.choices import ChallengeOutcome
from accreditation.forms.challenges import BoardVoteForm, GroundsForm, words_of_settlement
from accreditation.forms.recommendations import OutcomeForm, key_of
from accreditation.models import Application, Challenge
from accreditation.responding import deadlines_of
from accreditation.workflow import APPLICATION
from office.models import Clock, Report
from office.saving import ChangedMeanwhile, saved, status_of
from office.workflow import Refused

from .access import find
from .committee import in_words


@login_required
def challenge(request: SignedInRequest, reference: str) -> HttpResponse:
    """The recommendation as it was released, and the city's grounds against it."""
    application = find(request, reference, "read_challenge")
    user = request.user
    latest = application.recommendations.filter(released_on__isnull=False).first()
    if latest is None:
        raise PermissionDenied(_("The committee has announced nothing yet."))
    leads = user.has_perm("accreditation.challenge_recommendation", application)
    row = APPLICATION.transitions["challenge"]
    is_open = leads and application.state in row.source
    filed = Challenge.objects.filter(recommendation=latest).select_related("level").first()
    form = GroundsForm(
        request.POST if request.method == "POST" else None,
        initial={
            "grounds": filed.grounds if filed else "",
            "version": filed.version if filed else 0,
        },
    )
    if request.method == "POST" and not leads:
        raise PermissionDenied(_("Only the city lead writes the grounds of a challenge."))
    if saved(form, actions.write_grounds, application=application, by=user):
        messages.success(request, _("The grounds are saved. They are not lodged yet."))
        return redirect("accreditation:challenge", reference=reference)
    clock = Clock.objects.running().of(application).filter(step="adopt").first()
    waits_for = letters.WAITS_FOR_WORDS.get(application.state_for(user), "")
    return render(
        request,
        "accreditation/board/challenge.html",
        {
            "application": application,
            "recommendation": latest,
            "challenge": filed if leads or (filed and filed.lodged_on) else None,
            "told": filed is not None and filed.is_told,
            "waits_for": waits_for or _("nobody any more"),
            "due": deadlines_of(application).first() if waits_for and not clock else None,
            "may_write": leads,
            "form": form if is_open and (clock or form.is_bound) else None,
            "clock": clock,
            "blockers": row.blockers(application) if is_open else [],
            "may_lodge": is_open and clock is not None and filed is not None,
        },
        status=status_of(form),
    )


@login_required
def board(request: SignedInRequest, reference: str) -> HttpResponse:
    """Read the case and the grounds; a member saves the board's draft here."""
    application = find(request, reference, "settle_challenge")
    if request.method != "POST":
        return _page(request, application)
    lodged = _lodged(application)
    form = _draft_form(application, lodged, request.POST)
    if not form.is_valid():
        return _page(request, application, form=form)
    try:
        cleared = actions.draft_settlement(application=application, by=request.user, **form.text())
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
    return redirect("accreditation:board", reference=reference)


@login_required
def board_vote(request: SignedInRequest, reference: str) -> HttpResponse:
    """Save one's own vote on the board's draft."""
    application = find(request, reference, "settle_challenge")
    if request.method != "POST":
        return redirect("accreditation:board", reference=reference)
    form = BoardVoteForm(request.POST)
    if saved(form, actions.board_vote, application=application, by=request.user):
        messages.success(request, _("Your vote is saved. You can change it until the end."))
        return redirect("accreditation:board", reference=reference)
    return _page(request, application, vote_form=form, code=status_of(form))


def _lodged(application: Application) -> Challenge:
    """The challenge last lodged; the board sees an application only because there is one."""
    lodged = application.challenges.filter(lodged_on__isnull=False)
    return lodged.select_related("recommendation__level", "level").order_by("-pk")[0]


def _draft_form(application: Application, lodged: Challenge, data: Any = None) -> OutcomeForm:
    return OutcomeForm(
        data,
        initial={
            "proposes": key_of(lodged.outcome, lodged.level) if lodged.outcome else "",
            "reasons": lodged.reasons,
            "version": lodged.version,
        },
        outcomes=actions.outcomes_for(application),
        words=words_of_settlement,
        question=_("What does the board say?"),
    )


def _page(
    request: SignedInRequest,
    application: Application,
    *,
    form: Form | None = None,
    vote_form: BoardVoteForm | None = None,
    other: Challenge | None = None,
    code: int = 200,
) -> HttpResponse:
    user = request.user
    lodged = _lodged(application)
    count = voting.board_count(lodged)
    mine = next((vote for vote in count.votes if vote.member_id == user.pk), None)
    drafting = lodged.settled_on is None
    if vote_form is None:
        vote_form = BoardVoteForm(
            initial={"view": mine.view if mine else "", "version": lodged.version}
        )
    vote_form.helper.form_action = reverse("accreditation:board_vote", args=[application.reference])
    back = lodged.outcome == ChallengeOutcome.REFERRED_BACK
    name = "refer_back" if back else "settle_challenge"
    context = {
        "application": application,
        "waits_for": letters.WAITS_FOR_WORDS.get(application.state, _("nobody any more")),
        "due": deadlines_of(application).first() if drafting else None,
        "mine": drafting and mine is None,
        "challenge": lodged,
        "drafting": drafting,
        "other": other,
        "form": (form or _draft_form(application, lodged)) if drafting else None,
        "vote_form": vote_form if drafting else None,
        "says": words_of_settlement(lodged.outcome, lodged.level) if lodged.outcome else "",
        "my_vote": mine,
        "count": count,
        "votes_in_words": in_words(count.votes),
        "quorum": application.framework.board.quorum,
        "recusals": application.recusals.select_related("member"),
        "reports": [
            report
            for report in Report.objects.of(application)
            if user.has_perm(report.permission, application)
        ],
        "steps": [
            (transition, transition.blockers(application))
            for transition in APPLICATION.open_to(user, application)
            if transition.name == name
        ],
    }
    return render(request, "accreditation/board/page.html", context, status=code)
