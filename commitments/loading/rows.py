"""The rows of an edition, brought in line with its document by code."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.db import models
from django.db.models import F, ProtectedError
from django.utils.translation import gettext as _

from commitments.models import (
    Commitment,
    Framework,
    Level,
    Pillar,
    Scale,
)

Content = Mapping[str, Any]
PROSE = ("plain", "description", "why_it_helps", "not_enough", "small_authority",
         "resident_question", "fra_element")  # fmt: skip


def write_structure(framework: Framework, content: Content) -> list[str]:
    """Write everything below the edition. Returns a sentence for each row that cannot go."""
    Level.objects.filter(framework=framework).update(rank=F("rank") + 1000)  # out of the way
    scales = _bring(framework.scales, "code", _scales(content))
    gone: list[models.Model] = []
    for scale in content["scales"]:
        steps = scales[0][scale["code"]].steps
        gone += _bring(steps, "value", ((one["value"], _step(one)) for one in scale["steps"]))[1]
    pillars = _bring(framework.pillars, "code", _pillars(content))
    commitments = _bring(framework.commitments, "code", _commitments(content, pillars[0]))
    first = content["scales"][0]["code"]
    requirements = _bring(
        framework.requirements,
        "code",
        _requirements(content, commitments[0], scales[0], first),
    )
    for manager, key, rows in (
        (framework.evidence_examples, "code", _evidence(content, commitments[0])),
        (framework.indicators, "code", _indicators(content, commitments[0])),
        (framework.levels, "code", _levels(content)),
        (framework.size_classes, "code", _sizes(content)),
        (framework.grave_concerns, "code", _concerns(content)),
        (framework.special_answers, "key", _special_answers(content)),
    ):
        gone += _bring(manager, key, rows)[1]
    return _remove([*gone, *requirements[1], *commitments[1], *pillars[1], *scales[1]])


def _bring(
    manager: Any, key: str, rows: Iterable[tuple[Any, dict[str, Any]]]
) -> tuple[dict[Any, Any], list[models.Model]]:
    """Create what is new, update what differs; returns the rows by key, and those not named."""
    here = {getattr(row, key): row for row in manager.all()}
    new, changed, kept = [], [], {}
    fields: set[str] = set()
    owner = {manager.field.name: manager.instance}
    for name, values in rows:
        row = kept[name] = here.pop(name, None) or manager.model(**owner, **{key: name})
        different = {
            field for field, value in values.items() if row.pk is None or _at(row, field) != value
        }
        for field in different:
            setattr(row, field, values[field])
        if row.pk is None:
            new.append(row)
        elif different:
            changed.append(row)
            fields |= different
    manager.bulk_create(new)
    if changed:
        manager.bulk_update(changed, sorted(fields))
    return kept, list(here.values())


def _at(row: models.Model, field: str) -> Any:
    """The value of a field; a reference as an unread row, without asking the database."""
    column = row._meta.get_field(field)
    if isinstance(column, models.ForeignKey):
        return column.remote_field.model(pk=getattr(row, column.attname))
    return getattr(row, field)


def _remove(rows: Iterable[models.Model]) -> list[str]:
    stuck = []
    for row in rows:
        try:
            row.delete()
        except ProtectedError:
            name = getattr(row, "code", None) or str(row)
            sentence = _("“%(name)s” cannot be left out: something already refers to it.")
            stuck.append(sentence % {"name": name})
    return stuck


Rows = Iterator[tuple[Any, dict[str, Any]]]


def _scales(content: Content) -> Rows:
    for position, scale in enumerate(content["scales"]):
        yield scale["code"], {"title": scale.get("title", ""), "position": position}


def _step(step: Content) -> dict[str, Any]:
    return {
        "key": step.get("key", ""),
        "label": step["label"],
        "meaning": step.get("meaning", ""),
    }


def _pillars(content: Content) -> Rows:
    for position, pillar in enumerate(content["pillars"]):
        yield (
            pillar["code"],
            {
                "title": pillar["title"],
                "question": pillar.get("question", ""),
                "fra_layer": pillar.get("fra_layer", ""),
                "position": position,
            },
        )


def _commitments(content: Content, pillars: Mapping[str, Pillar]) -> Rows:
    for position, commitment in enumerate(content["commitments"]):
        yield (
            commitment["code"],
            {
                "pillar": pillars[commitment["pillar"]],
                "title": commitment["title"],
                **{name: commitment.get(name, "") for name in PROSE},
                "links": commitment.get("links", {}),
                "drawn_from": commitment.get("drawn_from", []),
                "position": position,
            },
        )


def _each(content: Content, key: str) -> Iterator[tuple[int, str, Content]]:
    parts = (
        (commitment["code"], part)
        for commitment in content["commitments"]
        for part in commitment.get(key, [])
    )
    for position, (commitment, part) in enumerate(parts):
        yield position, commitment, part


def _requirements(
    content: Content, commitments: Mapping[str, Commitment], scales: Mapping[str, Scale], first: str
) -> Rows:
    for position, commitment, requirement in _each(content, "requirements"):
        yield (
            requirement["code"],
            {
                "commitment": commitments[commitment],
                "scale": scales[requirement.get("scale", first)],
                "text": requirement["text"],
                "type": requirement.get("type", ""),
                "is_core": requirement.get("core", False),
                "step_texts": requirement.get("steps", []),
                "position": position,
            },
        )


def _evidence(content: Content, commitments: Mapping[str, Commitment]) -> Rows:
    for position, commitment, one in _each(content, "evidence"):
        values = {"commitment": commitments[commitment], "text": one["text"], "position": position}
        yield one["code"], values


def _indicators(content: Content, commitments: Mapping[str, Commitment]) -> Rows:
    for position, commitment, indicator in _each(content, "indicators"):
        yield (
            indicator["code"],
            {
                "commitment": commitments[commitment],
                "name": indicator["name"],
                **{name: indicator.get(name, "") for name in ("unit", "type", "sdg")},
                "position": position,
            },
        )


def _levels(content: Content) -> Rows:
    for rank, level in enumerate(content["levels"], start=1):
        values = {"title": level["title"], "meaning": level.get("meaning", "")}
        yield level["code"], {**values, "rank": rank, "demands": level["demands"]}


def _sizes(content: Content) -> Rows:
    for size in content.get("size_classes", []):
        yield (
            size["code"],
            {"label": size["label"], "min": size["min"], "max": size.get("max")},
        )


def _concerns(content: Content) -> Rows:
    for position, concern in enumerate(content.get("grave_concerns", [])):
        yield concern["code"], {"text": concern["text"], "position": position}


def _special_answers(content: Content) -> Rows:
    for position, answer in enumerate(content.get("special_answers", [])):
        yield (
            answer["key"],
            {
                "label": answer["label"],
                "counts_as": answer["counts_as"],
                "asks": answer.get("asks", []),
                "meaning": answer.get("meaning", ""),
                "position": position,
            },
        )
