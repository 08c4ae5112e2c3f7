"""An application taken through the procedure, by the actions and steps people use.

Tests walk with these functions too: nothing here writes a state.
"""

from collections.abc import Callable
from datetime import date

from accounts.models import User
from accreditation.actions import (
    applications,
    decisions,
    panels,
    recommendations,
    reviews,
    settling,
)
from accreditation.actions import sessions as session_actions
from accreditation.choices import DialogueMode, FindingKind, Outcome, Settled, VoteView
from accreditation.models import (
    Application,
    GroupView,
    MeasureView,
    PanelMember,
    Session,
    Settlement,
)
from accreditation.workflow import APPLICATION, REVIEW, SESSION
from office.days import today
from office.ringing import let_days_pass, ring_due
from progress.models import Evidence

Opinion = Callable[[PanelMember, str, str], str]  # member, code, filed value → value found


def wait_until(day: date) -> None:
    """Let the demonstration's days pass until ``day``; clocks ring on their way."""
    ring_due()
    if day > today():
        let_days_pass((day - today()).days)


def wait_for(application: Application, state: str, most: int = 1000) -> None:
    """Let days pass until clocks have brought the application to ``state``."""
    for _day in range(most):
        application.refresh_from_db()
        if application.state == state:
            return
        let_days_pass(1)
    raise RuntimeError(f"{application} does not come to {state}; it is {application.state}.")


def submit(
    application: Application,
    session: Session,
    document: Evidence,
    lead: User,
    language: str = "en",
    purpose: str = "level",
) -> None:
    applications.prepare_application(
        application=application,
        session=session,
        purpose=purpose,
        wished_language=language,
        feedback_public=False,
        by=lead,
    )
    applications.sign_off(
        application=application,
        body="The council in full session",
        decided_on=today(),
        document=document,
        by=lead,
    )
    APPLICATION.perform("submit", application, by=lead)


def admit(application: Application, by: User, language: str = "en") -> None:
    applications.agree_on_language(application=application, language=language, by=by)
    APPLICATION.perform("admit", application, by=by)


def draw(session: Session, two: list[User], seed: str = "") -> None:
    """Freeze, seed and draw; without a seed the frozen file's own hash (design §8)."""
    drawn = panels.freeze_pool(session=session, by=two[0])
    panels.enter_seed(
        draw=drawn,
        seed=seed or drawn.frozen_hash,
        source="Hash of the frozen file (demonstration)",
        by=two[0],
    )
    SESSION.perform("draw", session, by=two[0])
    SESSION.perform("draw", session, by=two[1])


def seated(application: Application) -> list[PanelMember]:
    members = PanelMember.objects.seated().filter(panel__application=application)
    return list(members.select_related("user", "reviewer").order_by("pk"))


def declare_all(application: Application) -> None:
    for member in seated(application):
        panels.declare(member=member, conflict="", by=member.user)


def assess(member: PanelMember, opinion: Opinion, most: int | None = None) -> None:
    """Fill in a member's review: a value and a reason for each requirement assigned.

    ``most`` leaves the rest open.
    """
    review = member.review
    application = member.panel.application
    filed = {
        answer.requirement_id: answer
        for answer in application.filing.answers.prefetch_related("citations")
    }
    done = set(review.assessments.values_list("requirement", flat=True))
    assigned = member.assigned.select_related("scale").prefetch_related("scale__steps")
    for requirement in assigned[:most]:
        if requirement.pk in done:
            continue
        answer = filed[requirement.pk]
        value = answer.special if answer.step is None else str(answer.step)
        found = opinion(member, requirement.code, value)
        passages = [citation.locator for citation in answer.citations.all()]
        texts = {str(at): text for at, _label, text in requirement.steps()}
        reviews.record_assessment(
            review=review,
            requirement=requirement,
            found=found,
            reason=_reason(found, value, texts.get(found, "")),
            passage=", ".join(passages),
            other_level="confirmed" if answer.special and answer.step is not None else "",
            version=0,
            by=member.user,
        )


def _reason(found: str, claimed: str, text: str) -> str:
    if not found.isdigit():
        return "The authority says plainly that it does not know yet, and how it will find out."
    if not claimed.isdigit() or found == claimed:
        return f"What we read bears it out: {text}"
    if int(found) < int(claimed):
        return f"The passages cited do not yet show normal practice; what they show is: {text}"
    return f"The authority is modest: the documents show more than it claims. {text}"


def review_all(application: Application, opinion: Opinion) -> None:
    """Every member assesses and files; the last one completes the panel."""
    for member in seated(application):
        assess(member, opinion)
        REVIEW.perform("file", member.review, by=member.user)
    application.refresh_from_db()


def chair_of(application: Application) -> User:
    return next(member.user for member in seated(application) if member.is_chair)


def settle_all(application: Application, pass_on: int = 0, grave: bool = False) -> None:
    """Settle each difference on the lower value, pass the first ``pass_on`` to the committee."""
    chair = chair_of(application)
    differences = Settlement.objects.filter(application=application, how=Settled.OPEN)
    for number, settlement in enumerate(differences.select_related("requirement")):
        if number < pass_on:
            settling.pass_on(
                settlement=settlement,
                reason_lower="The passages cited speak of plans, not yet of practice.",
                reason_higher="In the dialogue residents described it as practice.",
                version=settlement.version,
                by=chair,
            )
            continue
        settling.settle_difference(
            settlement=settlement,
            found=settlement.lowest,
            reason="Read together, the evidence carries the lower step and not yet the higher.",
            version=settlement.version,
            by=chair,
        )
    for finding in application.findings.all():
        settling.view_finding(finding=finding, taken_up=True, version=finding.version, by=chair)
    filing = application.filing
    for view in GroupView.objects.filter(filed__filing=filing):
        settling.view_group(
            view=view,
            confirmed=view.filed.is_complete,
            reason="" if view.filed.is_complete else "No evidence was cited.",
            version=0,
            by=chair,
        )
    for view in MeasureView.objects.filter(filed__filing=filing):
        settling.view_measure(
            view=view,
            answered=bool(view.filed.account.strip()),
            reason="" if view.filed.account.strip() else "Nothing was said about it.",
            version=0,
            by=chair,
        )
    for reasoned in application.reasoned.all():
        settling.write_reasoned(
            reasoned=reasoned,
            holds=not grave,
            text="Remaining concerns do not seriously limit people's enjoyment of their rights.",
            version=reasoned.version,
            by=chair,
        )
    statement = application.statement
    settling.write_statement(
        statement=statement,
        summary=(
            f"{application.city.name} has made a promise it can be held to. Most of what it claims "
            "is borne out by what we read and heard; where it is not, we say what is missing."
        ),
        dialogue_on=today(),
        dialogue_with="The lead, three heads of service, the ombudsperson and nine residents",
        dialogue_mode=DialogueMode.ON_SITE,
        grave_concern=grave,
        grave_reason="We asked each person we met, and found none."
        if not grave
        else "Two people told us of threats after they had spoken; nothing was done.",
        version=statement.version,
        by=chair,
    )


def add_findings(application: Application, findings: list[tuple[str, str, str, str, str]]) -> None:
    """Findings of the panel: requirement code, kind, seen, asked, recommended."""
    chair = chair_of(application)
    requirements = {one.code: one for one in application.framework.requirements.all()}
    for code, kind, seen, asked, recommended in findings:
        if code in requirements:
            settling.write_panel_finding(
                application=application,
                requirement=requirements[code],
                kind=FindingKind(kind),
                seen=seen,
                asked=asked,
                recommended=recommended,
                grave=None,
                by=chair,
            )


def settle(application: Application) -> None:
    APPLICATION.perform("settle", application, by=chair_of(application))


def sit(session: Session, committee: list[User], by: User) -> None:
    """Publish attendance and open the meeting on its day."""
    session_actions.set_attendance(session=session, attends=dict.fromkeys(committee, True), by=by)
    session_actions.publish_attendance(session=session, by=by)
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
        version=draft.version,
        by=chair,
    )
    recused = set(application.recusals.values_list("member", flat=True))
    for member in committee:
        if member.pk not in recused:
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


def agreeing(_member: PanelMember, _code: str, value: str) -> str:
    """An opinion: what the city claims."""
    return value


def differing(member: PanelMember, code: str, value: str) -> str:
    """An opinion: here and there a step more than claimed, and of the highest one less."""
    weight = sum(ord(sign) for sign in f"{member.reviewer.code}{code}")
    if not value.isdigit() or weight % 6:
        return value
    return str(int(value) - 1) if value == "3" else str(int(value) + 1)
