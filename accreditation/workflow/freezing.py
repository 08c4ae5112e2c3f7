"""Copy a city's record into a filing that never changes, and work out its content hash."""

import hashlib
from typing import Any

from accreditation.models import (
    Application,
    FiledAnswer,
    FiledCitation,
    FiledGroup,
    FiledMeasure,
    Filing,
)
from cities.models import City
from commitments.actions import fix_text
from commitments.choices import Catalogue
from commitments.models import CatalogueEntry
from office.days import today
from office.trail import canonical
from office.workflow import Taken
from progress.choices import Visibility
from progress.models import (
    Answer,
    Competence,
    Evidence,
    EvidenceVersion,
    GroupResult,
    Measure,
)

WORDS = ("step", "special", "text", "law", "body", "how", "until", "confidence")


def freeze_the_filing(application: Application, taken: Taken) -> None:
    """The record as it stands now, with the version of each piece of evidence it cites."""
    city, framework = application.city, application.framework
    application.is_pilot = framework.is_pilot
    application.submitted_on = today()
    application.save(update_fields=["is_pilot", "submitted_on"])
    fix_text(framework)

    size = framework.size_class_for(city.population)
    profile = {
        "name": city.name,
        "authority": city.authority,
        "kind": city.kind,
        "country": str(city.country),
        "population": city.population,
        "size_class": size.code if size else "",
        "languages": city.languages,
        "urbanisation": city.urbanisation,
        "councils": [
            {
                "name": council.name,
                "kind": council.kind,
                "country": str(council.country),
                "population": council.population,
            }
            for council in city.councils.all()
        ],
        "competences": _competences(city),
    }
    filing = Filing(
        application=application,
        number=application.filings.count() + 1,
        filed_on=today(),
        filed_by=taken.by.person,
        profile=profile,
    )
    answers = list(
        Answer.objects.of(city, framework)
        .given()
        .select_related("requirement")
        .prefetch_related("citations__evidence__versions")
        .order_by("requirement__commitment__position", "requirement__position")
    )
    groups = [
        result
        for result in GroupResult.objects.filter(city=city).prefetch_related("evidence__versions")
        if result.change.strip()
    ]
    measures = list(Measure.objects.filter(city=city).exclude(origin=""))
    content = {
        "application": application.reference,
        "filing": filing.number,
        "framework": {
            "code": framework.code,
            "edition": framework.edition,
            "content_hash": framework.content_hash,
        },
        "profile": profile,
        "sign_off": _sign_off(application),
        "answers": [_answer(answer) for answer in answers],
        "groups": [_group(result) for result in groups],
        "measures": [
            {"origin": measure.origin, "title": measure.title, "account": measure.account}
            for measure in measures
        ],
    }
    filing.content = canonical(content)
    filing.content_hash = hashlib.sha256(filing.content.encode()).hexdigest()
    filing.save()
    _keep_rows(filing, answers, groups, measures)


def _competences(city: City) -> list[dict[str, str]]:
    """Whose task each area is, with the label it has today."""
    entries = CatalogueEntry.objects.of(Catalogue.MUNICIPAL_AREAS)
    labels = dict(entries.values_list("code", "label"))
    return [
        {
            "area": held.area,
            "label": labels.get(held.area, held.area),
            "kind": held.kind,
            "law": held.law,
        }
        for held in Competence.objects.filter(city=city).order_by("area")
    ]


def _latest(evidence: Any) -> EvidenceVersion:
    return max(evidence.versions.all(), key=lambda version: version.version)


def _sign_off(application: Application) -> dict[str, str]:
    sign_off = application.sign_off
    return {
        "body": sign_off.body,
        "decided_on": sign_off.decided_on.isoformat(),
        "document": _identity(_latest(sign_off.document)),
    }


def _identity(version: EvidenceVersion) -> str:
    return version.sha256 or version.url


def _answer(answer: Answer) -> dict[str, Any]:
    words = {name: getattr(answer, name) for name in WORDS}
    words["until"] = answer.until.isoformat() if answer.until else None
    return {
        "requirement": answer.requirement.code,
        **words,
        "citations": [
            {
                "evidence": _identity(_latest(citation.evidence)),
                "title": citation.evidence.title,
                "locator": citation.locator,
                "shows": citation.shows,
                "public": _is_public(citation.evidence),
            }
            for citation in answer.citations.all()
        ],
    }


def _group(result: GroupResult) -> dict[str, Any]:
    return {
        "group": result.group,
        "change": result.change,
        "agreed": result.agreed,
        "evidence": _identity(_latest(result.evidence)) if result.evidence else "",
        "locator": result.locator,
        "public": _is_public(result.evidence),
    }


def _is_public(evidence: Evidence | None) -> bool:
    return evidence is not None and evidence.visibility == Visibility.PUBLIC


def _keep_rows(
    filing: Filing, answers: list[Answer], groups: list[GroupResult], measures: list[Measure]
) -> None:
    filed = FiledAnswer.objects.bulk_create(
        FiledAnswer(
            filing=filing,
            requirement=answer.requirement,
            **{name: getattr(answer, name) for name in WORDS},
        )
        for answer in answers
    )
    FiledCitation.objects.bulk_create(
        FiledCitation(
            answer=kept,
            evidence=_latest(citation.evidence),
            title=citation.evidence.title,
            locator=citation.locator,
            shows=citation.shows,
            is_public=_is_public(citation.evidence),
        )
        for kept, answer in zip(filed, answers, strict=True)
        for citation in answer.citations.all()
    )
    labels = dict(
        CatalogueEntry.objects.filter(catalogue="groups_at_risk").values_list("code", "label")
    )
    FiledGroup.objects.bulk_create(
        FiledGroup(
            filing=filing,
            group=result.group,
            label=labels.get(result.group, result.group),
            change=result.change,
            agreed=result.agreed,
            evidence=_latest(result.evidence) if result.evidence else None,
            title=result.evidence.title if result.evidence else "",
            locator=result.locator,
            is_complete=result.is_complete,
            is_public=_is_public(result.evidence),
        )
        for result in groups
    )
    FiledMeasure.objects.bulk_create(
        FiledMeasure(
            filing=filing, origin=measure.origin, title=measure.title, account=measure.account
        )
        for measure in measures
    )
