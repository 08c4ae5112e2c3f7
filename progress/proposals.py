"""What is proposed to the team, beside what stands now."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count, Max

from cities.models import City
from commitments.models import Framework, Requirement
from progress.differences import Difference, InWords
from progress.edition import edition_of
from progress.models import Answer, ProposedAnswer


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
    words = InWords(edition, framework)
    return [
        _laid(proposal, known[proposal.requirement_id], answers.get(proposal.requirement_id), words)
        for proposal in held
    ]


def _laid(
    proposal: ProposedAnswer, requirement: Requirement, answer: Answer | None, words: InWords
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
