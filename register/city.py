"""What may a stranger know of one city or region? Read in few statements, as plain values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import (
    BigAutoField,
    BooleanField,
    CharField,
    Exists,
    ExpressionWrapper,
    OuterRef,
    Q,
    QuerySet,
)

from accounts.worded import worded_once
from accreditation.choices import STAGES, Stage
from accreditation.models import Application
from cities.choices import OF_SEVERAL
from cities.models import City, MemberCouncil
from office.days import today
from office.models import Report
from office.models.report import ReportState
from progress.models import Measure
from register import conditions, published
from register.labels import LABEL, is_valid_on
from voices import released

REPORT, CERTIFICATE, LETTER = "panel_report", "certificate", "decision_letter"
ABOUT = Application._meta.label_lower
COLUMNS = (
    "pk", "slug", "name", "authority", "kind", "country", "population", "website", "invented",
    "self_declared",
)  # fmt: skip
CITY = (*COLUMNS, "tells")  # whether it has published what worked
APPLICATION = (
    "pk", "reference", "state", "purpose", "is_pilot", "framework__code", "framework__edition",
    "framework__title", "session__state", "session__meets_on", "decision__outcome",
    "decision__reasons", "decision__by_board", "decision__decided_on", "decision__published_on",
    "decision__level__title", "submitted_on",
)  # fmt: skip
READ = (
    *APPLICATION,
    *(f"city__{field}" for field in COLUMNS),
    "tells",
    *(f"decision__label__{field}" for field in LABEL),
    "has_conditions",
    "has_evidence",
)
OF_ITS_LABEL = published.conditions().filter(label__decision__application=OuterRef("pk"))
DOCUMENT = ("pk", "kind", "about_key", "state", "pages")
COUNCIL = ("name", "kind", "country", "population")
MEASURE = ("origin", "state", "due_on", "is_said")

Row = tuple[Any, ...]


@dataclass(frozen=True)
class CityFacts:
    """Rows in the order of ``CITY``, ``READ`` (newest application first), ``DOCUMENT``, …"""

    day: date
    city: Row
    applications: tuple[Row, ...]
    documents: tuple[Row, ...] = ()
    measures: tuple[Row, ...] = ()
    hearing_until: date | None = None
    councils: tuple[Row, ...] = ()
    conditions: tuple[Row, ...] = ()


def facts_of(slug: str) -> CityFacts | None:
    """Everything the page of a public city shows; None for any other.

    Two statements for a city that has never applied, five for one with a published decision.
    """
    applications = tuple(_applications(slug=slug))
    if not applications:
        for city in _cities(slug=slug):
            return CityFacts(today(), city, (), councils=_councils(city))
        return None
    first = len(APPLICATION)
    city = applications[0][first : first + len(CITY)]
    decided = [as_values(READ, row) for row in applications]
    decided = [one for one in decided if one["state"] not in published.OPEN]
    return CityFacts(
        today(),
        city,
        applications,
        tuple(_documents(keys=[str(one["pk"]) for one in decided])) if decided else (),
        tuple(_measures(city[0], [one["reference"] for one in decided])) if decided else (),
        _hearing_until(city[0], applications),
        _councils(city),
        _conditions(decided),
    )


def as_values(fields: Sequence[str], row: Row) -> dict[str, Any]:
    return dict(zip(fields, row, strict=True))


def said_in(report: int) -> Mapping[str, Any]:
    """The parts of a report's frozen facts that the page shows; the whole is as long as itself."""
    parts = ("summary", "profiles", "concerns", "strengths")
    row = Report.objects.filter(pk=report).values_list(*(f"facts__{part}" for part in parts)).get()
    return as_values(parts, row)


def _conditions(decided: Sequence[Mapping[str, Any]]) -> tuple[Row, ...]:
    """Those of the latest label, in the order of their days; nothing is asked about others."""
    granted = [one for one in decided if one["decision__label__number"]]
    latest = max(granted, key=lambda one: (one["decision__decided_on"], one["pk"]), default=None)
    if latest is None or not latest["has_conditions"]:
        return ()
    return tuple(conditions.rows_of(latest["decision__label__number"]))


def document_of(slug: str, kind: str, **about: Any) -> Report | None:
    """The finished document behind a published decision of a public city, or None."""
    application = decided_application(slug, **about)
    if application is None:
        return None
    return _reports([application.pk], kind).filter(state=ReportState.READY).last()


def certificate_of(slug: str, number: str) -> Report | None:
    """The certificate of a label that is valid today, at the level it holds; else None.

    One of an earlier level is not given in its place while the new one is being made.
    """
    application = decided_application(slug, decision__label__number=number)
    if application is None or not is_valid_on(today(), application.decision.label):
        return None
    latest = _reports([application.pk], CERTIFICATE).last()
    return latest if latest and latest.state == ReportState.READY else None


def decided_application(slug: str, **about: Any) -> Application | None:
    """The application behind a published decision of a public city, or None."""
    applications = published.applications().select_related("city", "decision__label")
    of_the_city = applications.filter(city__in=published.cities().filter(slug=slug), **about)
    return of_the_city.exclude(state__in=published.OPEN).first()


@worded_once(slug=CharField())
def _cities(slug: str) -> QuerySet[Any, Any]:
    rows = published.cities().filter(slug=slug).order_by()
    return rows.annotate(tells=_practices_of("pk")).values_list(*CITY)


@worded_once(slug=CharField())
def _applications(slug: str) -> QuerySet[Any, Any]:
    return (
        published.applications()
        .filter(city__in=published.cities(), city__slug=slug)
        .annotate(has_conditions=Exists(OF_ITS_LABEL), has_evidence=published.has_evidence())
        .order_by("-pk")
        .annotate(tells=_practices_of("city"))
        .values_list(*READ)
    )


def _practices_of(city: str) -> Exists:
    return Exists(published.practices().filter(city=OuterRef(city)))


def _reports(applications: Sequence[int], *kinds: str) -> QuerySet[Report]:
    return _about([str(key) for key in applications], *kinds)


def _about(keys: Sequence[str], *kinds: str) -> QuerySet[Report]:
    about = Report.objects.filter(about_label=ABOUT, about_key__in=keys)
    return about.filter(kind__in=kinds).order_by("pk")


@worded_once(keys=CharField())
def _documents(keys: Sequence[str]) -> QuerySet[Any, Any]:
    return _about(keys, REPORT, CERTIFICATE, LETTER).values_list(*DOCUMENT)


def _measures(city: int, references: Sequence[str]) -> list[Row]:
    """Those that answer what these decisions recommend; the rest of the plan is the city's own."""
    return [row for row in _answering(city=city) if row[0].split("/")[0] in references]


@worded_once(city=BigAutoField())
def _answering(city: int) -> QuerySet[Any, Any]:
    said = ExpressionWrapper(~Q(account=""), output_field=BooleanField())
    plan = Measure.objects.filter(city=city).exclude(origin="").annotate(is_said=said)
    return plan.values_list(*MEASURE)


def _councils(city: Row) -> tuple[Row, ...]:
    """Members of an authority made of several; nothing is asked about any other."""
    facts = as_values(CITY, city)
    if facts["kind"] not in OF_SEVERAL:
        return ()
    return tuple(MemberCouncil.objects.filter(city=facts["pk"]).values_list(*COUNCIL))


def _hearing_until(city: int, applications: Sequence[Row]) -> date | None:
    stages = {STAGES[as_values(READ, row)["state"]] for row in applications}
    hearing = released.hearing_of(City(pk=city)) if Stage.OPEN in stages else None
    return hearing.closes if hearing else None
