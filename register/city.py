"""What may a stranger read of one city or region? Gathered in five statements."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from accreditation.choices import Outcome, Purpose, Stage
from accreditation.models import Application, Decision
from cities.models import City
from office.days import today
from office.models import Report
from office.models.report import ReportState
from progress.choices import MeasureState
from progress.models import Measure
from register import published
from register.labels import LabelToday, label_on
from register.profile import Profile, profiles
from voices import released

REPORT, CERTIFICATE = "panel_report", "certificate"
ABOUT = Application._meta.label_lower


@dataclass(frozen=True)
class Answered:
    """What a city does about a concern; no title where it took the recommendation as it was."""

    title: str
    state: str
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
    level: str
    reasons: str
    by_board: bool
    decided_on: date
    edition: str
    edition_url: str
    is_pilot: bool
    report: str = ""  # the state of the document, or empty where there is none
    report_pages: int | None = None


@dataclass(frozen=True)
class UnderWay:
    """An open application, as far as a stranger may know it."""

    stage: Stage
    feedback_only: bool
    is_pilot: bool
    hearing_until: date | None
    meets_on: date | None


@dataclass(frozen=True)
class CityPage:
    city: City
    label: LabelToday | None
    earlier: Sequence[LabelToday]
    certificate: str
    under_way: UnderWay | None
    decisions: Sequence[Decided]
    summary: str = ""
    profiles: Sequence[Profile] = ()
    concerns: Sequence[Finding] = ()
    strengths: Sequence[Finding] = ()


@dataclass(frozen=True)
class Documents:
    """The documents of the published decisions; ``facts`` are those of the latest report."""

    by_application: Mapping[tuple[str, str], Mapping[str, Any]] = field(default_factory=dict)

    def of(self, kind: str, application: Application | None) -> Mapping[str, Any]:
        return self.by_application.get((kind, str(application.pk)), {}) if application else {}


def city_page(city: City) -> CityPage:
    """Everything the page of ``city`` shows; the city itself is one of the public ones."""
    day = today()
    applications = list(
        published.applications()
        .filter(city=city)
        .select_related("framework", "session", "decision__level", "decision__label__level")
        .order_by("-pk")
    )
    open_one = next((one for one in applications if one.state in published.OPEN), None)
    decided = _newest_first([one for one in applications if one.state not in published.OPEN])
    labels = _labels(decided, day)
    documents = _documents(decided)
    latest = decided[0].application if decided else None
    facts = documents.of(REPORT, latest)
    answered = _measures(city, facts)
    certified = next(
        (one.application for one in decided if labels and _number(one) == labels[0].number), None
    )
    return CityPage(
        city=city,
        label=labels[0] if labels else None,
        earlier=labels[1:],
        certificate=documents.of(CERTIFICATE, certified).get("state", ""),
        under_way=_under_way(open_one, city, day) if open_one else None,
        decisions=[_decided(one, documents) for one in decided],
        summary=facts.get("facts__summary") or "",
        profiles=profiles(facts.get("facts__profiles") or []),
        concerns=_findings(facts.get("facts__concerns") or [], answered),
        strengths=_findings(facts.get("facts__strengths") or [], answered),
    )


def document_of(city: City, kind: str, **about: Any) -> Report | None:
    """The finished document of a published decision of this city, or None."""
    application = (
        published.applications().filter(city=city, decision__isnull=False, **about).first()
    )
    if application is None or application.state in published.OPEN:
        return None
    return _reports([application], kind).filter(state=ReportState.READY).last()


def _newest_first(applications: Sequence[Application]) -> list[Decision]:
    for application in applications:
        application.decision.application = application
    decisions = [application.decision for application in applications]
    return sorted(decisions, key=lambda one: (one.decided_on, one.pk), reverse=True)


def _number(decision: Decision) -> str:
    label = getattr(decision, "label", None)
    return label.number if label else ""


def _labels(decided: Sequence[Decision], day: date) -> list[LabelToday]:
    """Every label the city was granted, the newest first."""
    labels = [one.label for one in decided if _number(one)]
    numbers = {label.pk: label.number for label in labels}
    for decision in decided:
        if _number(decision):
            decision.label.decision = decision
    return [label_on(day, one, numbers.get(one.replaced_by_id or 0, "")) for one in labels]


def _reports(applications: Sequence[Application], *kinds: str):
    keys = [str(application.pk) for application in applications]
    return Report.objects.filter(about_label=ABOUT, about_key__in=keys, kind__in=kinds).order_by(
        "pk"
    )


def _documents(decided: Sequence[Decision]) -> Documents:
    if not decided:
        return Documents()
    # Only the parts of the facts that the page shows: the whole is as long as the report.
    rows = _reports([one.application for one in decided], REPORT, CERTIFICATE).values(
        "kind", "about_key", "state", "pages",
        "facts__summary", "facts__profiles", "facts__concerns", "facts__strengths",
    )  # fmt: skip
    return Documents({(row["kind"], row["about_key"]): row for row in rows})


def _decided(decision: Decision, documents: Documents) -> Decided:
    application = decision.application
    report = documents.of(REPORT, application)
    return Decided(
        reference=application.reference,
        outcome=decision.level.title if decision.level else str(Outcome(decision.outcome).label),
        level=decision.level.code if decision.level else "",
        reasons=decision.reasons,
        by_board=decision.by_board,
        decided_on=decision.decided_on,
        edition=str(application.framework),
        edition_url=application.framework.get_absolute_url(),
        is_pilot=application.is_pilot,
        report=report.get("state", ""),
        report_pages=report.get("pages"),
    )


def _under_way(application: Application, city: City, day: date) -> UnderWay:
    """The stage, and the days that go with it. Before the hearing nothing but the stage."""
    stage, session = application.stage, application.session
    hearing = released.hearing_of(city) if stage == Stage.OPEN else None
    meets_on = session.meets_on if session and stage != Stage.PREPARING else None
    return UnderWay(
        stage=stage,
        feedback_only=application.purpose == Purpose.FEEDBACK,
        is_pilot=application.is_pilot,
        hearing_until=hearing.closes if hearing and hearing.closes >= day else None,
        meets_on=meets_on if meets_on and meets_on >= day else None,
    )


def _measures(city: City, facts: Mapping[str, Any]) -> dict[str, Answered]:
    """By the concern they answer; what a city writes of them in its record stays its own."""
    concerns = {one["reference"]: one["recommended"] for one in facts.get("facts__concerns") or []}
    if not concerns:
        return {}
    measures = Measure.objects.filter(city=city, origin__in=concerns)
    return {
        origin: Answered(
            "" if title == concerns[origin] else title, str(MeasureState(state).label), due_on
        )
        for origin, title, state, due_on in measures.values_list(
            "origin", "title", "state", "due_on"
        )
    }


def _findings(
    facts: Sequence[Mapping[str, str]], answered: Mapping[str, Answered]
) -> list[Finding]:
    return [
        Finding(
            requirement=fact["requirement"],
            asks=fact["requirement_text"],
            seen=fact["seen"],
            asked=fact["asked"],
            recommended=fact["recommended"],
            grave=fact.get("grave", ""),
            measure=answered.get(fact["reference"]),
        )
        for fact in facts
    ]
