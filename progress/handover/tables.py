"""What the hand-over file says, table by table, as plain values."""

import csv
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import IO, Any

from django.db.models import Model

from cities.models import City, Department, MemberCouncil, Membership
from commitments.choices import Catalogue
from commitments.models import CatalogueEntry, Framework
from progress.cells import harmless
from progress.edition import edition_of
from progress.indicators.laid import Laid, all_laid_out
from progress.models import (
    Answer,
    AnswerVersion,
    Assignment,
    Citation,
    Competence,
    Evidence,
    EvidenceVersion,
    GroupResult,
    Measure,
    Practice,
    Question,
    Reading,
    Series,
    TeamComment,
)

from . import beside
from .named import name_of

WORDS = ("step", "special", "text", "law", "body", "how", "until", "confidence", "state")


@dataclass(frozen=True)
class Table:
    """A table of the file: its name there, of what it tells, and its rows as they are asked for."""

    name: str
    of: type[Model]
    rows: Iterable[Mapping[str, Any]]


def tables_of(city: City, framework: Framework) -> list[Table]:
    """All tables; each is read when its turn comes, row by row where it can be long."""
    laid = all_laid_out(city)
    return [
        Table("answers", Answer, answers(city, framework)),
        Table("earlier-versions", AnswerVersion, _versions(city)),
        Table("evidence", Evidence, _evidence(city)),
        Table("being-checked", EvidenceVersion, beside.waiting(city)),
        Table("citations", Citation, _citations(city)),
        Table("measures", Measure, measures(city)),
        Table("groups", GroupResult, groups(city)),
        Table("indicators", Series, indicators(laid)),
        Table("readings", Reading, readings(laid)),
        Table("practices", Practice, practices(city)),
        Table("competences", Competence, beside.competences(city)),
        Table("councils", MemberCouncil, beside.councils(city)),
        Table("team", Membership, team(city)),
        Table("departments", Department, beside.departments(city)),
        Table("assignments", Assignment, beside.assignments(city)),
        Table("comments", TeamComment, beside.comments(city)),
        Table("questions", Question, beside.questions(city)),
    ]


def answers(city: City, framework: Framework) -> list[dict[str, Any]]:
    """Every requirement of the edition with what is answered; then answers under others."""
    edition = edition_of(framework)
    held = list(
        Answer.objects.filter(city=city)
        .select_related("requirement__framework", "changed_by")
        .order_by("requirement__framework", "requirement__position")
    )
    here = {each.requirement_id: each for each in held}
    rows = [_answer(one, here.get(one.pk)) for one in edition.requirements.values()]
    elsewhere = [each for each in held if each.requirement.framework_id != framework.pk]
    return rows + [_answer(each.requirement, each) for each in elsewhere]


def _answer(requirement: Any, answer: Answer | None) -> dict[str, Any]:
    words = answer or Answer(requirement=requirement)
    labels = requirement.labels if answer and answer.step is not None else {}
    return {
        "edition": f"{requirement.framework.code} {requirement.framework.edition}",
        "code": requirement.code,
        "requirement": requirement.text,
        "label": labels.get(words.step, ""),
        **_plain(words),
        "state": words.state if answer else "",
        "version": words.version,
        "changed": words.changed_at.isoformat() if answer else "",
        "by": name_of(answer.changed_by) if answer else "",
    }


def _plain(words: Any) -> dict[str, Any]:
    found = {name: getattr(words, name) for name in WORDS}
    found["until"] = words.until.isoformat() if words.until else ""
    return found


def _versions(city: City) -> Iterator[dict[str, Any]]:
    rows = AnswerVersion.objects.filter(answer__city=city).select_related(
        "answer__requirement", "by"
    )
    ordered = rows.order_by("answer__requirement__position", "answer", "version")
    for each in ordered.iterator(chunk_size=200):
        yield {
            "code": each.answer.requirement.code,
            "version": each.version,
            "at": each.at.isoformat(),
            "by": name_of(each.by),
            **_plain(each),
        }


def released(city: City) -> list[EvidenceVersion]:
    """Every state of every piece of evidence that has been checked, the newest first."""
    rows = EvidenceVersion.objects.released().filter(evidence__city=city)
    return list(rows.select_related("evidence").order_by("-pk"))


def place_of(version: EvidenceVersion) -> str:
    """Where a file lies in the archive; its own name, after numbers that keep names apart."""
    return f"evidence/{version.evidence_id:05d}-{version.version}-{version.filename}"


def _evidence(city: City) -> Iterator[dict[str, Any]]:
    for each in released(city):
        yield {
            "number": each.evidence_id,
            "title": each.evidence.title,
            "version": each.version,
            "language": each.evidence.language,
            "visibility": each.evidence.visibility,
            "added": each.added_at.isoformat(),
            "out of use since": str(each.evidence.retired_on or ""),
            "link": each.url,
            "file": place_of(each) if each.is_file else "",
            "sha256": each.sha256,
        }


def _citations(city: City) -> Iterator[dict[str, Any]]:
    rows = Citation.objects.filter(answer__city=city).select_related(
        "answer__requirement", "evidence"
    )
    for each in rows:
        yield {
            "code": each.answer.requirement.code,
            "evidence": each.evidence_id,
            "title": each.evidence.title,
            "where": each.locator,
            "shows": each.shows,
        }


def measures(city: City) -> list[dict[str, Any]]:
    return [
        {
            "title": each.title,
            "requirements": " ".join(one.code for one in each.requirements.all()),
            "recommended in": each.origin,
            "owner": each.owner,
            "due": each.due_on.isoformat() if each.due_on else "",
            "budget": each.budget,
            "state": each.state,
            "account": each.account,
        }
        for each in Measure.objects.filter(city=city).prefetch_related("requirements")
    ]


def groups(city: City) -> list[dict[str, Any]]:
    labels = CatalogueEntry.objects.labels(Catalogue.GROUPS_AT_RISK)
    return [
        {
            "group": labels.get(each.group, each.group),
            "change": each.change,
            "agreed": each.agreed,
            "evidence": each.evidence_id or "",
            "where": each.locator,
        }
        for each in GroupResult.objects.filter(city=city)
    ]


def indicators(laid: Iterable[Laid]) -> list[dict[str, Any]]:
    return [
        {
            "number": each.series.pk,
            "code": each.series.code,
            "name": each.series.name,
            "unit": each.series.unit,
            "what": each.series.what,
            "source": each.series.source,
            "requirements": " ".join(each.series.requirements),
            "targets": " ".join(each.series.targets),
        }
        for each in laid
    ]


def readings(laid: Iterable[Laid]) -> Iterator[dict[str, Any]]:
    """Every reading as it stands; of what is not told a word in place of its numbers."""
    for each in laid:
        for line in each.lines:
            for cell in line.cells:
                yield {
                    "indicator": each.series.pk,
                    "name": each.series.name,
                    "period": cell.reading.period,
                    "group": line.label,
                    "value": "" if cell.value is None else float(cell.value),
                    "people": "" if cell.people is None else cell.people,
                    "not told": cell.instead if cell.value is None else "",
                    "source": cell.reading.source,
                }


def practices(city: City) -> list[dict[str, Any]]:
    """What the city tells others, drafts and what was taken back included."""
    texts = ("title", "problem", "done", "cost", "result", "office", "email", "language", "state")
    return [
        {
            "number": each.number,
            "requirements": " ".join(link.requirement for link in each.links.all()),
            **{name: getattr(each, name) for name in texts},
            "published": each.published_on.isoformat() if each.published_on else "",
        }
        for each in Practice.objects.filter(city=city).prefetch_related("links")
    ]


def team(city: City) -> list[dict[str, Any]]:
    """Who was on the team when; by name alone."""
    rows = city.memberships.select_related("user").order_by("since", "pk")
    return [
        {
            "name": name_of(each.user),
            "role": each.role,
            "department": each.department,
            "since": each.since.isoformat(),
            "until": each.until.isoformat() if each.until else "",
        }
        for each in rows
    ]


def write(table: Table, as_csv: IO[str], as_json: IO[str]) -> None:
    """The table twice: for spreadsheets, where no cell is a formula, and exactly as it is."""
    writer = None
    as_json.write("[")
    for number, row in enumerate(table.rows):
        if writer is None:
            writer = csv.DictWriter(as_csv, list(row))
            writer.writeheader()
        writer.writerow({name: harmless(value) for name, value in row.items()})
        as_json.write(",\n" if number else "\n")
        as_json.write(json.dumps(row, ensure_ascii=False))
    as_json.write("\n]\n")
