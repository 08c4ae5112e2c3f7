"""An application taken through the procedure, by the actions and steps people use.

Tests walk with these functions too: nothing here writes a state.
"""

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from accounts.models import User
from accreditation import voting
from accreditation.actions import (
    applications,
    attending,
    challenges,
    decisions,
    draws,
    recommendations,
)
from accreditation.actions import sessions as session_actions
from accreditation.actions.conditions import Pair
from accreditation.choices import ChallengeOutcome, Outcome, VoteView
from accreditation.models import (
    Application,
    Condition,
    MemberObjection,
    PanelMember,
    Session,
)
from accreditation.workflow import APPLICATION, CONDITION, OBJECTION, SESSION
from office.days import today
from office.ringing import days_to_next_ring, let_days_pass, ring_due
from progress.models import Evidence

Opinion = Callable[[PanelMember, str, str], str]  # member, code, filed value → value found


def wait_until(day: date) -> None:
    """Let the demonstration's days pass until ``day``; clocks ring on their way."""
    ring_due()
    if day > today():
        let_days_pass((day - today()).days)


def wait_for(application: Application, state: str, most: int = 1000) -> None:
    """Let days pass until clocks have brought the application to ``state``."""
    application.refresh_from_db()
    last = today() + timedelta(days=most)
    while application.state != state:
        left = (last - today()).days
        if not left:
            raise RuntimeError(f"{application} does not come to {state}: {application.state}.")
        let_days_pass(min(days_to_next_ring() or left, left))
        application.refresh_from_db()


def prepare(
    application: Application,
    session: Session,
    document: Evidence,
    lead: User,
    language: str = "en",
    purpose: str = "level",
) -> None:
    applications.prepare_application(
        application=application,
        version=application.version,
        session=session,
        purpose=purpose,
        wished_language=language,
        feedback_public=False,
        body="The council in full session",
        decided_on=today(),
        document=document,
        by=lead,
    )


def submit(
    application: Application, session: Session, document: Evidence, lead: User, **facts: str
) -> None:
    """Prepare and take the step."""
    prepare(application, session, document, lead, **facts)
    APPLICATION.perform("submit", application, by=lead)


def admit(application: Application, by: User, language: str = "en") -> None:
    applications.agree_on_language(
        application=application, version=application.version, language=language, by=by
    )
    APPLICATION.perform("admit", application, by=by)


def draw(session: Session, two: list[User]) -> None:
    """Freeze, seed and draw; the seed is the frozen file's own hash (design §8)."""
    reason = "The pool has changed." if session.draws.prepared().exists() else ""
    drawn = draws.freeze_pool(session=session, by=two[0], reason=reason)
    draws.enter_seed(draw=drawn, seed=drawn.frozen_hash, by=two[0])
    SESSION.perform("draw", session, by=two[0])
    SESSION.perform("draw", session, by=two[1])


def publish_attendance(session: Session, committee: list[User], by: User) -> None:
    """All of the committee come."""
    session_actions.set_attendance(
        session=session, version=session.version, attends=dict.fromkeys(committee, True), by=by
    )
    session_actions.publish_attendance(session=session, by=by)


def object_to(application: Application, member: User, grounds: str, lead: User) -> MemberObjection:
    return attending.object_to_attending(
        application=application, member=member, grounds=grounds, by=lead
    )


def decide(objection: MemberObjection, board: list[User], step: str, reasons: str) -> None:
    """Two people of the board uphold or reject an objection."""
    for person in board[:2]:
        OBJECTION.perform(step, objection, by=person, note=reasons)


def sit(session: Session, committee: list[User], by: User) -> None:
    """Publish attendance and open the meeting on its day."""
    if session.attendance_published_on is None:
        publish_attendance(session, committee, by)
    wait_until(session.meets_on)
    session.refresh_from_db()
    if session.state != "sitting":
        SESSION.perform("sit", session, by=by)


def recommend(
    application: Application,
    committee: list[User],
    chair: User,
    level_code: str = "",
    outcome: str = Outcome.LEVEL,
    reasons: str = "",
    differs: str = "",
    conditions: Sequence[Pair] = (),
) -> None:
    """Draft, vote and take the chair's step: a level, no level, feedback or a deferral."""
    level = application.framework.levels.get(code=level_code) if level_code else None
    draft = recommendations.draft_of(application)
    recommendations.draft_recommendation(
        application=application,
        outcome=outcome,
        level=level,
        reasons=reasons or "The panel's findings carry it, requirement by requirement.",
        differs_because=differs,
        conditions=conditions,
        version=draft.version,
        by=chair,
    )
    free = set(voting.committee_of(application))
    for member in committee:
        if member in free:
            draft.refresh_from_db()
            recommendations.vote(
                application=application,
                view=VoteView.FOR,
                dissent="",
                version=draft.version,
                by=member,
            )
    step = "defer" if outcome == Outcome.DEFERRED else "recommend"
    APPLICATION.perform(step, application, by=chair)


def release(session: Session, two: list[User]) -> None:
    """Preview each letter, then release as two."""
    for application in session.applications.filter(state__in=["recommended", "deferred"]):
        decisions.mark_previewed(application=application, by=two[0])
    SESSION.perform("release", session, by=two[0])
    SESSION.perform("release", session, by=two[1])


def publish(application: Application, two: list[User]) -> None:
    """Preview the letter, then publish as two."""
    decisions.mark_previewed(application=application, by=two[0])
    APPLICATION.perform("publish", application, by=two[0])
    APPLICATION.perform("publish", application, by=two[1])


def meet_condition(
    condition: Condition, lead: User, two: list[User], report: str, reasons: str
) -> None:
    """The city reports, and two people record that it is met."""
    CONDITION.perform("report", condition, by=lead, note=report)
    for person in two[:2]:
        CONDITION.perform("meet", condition, by=person, note=reasons)


def challenge(application: Application, lead: User, grounds: str) -> None:
    """Write the grounds and lodge them."""
    challenges.write_grounds(application=application, grounds=grounds, version=0, by=lead)
    APPLICATION.perform("challenge", application, by=lead)


def draft_settlement(
    application: Application, by: User, outcome: str, level_code: str = "", reasons: str = ""
) -> None:
    """Write down what the board may say of the challenge."""
    level = application.framework.levels.get(code=level_code) if level_code else None
    challenges.draft_settlement(
        application=application,
        outcome=outcome,
        level=level,
        reasons=reasons,
        version=challenges.before_the_board(application).version,
        by=by,
    )


def settle_challenge(
    application: Application,
    board: list[User],
    outcome: str,
    level_code: str = "",
    reasons: str = "",
) -> None:
    """Draft, vote and take the board's step: upheld, rejected or referred back."""
    draft_settlement(application, board[0], outcome, level_code, reasons)
    for member in board:
        challenges.board_vote(
            application=application,
            view=VoteView.FOR,
            version=challenges.before_the_board(application).version,
            by=member,
        )
    step = "refer_back" if outcome == ChallengeOutcome.REFERRED_BACK else "settle_challenge"
    APPLICATION.perform(step, application, by=board[0])
