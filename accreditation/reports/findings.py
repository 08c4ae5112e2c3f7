"""The findings a report carries in the one fixed form, and what the city says is wrong in them."""

from dataclasses import dataclass
from datetime import date

from accreditation.choices import FindingKind
from accreditation.models import Application
from commitments.models import GraveConcern, Requirement
from commitments.wording import Wording


@dataclass(frozen=True)
class Concern:
    """What is seen, what the framework asks, what is recommended."""

    reference: str
    requirement: str
    requirement_text: str
    seen: str
    asked: str
    recommended: str
    grave: str


@dataclass(frozen=True)
class Strength:
    reference: str
    requirement: str
    requirement_text: str
    seen: str
    asked: str
    recommended: str


@dataclass(frozen=True)
class Correction:
    """What the city says is factually wrong: it stands in the final report, word for word."""

    about: str
    text: str
    on: date


def concerns_of(application: Application, wording: Wording | None = None) -> list[Concern]:
    return [
        Concern(
            reference=finding.reference,
            requirement=finding.requirement.code,
            requirement_text=_asked(finding.requirement, wording),
            seen=finding.seen,
            asked=finding.asked,
            recommended=finding.recommended,
            grave=grave_in_words(finding.grave, wording) if finding.grave else "",
        )
        for finding in _taken_up(application, FindingKind.CONCERN)
    ]


def strengths_of(application: Application, wording: Wording | None = None) -> list[Strength]:
    return [
        Strength(
            reference=finding.reference,
            requirement=finding.requirement.code,
            requirement_text=_asked(finding.requirement, wording),
            seen=finding.seen,
            asked=finding.asked,
            recommended=finding.recommended,
        )
        for finding in _taken_up(application, FindingKind.STRENGTH)
    ]


def grave_in_words(grave: GraveConcern, wording: Wording | None) -> str:
    """What counts as a grave concern, in the words of the edition."""
    return wording.say(f"grave_concerns/{grave.code}", grave.text) if wording else grave.text


def _asked(requirement: Requirement, wording: Wording | None) -> str:
    text = requirement.text
    return wording.say(f"requirements/{requirement.code}/text", text) if wording else text


def corrections_of(application: Application) -> list[Correction]:
    corrections = application.corrections.select_related("finding__application", "requirement")
    return [
        Correction(
            about=correction.finding.reference
            if correction.finding
            else getattr(correction.requirement, "code", ""),
            text=correction.text,
            on=correction.written_on,
        )
        for correction in corrections
    ]


def _taken_up(application: Application, kind: str):
    """Only what the panel took into its report, in the order of their numbers."""
    return (
        application.findings.of_the_report()
        .filter(kind=kind)
        .select_related("application", "requirement", "grave")
        .order_by("report_number")
    )
