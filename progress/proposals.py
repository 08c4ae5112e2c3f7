"""What is proposed to the team, beside what stands now."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Max
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cities.models import City
from commitments.changes import Piece, changes_between
from commitments.models import Framework, Requirement
from progress.edition import Edition, edition_of
from progress.models import Answer, ProposedAnswer

LONG = ("text", "how")


@dataclass(frozen=True)
class Source:
    """Where proposals come from, and how many of them still wait."""

    text: str
    count: int

    @property
    def key(self) -> str:
        """The source in an address."""
        return hashlib.sha256(self.text.encode()).hexdigest()[:12]


@dataclass(frozen=True)
class Difference:
    """One thing in which a proposal differs from the answer; a long text also in pieces."""

    label: str
    now: str
    proposed: str
    pieces: Sequence[Piece] = ()


@dataclass(frozen=True)
class Laid:
    """A proposal beside the answer. ``conflict``: it was not made from what stands now."""

    proposal: ProposedAnswer
    requirement: Requirement
    answer: Answer | None
    version: int  # of that answer, 0 for none
    differences: Sequence[Difference]
    conflict: bool


def sources_of(city: City, framework: Framework) -> list[Source]:
    """Where open proposals come from, the newest first."""
    rows = ProposedAnswer.objects.of(city, framework).open().order_by()
    counted = rows.values("source").annotate(count=Count("pk"), newest=Max("pk"))
    ordered = counted.order_by("-newest").values_list("source", "count")
    return [Source(*row) for row in ordered]


def laid_beside(
    proposals: Iterable[ProposedAnswer], *, city: City, framework: Framework
) -> list[Laid]:
    """Each with the answer that stands now: one statement however many there are."""
    edition, held = edition_of(framework), list(proposals)
    if not held:
        return []
    known = edition.by_key()
    rows = Answer.objects.filter(city=city, requirement__in={each.requirement_id for each in held})
    answers = {each.requirement_id: each for each in rows.select_related("changed_by").order_by()}
    words = _Words(edition, framework)
    return [
        _laid(proposal, known[proposal.requirement_id], answers.get(proposal.requirement_id), words)
        for proposal in held
    ]


def _laid(
    proposal: ProposedAnswer, requirement: Requirement, answer: Answer | None, words: "_Words"
) -> Laid:
    proposal.requirement = requirement
    version = answer.version if answer else 0
    return Laid(
        proposal=proposal,
        requirement=requirement,
        answer=answer,
        version=version,
        differences=list(words.differences(requirement, answer, proposal)),
        conflict=version != (proposal.seen or 0),
    )


class _Words:
    """What an answer says, field by field, in words."""

    def __init__(self, edition: Edition, framework: Framework):
        self.specials = {key: each.label for key, each in edition.specials.items()}
        self.sure = {each["key"]: each["label"] for each in framework.terms.get("confidence", [])}
        self.labels = {
            "step": _("Step"),
            "special": _("Special answer"),
            "text": _("What you do"),
            "law": _("Law"),
            "body": _("Body that has the task"),
            "how": _("How you will find out"),
            "until": _("By when you will know"),
            "confidence": _("How sure it is"),
        }

    def differences(
        self, requirement: Requirement, answer: Answer | None, proposal: ProposedAnswer
    ) -> Iterator[Difference]:
        for name, label in self.labels.items():
            now = self._said(requirement, answer, name)
            proposed = self._said(requirement, proposal, name)
            if now != proposed:
                pieces = changes_between(now, proposed) if now and name in LONG else ()
                yield Difference(label, now, proposed, pieces)

    def _said(self, requirement: Requirement, words: Any, name: str) -> str:
        value: Any = getattr(words, name, "")
        if name == "step":
            return "" if value is None else requirement.labels.get(value, "")
        if name == "until":
            return date_format(value) if value else ""
        known = {"special": self.specials, "confidence": self.sure}.get(name)
        return known.get(value, value) if known is not None else value
