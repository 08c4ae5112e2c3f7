"""What stands beside the answers in the file: who has what, by which law, what was asked."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from cities.models import City, MemberCouncil
from commitments.choices import Catalogue
from commitments.models import CatalogueEntry
from progress.models import Assignment, Competence, EvidenceVersion, Question, TeamComment

from .named import name_of


def competences(city: City) -> list[dict[str, Any]]:
    """Whose task each area of municipal work is, and by which law."""
    labels = CatalogueEntry.objects.labels(Catalogue.MUNICIPAL_AREAS)
    return [
        {
            "code": each.area,
            "area": labels.get(each.area, each.area),
            "task": each.get_kind_display(),
            "law": each.law,
        }
        for each in Competence.objects.filter(city=city)
    ]


def councils(city: City) -> list[dict[str, Any]]:
    """The councils for which a joint authority files."""
    return [
        {
            "name": each.name,
            "kind": each.get_kind_display(),
            "country": str(each.country),
            "population": each.population,
        }
        for each in MemberCouncil.objects.filter(city=city)
    ]


def departments(city: City) -> list[dict[str, Any]]:
    return [{"name": each.name} for each in city.departments.all()]


def assignments(city: City) -> list[dict[str, Any]]:
    """Who has which part of the record, and until when."""
    rows = Assignment.objects.filter(city=city)
    return [
        {
            "part": each.get_part_display(),
            "code": each.code,
            "department": str(each.department or ""),
            "person": name_of(each.person),
            "due": each.due_on.isoformat() if each.due_on else "",
            "since": each.assigned_on.isoformat(),
            "by": name_of(each.assigned_by),
        }
        for each in rows.select_related("department", "person", "assigned_by")
    ]


def comments(city: City) -> list[dict[str, Any]]:
    """What the team said to each other about a requirement."""
    rows = TeamComment.objects.filter(city=city).select_related("by", "resolved_by")
    return [
        {
            "code": each.code,
            "comment": each.text,
            "by": name_of(each.by),
            "at": each.at.isoformat(),
            "resolved": each.resolved_at.isoformat() if each.resolved_at else "",
            "resolved by": name_of(each.resolved_by),
        }
        for each in rows.order_by("code", "pk")
    ]


def questions(city: City) -> list[dict[str, Any]]:
    """What the team asked, and the answer in the name of the office or city that gave it.

    Who wrote an answer there is not of this team, and is not told.
    """
    rows = Question.objects.filter(city=city).in_full().select_related("by", "mentor")
    return [
        {
            "framework": each.framework_code,
            "code": each.code,
            "question": each.text,
            "by": name_of(each.by),
            "asked": each.asked_on.isoformat(),
            "of": str(each.mentor or _("The secretariat")),
            "answer": each.answer,
            "answered": each.answered_on.isoformat() if each.answered_on else "",
            "public": bool(each.help and not each.withdrawn),
            "taken back": each.taken_back_on.isoformat() if each.taken_back_on else "",
            "taken back because": each.taken_back_because,
        }
        for each in rows.order_by("pk")
    ]


def being_checked(city: City) -> Iterator[EvidenceVersion]:
    """Files that may come to the evidence, and are not in the archive yet."""
    rows = EvidenceVersion.objects.waiting().filter(evidence__city=city)
    yield from rows.select_related("evidence").order_by("pk")


def waiting(city: City) -> Iterator[dict[str, Any]]:
    for each in being_checked(city):
        yield {
            "number": each.evidence_id,
            "title": each.evidence.title,
            "version": each.version,
            "file name": each.filename,
            "added": each.added_at.isoformat(),
        }
