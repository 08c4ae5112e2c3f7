"""What the newcomer does next: who to become, and which page to go to."""

from collections.abc import Callable, Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.choices import PostKind
from accreditation import letters
from accreditation.choices import ApplicationState as S
from accreditation.choices import ReviewState, SessionState
from accreditation.demonstration import walk_panel
from accreditation.models import Application, Draw
from accreditation.workflow.committee_guards import challenge_of, draft_of
from accreditation.workflow.guards import core_claims_cite_evidence, every_requirement_answered
from accreditation.workflow.hearing import hearing_of
from cities.choices import Role
from office.days import today
from progress import records
from voices.screening import everything_screened

from .clicks import (
    Act,
    Help,
    as_two,
    become,
    clock_of,
    days_until,
    label_of,
    lead_of,
    secretariat,
    session_of,
    step_address,
)

Next = Act | Help


def next_acts(application: Application) -> list[Next]:
    """What brings this application on from its state; empty at its end."""
    return list(ACTS[S(application.state)](application))


# --- the city -----------------------------------------------------------------------------------


def is_answered(application: Application) -> bool:
    return not [*every_requirement_answered(application), *core_claims_cite_evidence(application)]


def _draft(application: Application) -> Iterator[Next]:
    city, lead = application.city, lead_of(application)
    unanswered = records.unanswered(city, application.framework)
    if missing := unanswered or records.core_without_evidence(city, application.framework):
        editor = city.memberships.current().filter(role=Role.EDITOR).order_by("pk").first()
        person = editor.user if editor else lead
        url = reverse("progress:requirement", args=[city.slug, missing[0].code])
        label = _("Become %(name)s and cite evidence for %(code)s")
        if unanswered:
            label = _("Become %(name)s and answer %(code)s")
        yield Act(label % {"name": person, "code": missing[0].code}, url, person)
        return
    yield become(lead, _("file the application"), "prepare", application.reference)


def _returned(application: Application) -> Iterator[Next]:
    yield become(lead_of(application), _("submit once more"), "application", application.reference)


def _replying(application: Application) -> Iterator[Next]:
    yield become(lead_of(application), _("reply to the hearing"), "reply", application.reference)


def _fact_check(application: Application) -> Iterator[Next]:
    yield become(lead_of(application), _("check the facts"), "facts", application.reference)


def _announced(application: Application) -> Iterator[Next]:
    yield days_until(
        clock_of(application, "adopt"), _("Say nothing: let the time for a challenge pass")
    )
    yield become(lead_of(application), _("challenge instead"), "challenge", application.reference)


# --- the secretariat ----------------------------------------------------------------------------


def _submitted(application: Application) -> Iterator[Next]:
    yield become(secretariat()[0], _("admit the application"), "admission", application.reference)


def _hearing(application: Application) -> Iterator[Next]:
    """A resident speaks, the screener reads; then days pass. Who spoke, and how many, stays shut.

    While something waits to be screened the hearing cannot close, so that no days are offered.
    """
    city, hearing = application.city, hearing_of(application)
    waits = bool(list(everything_screened(city)))
    if waits and hearing:
        screener = next(iter(letters.holders(PostKind.SCREENER)))
        label = _("Become %(name)s and screen what was said") % {"name": screener}
        yield Act(label, reverse("screening:window", args=[hearing.window]), screener)
    url = reverse("voices:contribution", args=[city.slug])
    yield Act(_("Speak as a resident, without an account"), url)
    if not waits:
        yield days_until(
            clock_of(application, "close_hearing"), _("Let the hearing come to its end")
        )


def _forming(application: Application) -> Iterator[Next]:
    session = session_of(application)
    if session.state == SessionState.FILING:
        yield days_until(session.filing_closes_on, _("Let the session close for filing"))
        return
    prepared = Draw.objects.prepared().filter(session=session).first()
    if prepared is None or not prepared.seed:
        yield become(secretariat()[0], _("prepare the draw"), "draw", session.code)
        return
    yield as_two(session, "draw", _("draw the panel"))


def _objecting(application: Application) -> Iterator[Next]:
    undeclared = [each for each in walk_panel.seated(application) if each.declared_on is None]
    lost = [each for each in walk_panel.seated(application) if each.conflict]
    if lost:
        yield become(secretariat()[0], _("draw another panel"), "panel", application.reference)
    elif undeclared:
        yield become(undeclared[0].user, _("declare conflicts"), "panel", application.reference)
        yield Help(
            "declare",
            _("Let the other members declare"),
            _("Each of them says, as you can, that nothing ties them to this authority."),
        )
    else:
        yield days_until(
            clock_of(application, "confirm_panel"), _("Let the time for objections pass")
        )


# --- the panel ----------------------------------------------------------------------------------


def _reviewing(application: Application) -> Iterator[Next]:
    members = walk_panel.seated(application)
    for member in members:
        if not member.is_chair and member.review.state == ReviewState.OPEN:
            yield become(member.user, _("review blind"), "review", application.reference)
            break
    yield Help(
        "review",
        _("Let the invented members finish their reviews"),
        _(
            "Each of them fills in what they have not assessed yet, by the same action as you, and "
            "files. What you have written stays as it is. In earnest this takes them 45 days."
        ),
    )


def _settling(application: Application) -> Iterator[Next]:
    chair = walk_panel.chair_of(application)
    yield become(chair, _("settle the differences"), "settling", application.reference)
    yield Help(
        "settle",
        _("Let the invented chair write what is missing"),
        _("Open differences are settled on the lower step. What you have written stays."),
    )


# --- committee and board ------------------------------------------------------------------------


def _reported(application: Application) -> Iterator[Next]:
    session, officer = session_of(application), secretariat()[0]
    if session.state != SessionState.SITTING:
        if session.attendance_published_on is None:
            yield become(officer, _("publish who attends"), "attendance", session.code)
        elif today() < session.meets_on:
            yield days_until(session.meets_on, _("Let the days pass until the committee meets"), 0)
        else:
            label = _("Become %(name)s and open the meeting") % {"name": officer}
            yield Act(label, step_address("session_step", session.code, "sit"), officer)
        return
    chair = next(iter(letters.holders(PostKind.COMMITTEE_CHAIR)))
    yield become(chair, _("recommend"), "committee", application.reference)
    draft = draft_of(application)
    if draft and draft.outcome:
        yield Help(
            "vote",
            _("Let the invented members vote"),
            _("Those who attend and have not voted yet vote for the draft."),
        )


def _deferred(application: Application) -> Iterator[Next]:
    latest = application.recommendation
    if latest and latest.released_on is None:
        yield from _recommended(application)
    else:
        yield days_until(clock_of(application, "resume"), _("Let the deferral come to its end"))


def _recommended(application: Application) -> Iterator[Next]:
    latest = application.recommendation
    if latest and latest.previewed_on is None:
        yield become(secretariat()[0], _("read the letter"), "letter", application.reference)
        return
    yield as_two(session_of(application), "release", _("release the recommendations"))


def _challenged(application: Application) -> Iterator[Next]:
    member = next(
        person
        for person in letters.board(application)
        if person.has_perm("accreditation.settle_challenge", application)
    )
    yield become(member, _("settle the challenge"), "board", application.reference)
    challenge = challenge_of(application)
    if challenge and challenge.outcome:
        yield Help(
            "board-vote",
            _("Let the invented board vote"),
            _("Those who have not voted yet vote for the draft."),
        )


def _decided(application: Application) -> Iterator[Next]:
    if application.decision.previewed_on is None:
        yield become(secretariat()[0], _("read the letter"), "letter", application.reference)
        return
    yield as_two(application, "publish", _("publish the decision"))


def _published(application: Application) -> Iterator[Next]:
    label = label_of(application)
    if label:
        url = reverse("register:label", args=[label.number])
        yield Act(_("Verify the label, as anybody can"), url)
    url = reverse("register:city", args=[application.city.slug])
    yield Act(_("Read what the register says of the authority"), url)


def _withdrawn(application: Application) -> Iterator[Next]:
    yield from ()


ACTS: dict[S, Callable[[Application], Iterator[Next]]] = {
    S.DRAFT: _draft,
    S.RETURNED: _returned,
    S.SUBMITTED: _submitted,
    S.HEARING: _hearing,
    S.REPLYING: _replying,
    S.FORMING: _forming,
    S.OBJECTING: _objecting,
    S.REVIEWING: _reviewing,
    S.SETTLING: _settling,
    S.FACT_CHECK: _fact_check,
    S.REPORTED: _reported,
    S.DEFERRED: _deferred,
    S.RECOMMENDED: _recommended,
    S.ANNOUNCED: _announced,
    S.CHALLENGED: _challenged,
    S.DECIDED: _decided,
    S.PUBLISHED: _published,
    S.WITHDRAWN: _withdrawn,
}
