"""The letter to the city, read by the secretariat before it goes out."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.http import SignedInRequest
from accreditation import letters
from accreditation.actions import decisions as actions
from accreditation.choices import ApplicationState
from accreditation.workflow import APPLICATION
from office.models import Proposal
from office.workflow import Refused

from .access import find


@login_required
def letter(request: SignedInRequest, reference: str) -> HttpResponse:
    """Show the letter as it would read today; “I have read it” is noted with name and day."""
    application = find(request, reference, "publish_decision")
    problems: list[str] = []
    if request.method == "POST":
        try:
            actions.mark_previewed(application=application, by=request.user)
        except Refused as refused:
            problems = refused.reasons
        else:
            messages.success(request, _("It is noted that you have read the letter."))
            return redirect("accreditation:letter", reference=reference)
    draft = actions.next_letter(application)
    unread = draft is not None and draft.row.previewed_on is None
    goes_out = (
        _("It goes out when two people publish the decision, and not before.")
        if application.state == ApplicationState.DECIDED
        else _("It goes out with all others of the session, and not before.")
    )
    steps = [
        (transition, transition.blockers(application))
        for transition in APPLICATION.open_to(request.user, application)
        if transition.name == "publish"
    ]
    return render(
        request,
        "accreditation/decisions/letter.html",
        {
            "application": application,
            "waits_for": letters.WAITS_FOR_WORDS.get(application.state, _("nobody any more")),
            "row": draft.row if draft else None,
            "previews": actions.previews(application, draft) if draft else [],
            "problems": problems,
            "steps": steps,
            "mine": unread or bool(steps),
            "mine_is": f"{_('Read it, and say so below.')} {goes_out}",
            "proposal": Proposal.objects.open()
            .of(application)
            .filter(step="publish")
            .select_related("by")
            .first(),
        },
        status=409 if problems else 200,
    )
