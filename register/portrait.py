"""What does the page of a city or region say? Made from its facts, without asking anything more
than the report they name and the hearing they have behind them, which are frozen.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from accreditation.choices import STAGES, Outcome, Purpose, Stage
from accreditation.meeting import meeting_of
from progress.choices import MeasureState
from register import published
from register.choices import country_name, kind_name
from register.city import (
    CERTIFICATE,
    CITY,
    DOCUMENT,
    LETTER,
    READ,
    REPORT,
    CityFacts,
    as_values,
    said_in,
)
from register.conditions import Asked, asked
from register.hearing import BEFORE_RELEASE, Heard, heard
from register.labels import LabelToday, label_on
from register.profile import Profile, profiles

LABEL = "decision__label__"


@dataclass(frozen=True)
class Answered:
    """How far a city is with what was recommended; what it writes of it stays in its record."""

    state: str  # empty where it has not said anything of the recommendation yet
    due_on: date | None


@dataclass(frozen=True)
class Finding:
    """A concern or a strength as it stands in the published report."""

    requirement: str
    asks: str
    seen: str
    asked: str
    recommended: str
    grave: str
    measure: Answered | None


@dataclass(frozen=True)
class Decided:
    """A published decision, with its reasons and documents."""

    reference: str
    outcome: str
    reasons: str
    by_board: bool
    decided_on: date
    published_on: date
    edition: str
    edition_url: str
    is_pilot: bool
    report: str  # the state of the document, or empty where there is none
    report_pages: int | None
    letter: str  # the state of the letter with the decision
    has_evidence: bool  # some that its city lets everybody read


@dataclass(frozen=True)
class UnderWay:
    """An open application, as far as a stranger may know it."""

    stage: Stage
    feedback_only: bool
    is_pilot: bool
    hearing_until: date | None
    meeting: str  # that the committee meets or met, in a sentence; empty before the hearing


@dataclass(frozen=True)
class Council:
    """A council that is a member of a joint authority."""

    name: str
    kind: str
    country: str
    population: int


@dataclass(frozen=True)
class Portrait:
    """The page of one city or region."""

    city: Mapping[str, Any]
    kind: str
    country: str
    label: LabelToday | None
    earlier: Sequence[LabelToday]
    certificate: str
    under_way: UnderWay | None
    decisions: Sequence[Decided]
    heard: Heard | None = None
    heard_before: str = ""  # the published decision before which it was said, by its reference
    summary: str = ""
    profiles: Sequence[Profile] = ()
    concerns: Sequence[Finding] = ()
    strengths: Sequence[Finding] = ()
    councils: Sequence[Council] = ()
    conditions: Sequence[Asked] = ()


def portrait(facts: CityFacts) -> Portrait:
    city = as_values(CITY, facts.city)
    rows = [as_values(READ, row) for row in facts.applications]
    open_one = next((row for row in rows if row["state"] in published.OPEN), None)
    decided = [row for row in rows if row["state"] not in published.OPEN]
    decided.sort(key=lambda row: (row["decision__decided_on"], row["pk"]), reverse=True)
    documents = _documents(facts)
    # The newest application that has its hearing behind it: rows stand newest first.
    came = next((row for row in rows if row["state"] not in BEFORE_RELEASE), None)
    granted = [row for row in decided if row[f"{LABEL}number"]]
    labels = [_label(row, facts.day) for row in granted]
    latest = _of(documents, REPORT, decided[0]) if decided else {}
    said = said_in(latest["pk"]) if latest else {}
    answered = {
        origin: Answered(str(MeasureState(state).label) if is_said else "", due_on)
        for origin, state, due_on, is_said in facts.measures
    }
    return Portrait(
        city=city,
        kind=kind_name(city["kind"]),
        country=country_name(city["country"]),
        label=labels[0] if labels else None,
        earlier=labels[1:],
        certificate=_of(documents, CERTIFICATE, granted[0]).get("state", "") if granted else "",
        under_way=_under_way(open_one, facts) if open_one else None,
        decisions=[
            _decided(row, _of(documents, REPORT, row), _of(documents, LETTER, row))
            for row in decided
        ],
        heard=heard(city["pk"], came) if came else None,
        heard_before=came["reference"] if came and came in decided else "",
        summary=said.get("summary") or "",
        profiles=profiles(said.get("profiles") or []),
        concerns=_findings(said.get("concerns") or [], answered),
        strengths=_findings(said.get("strengths") or [], {}),
        councils=[
            Council(name, kind_name(kind), country_name(country), population)
            for name, kind, country, population in facts.councils
        ],
        conditions=asked(facts.conditions),
    )


def _documents(facts: CityFacts) -> dict[tuple[str, str], dict[str, Any]]:
    """(kind, application) → the latest document."""
    found = [as_values(DOCUMENT, row) for row in facts.documents]
    return {(each["kind"], each["about_key"]): each for each in found}


def _of(documents: Mapping[tuple[str, str], dict[str, Any]], kind: str, row: Mapping[str, Any]):
    return documents.get((kind, str(row["pk"])), {})


def _label(row: Mapping[str, Any], day: date) -> LabelToday:
    values = {
        name.removeprefix(LABEL): value for name, value in row.items() if name.startswith(LABEL)
    }
    return label_on(day, values, is_pilot=row["is_pilot"])


def _decided(
    row: Mapping[str, Any], report: Mapping[str, Any], letter: Mapping[str, Any]
) -> Decided:
    edition = [row["framework__code"], row["framework__edition"]]
    return Decided(
        reference=row["reference"],
        outcome=row["decision__level__title"] or str(Outcome(row["decision__outcome"]).label),
        reasons=row["decision__reasons"],
        by_board=row["decision__by_board"],
        decided_on=row["decision__decided_on"],
        published_on=row["decision__published_on"],
        edition=_("%(title)s, %(edition)s")
        % {"title": row["framework__title"], "edition": edition[1]},
        edition_url=reverse("commitments:edition", args=edition),
        is_pilot=row["is_pilot"],
        report=report.get("state", ""),
        report_pages=report.get("pages"),
        letter=letter.get("state", ""),
        has_evidence=row["has_evidence"],
    )


def _under_way(row: Mapping[str, Any], facts: CityFacts) -> UnderWay:
    """The stage, and the days that go with it. Before the hearing nothing but the stage."""
    stage, until = STAGES[row["state"]], facts.hearing_until
    meets_on = row["session__meets_on"] if stage != Stage.PREPARING else None
    state = row["session__state"]
    return UnderWay(
        stage=stage,
        feedback_only=row["purpose"] == Purpose.FEEDBACK,
        is_pilot=row["is_pilot"],
        hearing_until=until if stage == Stage.OPEN and until and until >= facts.day else None,
        meeting=meeting_of(state, meets_on, facts.day).sentence if meets_on else "",
    )


def _findings(said: Sequence[Mapping[str, str]], answered: Mapping[str, Answered]) -> list[Finding]:
    return [
        Finding(
            requirement=one["requirement"],
            asks=one["requirement_text"],
            seen=one["seen"],
            asked=one["asked"],
            recommended=one["recommended"],
            grave=one.get("grave", ""),
            measure=answered.get(one["reference"]),
        )
        for one in said
    ]
