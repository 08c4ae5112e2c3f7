"""What the panel's report says, in draft and in its final form."""

from dataclasses import dataclass
from datetime import date

from accreditation.models import Application
from commitments.models import GraveConcern
from commitments.wording import Wording
from office.days import today

from .findings import (
    Concern,
    Correction,
    Strength,
    concerns_of,
    corrections_of,
    grave_in_words,
    strengths_of,
)
from .parts import (
    Authority,
    Edition,
    Marks,
    Profile,
    authority_of,
    edition_of,
    marks_of,
    profiles,
)
from .procedure import Member, Stage, members_of, stages_of
from .settled import SettledPillar, settled_pillars, valued
from .worked_out import WorkedOut, worked_out


@dataclass(frozen=True)
class Dialogue:
    on: date
    people: str
    how: str


@dataclass(frozen=True)
class GroupConfirmed:
    """A line on a group at risk, and whether the panel confirms it."""

    label: str
    change: str
    confirmed: bool
    reason: str


@dataclass(frozen=True)
class EarlierAnswered:
    """A recommendation of an earlier review, and whether the panel finds it answered."""

    origin: str
    title: str
    account: str
    answered: bool
    reason: str


@dataclass(frozen=True)
class Grave:
    """The panel's view on grave concerns, beside what the edition counts as one."""

    open: bool
    reason: str
    kinds: list[str]


@dataclass(frozen=True)
class Reasoned:
    """The panel's reasoned text for a level that asks for one."""

    level: str
    holds: bool
    text: str


@dataclass(frozen=True)
class PanelReport:
    """The whole document. Only the final one has corrections and the levels worked out."""

    marks: Marks
    final: bool
    authority: Authority
    edition: Edition
    reference: str
    filing: int
    filed_on: date
    content_hash: str
    dated: date
    members: list[Member]
    stages: list[Stage]
    dialogue: Dialogue | None
    summary: str
    profiles: list[Profile]
    pillars: list[SettledPillar]
    passed_on: list[str]
    concerns: list[Concern]
    strengths: list[Strength]
    groups: list[GroupConfirmed]
    earlier: list[EarlierAnswered]
    grave: Grave | None
    reasoned: list[Reasoned]
    corrections: list[Correction]
    worked_out: WorkedOut | None


def panel_report(
    application: Application, *, final: bool, wording: Wording | None = None
) -> PanelReport:
    """The panel's findings as settled, in the language that is active.

    With a ``wording`` the words of the edition stand in its language, but for what a level demands.

    Nothing says who found what first: settled values, reasons and differences passed on are the
    panel's own (design §5, “Settling”).
    """
    framework, filing = application.framework, application.filing
    settled = valued(application, wording)
    pillars = settled_pillars(filing, settled, wording)
    return PanelReport(
        marks=marks_of(application),
        final=final,
        authority=authority_of(filing, framework, wording),
        edition=edition_of(framework, wording),
        reference=application.reference,
        filing=filing.number,
        filed_on=filing.filed_on,
        content_hash=filing.content_hash,
        dated=today(),
        members=members_of(application),
        stages=stages_of(application),
        dialogue=_dialogue(application),
        summary=_statement(application, "summary"),
        profiles=profiles(
            [(settlement.requirement, value) for settlement, value in settled],
            sorted({value.label for _one, value in settled if value.place is None}),
        ),
        pillars=pillars,
        passed_on=[
            line.code
            for pillar in pillars
            for commitment in pillar.commitments
            for line in commitment.requirements
            if line.difference
        ],
        concerns=concerns_of(application, wording),
        strengths=strengths_of(application, wording),
        groups=_groups(filing),
        earlier=_earlier(filing),
        grave=_grave(application, wording),
        reasoned=[
            Reasoned(finding.level.title, bool(finding.holds), finding.text)
            for finding in application.reasoned.select_related("level")
        ],
        corrections=corrections_of(application) if final else [],
        worked_out=worked_out(application) if final else None,
    )


def _statement(application: Application, name: str):
    statement = getattr(application, "statement", None)
    return getattr(statement, name) if statement else ""


def _dialogue(application: Application) -> Dialogue | None:
    statement = getattr(application, "statement", None)
    if statement is None or statement.dialogue_on is None:
        return None
    return Dialogue(
        on=statement.dialogue_on,
        people=statement.dialogue_with,
        how=statement.get_dialogue_mode_display(),
    )


def _groups(filing) -> list[GroupConfirmed]:
    return [
        GroupConfirmed(
            label=group.label,
            change=group.change,
            confirmed=bool(group.view.confirmed),
            reason=group.view.reason,
        )
        for group in filing.groups.filter(view__isnull=False).select_related("view")
    ]


def _earlier(filing) -> list[EarlierAnswered]:
    return [
        EarlierAnswered(
            origin=measure.origin,
            title=measure.title,
            account=measure.account,
            answered=bool(measure.view.answered),
            reason=measure.view.reason,
        )
        for measure in filing.measures.filter(view__isnull=False).select_related("view")
    ]


def _grave(application: Application, wording: Wording | None) -> Grave | None:
    statement = getattr(application, "statement", None)
    kinds = GraveConcern.objects.filter(framework=application.framework)
    if statement is None or statement.grave_concern is None:
        return None
    return Grave(
        open=statement.grave_concern,
        reason=statement.grave_reason,
        kinds=[grave_in_words(kind, wording) for kind in kinds],
    )
