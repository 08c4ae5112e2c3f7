"""How an entry joins the chain, and how the chain is checked."""

import hashlib
import hmac
import json
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from office.actors import Actor
from office.days import today
from office.models import TrailEntry, TrailHead, TrailNote
from office.subjects import number_of


@dataclass(frozen=True)
class _Step:
    workflow: str
    subject_label: str
    subject_key: str
    subject_number: str
    step: str
    source: str
    target: str
    actor: Actor
    note: str


_gathered: ContextVar[list[_Step] | None] = ContextVar("gathered", default=None)


@contextmanager
def gathered() -> Iterator[None]:
    """Write the entries of everything done inside at its end, in the order it was begun.

    The head of the chain is then locked last, after every other row (trust §4), and steps that
    cause other steps stand before them. Must be entered inside a transaction, and does as a
    decorator below ``transaction.atomic``: an action that does anything after ``record`` wears it.
    What was recorded inside a part that raises is no more, as what it wrote.
    """
    outer = _gathered.get()
    if outer is not None:
        begun = len(outer)
        try:
            yield
        except BaseException:
            del outer[begun:]
            raise
        return
    steps: list[_Step] = []
    token = _gathered.set(steps)
    try:
        yield
        _write(steps)
    finally:
        _gathered.reset(token)


@transaction.atomic
def record(
    subject: models.Model,
    step: str,
    *,
    by: Actor,
    workflow: str = "",
    source: str = "",
    target: str = "",
    note: str = "",
) -> None:
    """Enter something done to ``subject`` in the trail: a step, or an act between steps.

    Outside ``gathered`` this holds the head of the chain, and with it everybody else's steps,
    until the transaction ends: nothing may be written after it.
    """
    with gathered():
        state = str(getattr(subject, "state", ""))
        steps = _gathered.get()
        assert steps is not None  # noqa: S101 -- gathered() has just seen to it
        steps.append(
            _Step(
                workflow=workflow,
                subject_label=subject._meta.label_lower,
                subject_key=str(subject.pk),  # noted now: it may be removed before the end
                subject_number=number_of(subject),
                step=step,
                source=source or state,
                target=target or state,
                actor=by,
                note=note,
            )
        )


def _write(steps: list[_Step]) -> None:
    if not steps:
        return
    TrailHead.objects.get_or_create(pk=1)
    head = TrailHead.objects.select_for_update(no_key=True).get(pk=1)
    day = today().isoformat()
    for step in steps:
        salt = secrets.token_hex(16)
        name = step.actor.name
        facts = {
            "number": head.number + 1,
            "workflow": step.workflow,
            "subject_label": step.subject_label,
            "subject_key": step.subject_key,
            "subject_number": step.subject_number,
            "step": step.step,
            "source": step.source,
            "target": step.target,
            "actor_kind": step.actor.kind,
            "day": day,
            "at": timezone.now().isoformat(),
            "actor_digest": salted(salt, _identity(step.actor)),
            "name_digest": salted(salt, name),
            "note_digest": salted(salt, step.note),
        }
        payload = canonical(facts)
        digest = chained(head.digest, payload)
        columns = {key: value for key, value in facts.items() if not key.endswith("_digest")}
        entry = TrailEntry.objects.create(
            **columns, payload=payload, previous=head.digest, digest=digest
        )
        TrailNote.objects.create(
            entry=entry, salt=salt, actor=step.actor.person, actor_name=name, note=step.note
        )
        head.number, head.digest = head.number + 1, digest
    head.save(update_fields=["number", "digest"])


def canonical(facts: dict[str, Any]) -> str:
    """The one way to write these facts as text: keys in order, no spaces, UTF-8 kept."""
    return json.dumps(facts, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def chained(previous: str, payload: str) -> str:
    """The digest of an entry: SHA-256 over the digest before it and its own payload."""
    return hashlib.sha256(f"{previous}\n{payload}".encode()).hexdigest()


def salted(salt: str, text: str) -> str:
    """A digest that says whether a text is the same, and nothing of the text itself."""
    return hmac.new(salt.encode(), text.encode(), hashlib.sha256).hexdigest()


def _identity(actor: Actor) -> str:
    return f"{actor.kind}:{actor.person.pk if actor.person else ''}"


def first_fault() -> str:
    """The first entry that is not as it was written, in a sentence; empty when all are.

    An erased name or note is no fault: the entry holds only its salted digest.
    """
    previous, number = "0" * 64, 0
    for entry in TrailEntry.objects.select_related("words").iterator(chunk_size=500):
        number += 1
        if fault := _fault(entry, number, previous):
            return f"Entry {entry.number}: {fault}."
        previous = entry.digest
    head = TrailHead.objects.filter(pk=1).first() or TrailHead()
    if (head.number, head.digest) != (number, previous):
        return f"The chain ends at entry {number}; its head says {head.number}."
    return ""


def _fault(entry: TrailEntry, number: int, previous: str) -> str:
    if entry.number != number:
        return f"entry {number} is missing before it"
    if entry.previous != previous:
        return "it does not follow the entry before it"
    if entry.digest != chained(entry.previous, entry.payload):
        return "its digest is not that of its payload"
    facts = json.loads(entry.payload)
    for name in ("workflow", "subject_label", "subject_key", "subject_number", "step", "source",
                 "target", "actor_kind", "number"):  # fmt: skip
        if facts[name] != getattr(entry, name):
            return f"its {name} differs from its payload"
    if (facts["day"], facts["at"]) != (entry.day.isoformat(), entry.at.isoformat()):
        return "its time differs from its payload"
    words = getattr(entry, "words", None)
    if words is None:
        return ""
    if words.note and salted(words.salt, words.note) != facts["note_digest"]:
        return "its note was changed"
    if words.actor_name and salted(words.salt, words.actor_name) != facts["name_digest"]:
        return "its name was changed"
    if words.actor_id and salted(words.salt, f"person:{words.actor_id}") != facts["actor_digest"]:
        return "its person was changed"
    return ""
