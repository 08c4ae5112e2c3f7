"""The panel's part of a walk: conflicts, reviews, settling, the draft report."""

from collections.abc import Callable, Iterable

from accounts.models import User
from accreditation.actions import clarifications, panels, reviews, settling
from accreditation.choices import DialogueMode, FindingKind, ReviewState, Settled
from accreditation.models import (
    Application,
    Assessment,
    Clarification,
    GroupView,
    MeasureView,
    PanelMember,
    Settlement,
)
from accreditation.workflow import APPLICATION, REVIEW
from office.days import today

SUMMARIES = {  # by the level an application comes to
    "A": "{city} does as a matter of course most of what it has promised. What we read and heard "
    "bears it out; where something is still missing, we say what.",
    "B": "{city} has made a promise it can be held to. Most of what it claims is borne out by what "
    "we read and heard; where it is not, we say what is missing.",
    "": "{city} has begun, and says openly where it stands. Part of what it claims is borne out by "
    "what we read and heard; what is not there yet, we name requirement by requirement.",
}

Opinion = Callable[[PanelMember, str, str], str]  # member, code, filed value → value found


def seated(application: Application) -> list[PanelMember]:
    members = PanelMember.objects.seated().filter(panel__application=application)
    return list(members.select_related("user", "reviewer").order_by("pk"))


def declare_all(application: Application) -> None:
    """Whoever has not declared yet declares that there is no conflict."""
    declare(member for member in seated(application) if member.declared_on is None)


def declare(members: Iterable[PanelMember]) -> None:
    for member in members:
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
    assigned = member.assigned.select_related("scale", "framework").prefetch_related("scale__steps")
    new = []
    for requirement in assigned[:most]:
        if requirement.pk in done:
            continue
        answer = filed[requirement.pk]
        value = answer.special if answer.step is None else str(answer.step)
        found = opinion(member, requirement.code, value)
        passages = [citation.locator for citation in answer.citations.all()]
        texts = {str(at): text for at, _label, text in requirement.steps()}
        new.append(
            Assessment(
                requirement=requirement,
                found=found,
                reason=_reason(found, value, texts.get(found, "")),
                passage=", ".join(passages),
                other_level="confirmed" if answer.special and answer.step is not None else "",
            )
        )
    reviews.record_assessments(review=review, assessments=new, by=member.user)


def _reason(found: str, claimed: str, text: str) -> str:
    if not found.isdigit():
        return "The authority says plainly that it does not know yet, and how it will find out."
    if not claimed.isdigit() or found == claimed:
        return f"What we read bears it out: {text}"
    if int(found) < int(claimed):
        return f"The passages cited do not yet show normal practice; what they show is: {text}"
    return f"The authority is modest: the documents show more than it claims. {text}"


def clarify(
    member: PanelMember, code: str, *, asked: str, sent: str, answer: str, office: User, team: User
) -> Clarification:
    """A member asks the city; the secretariat passes it on in its own words; the city answers."""
    requirement = member.assigned.get(code=code)
    clarification = clarifications.ask_the_city(
        review=member.review, requirement=requirement, asked=asked, by=member.user
    )
    clarifications.pass_on(clarification=clarification, sent=sent, by=office)
    clarifications.answer_the_panel(clarification=clarification, answer=answer, by=team)
    return clarification


def review_all(application: Application, opinion: Opinion) -> None:
    """Every member assesses and files; the last one completes the panel."""
    for member in seated(application):
        if member.review.state == ReviewState.OPEN:
            assess(member, opinion)
            REVIEW.perform("file", member.review, by=member.user)
    application.refresh_from_db()


def chair_of(application: Application) -> User:
    return next(member.user for member in seated(application) if member.is_chair)


def settle_all(
    application: Application, pass_on: int = 0, grave: bool = False, level: str = "B"
) -> None:
    """Settle each open difference on the lower value, passing on the first ``pass_on``.

    Then view and write whatever the chair has not viewed or written yet; ``level`` is the one it
    will come to, or empty, so that what the panel sums up fits what is decided on it.
    """
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
    _view_all(application, chair)
    _write_all(application, chair, grave, level)


def _view_all(application: Application, chair: User) -> None:
    for finding in application.findings.of_the_panel().filter(taken_up=None):
        settling.view_finding(finding=finding, taken_up=True, version=finding.version, by=chair)
    filing = application.filing
    for view in GroupView.objects.filter(filed__filing=filing, confirmed=None):
        settling.view_group(
            view=view,
            confirmed=view.filed.is_complete,
            reason="" if view.filed.is_complete else "No evidence was cited.",
            version=view.version,
            by=chair,
        )
    for measure in MeasureView.objects.filter(filed__filing=filing, answered=None):
        settling.view_measure(
            view=measure,
            answered=bool(measure.filed.account.strip()),
            reason="" if measure.filed.account.strip() else "Nothing was said about it.",
            version=measure.version,
            by=chair,
        )


def _write_all(application: Application, chair: User, grave: bool, level: str) -> None:
    for reasoned in application.reasoned.filter(holds=None):
        settling.write_reasoned(
            reasoned=reasoned,
            holds=not grave,
            text="Remaining concerns do not seriously limit people's enjoyment of their rights.",
            version=reasoned.version,
            by=chair,
        )
    statement = application.statement
    if statement.summary:
        return
    settling.write_statement(
        statement=statement,
        summary=SUMMARIES[level].format(city=application.city.name),
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


def agreeing(_member: PanelMember, _code: str, value: str) -> str:
    """An opinion: what the city claims."""
    return value


def differing(member: PanelMember, code: str, value: str, one_in: int = 6) -> str:
    """An opinion: here and there a step more than claimed, and of the highest one less."""
    weight = sum(ord(sign) for sign in f"{member.reviewer.code}{code}")
    if not value.isdigit() or weight % one_in:
        return value
    return str(int(value) - 1) if value == "3" else str(int(value) + 1)


def seldom_differing(member: PanelMember, code: str, value: str) -> str:
    """An opinion: nearly always what the city claims."""
    return differing(member, code, value, one_in=60)
