"""The findings a report carries in the one fixed form, and what the city says is wrong in them."""

from dataclasses import dataclass
from datetime import date

from accreditation.choices import FindingKind
from accreditation.models import Application


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


def concerns_of(application: Application) -> list[Concern]:
    return [
        Concern(
            reference=finding.reference,
            requirement=finding.requirement.code,
            requirement_text=finding.requirement.text,
            seen=finding.seen,
            asked=finding.asked,
            recommended=finding.recommended,
            grave=finding.grave.text if finding.grave else "",
        )
        for finding in _taken_up(application, FindingKind.CONCERN)
    ]


def strengths_of(application: Application) -> list[Strength]:
    return [
        Strength(
            reference=finding.reference,
            requirement=finding.requirement.code,
            requirement_text=finding.requirement.text,
            seen=finding.seen,
            asked=finding.asked,
            recommended=finding.recommended,
        )
        for finding in _taken_up(application, FindingKind.STRENGTH)
    ]


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
