"""Proposing answers from elsewhere, and taking them or leaving them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import User
from cities.models import City
from commitments.models import Requirement
from office import trail
from office.actors import acting
from office.days import now, today
from office.saving import ChangedMeanwhile
from office.workflow import Refused
from progress.choices import AnswerState, ProposalState
from progress.completeness import passed
from progress.edition import edition_of
from progress.models import Answer, ProposedAnswer, ReturnedSheet

from .answers import WORDS, answer_requirement
from .changed import Incomplete


@dataclass(frozen=True)
class Proposed:
    """What is proposed for one requirement: words of an answer, and what they were made from."""

    requirement: Requirement
    words: Mapping[str, Any]  # some of progress.actions.answers.WORDS
    seen: int | None = None
    ready: bool = False


@dataclass
class Outcome:
    """What became of several proposals; ``left`` has a sentence for each that stays open."""

    accepted: int = 0
    left: list[str] = field(default_factory=list)


@transaction.atomic
def propose_answers(
    *,
    city: City,
    source: str,
    proposals: Iterable[Proposed],
    by: User | None = None,
    **belongs: Any,
) -> list[ProposedAnswer]:
    """Lay answers before the team. ``source`` says in words where they come from.

    What the same source proposed before and nobody has settled gives way; what was declined stays
    declined, unless the source now says something else.
    """
    source = source[:300]
    held = ProposedAnswer.objects.filter(city=city, source=source)
    held.open().delete()
    declined = {(each.requirement_id, _said(each)) for each in held.settled()}
    rows = [
        ProposedAnswer(
            city=city, source=source, made_by=by, requirement=each.requirement, seen=each.seen,
            ready=each.ready, **dict(each.words), **belongs,
        )
        for each in proposals
    ]  # fmt: skip
    return ProposedAnswer.objects.bulk_create(
        [row for row in rows if (row.requirement_id, _said(row)) not in declined]
    )


@transaction.atomic
def accept_proposal(*, proposal: ProposedAnswer, by: User, version: int) -> Answer:
    """Save what is proposed in place of the answer that ``by`` saw; never as agreed.

    Raises ChangedMeanwhile with what stands now, and Incomplete where the proposal cannot stand
    as an answer (any more); then it stays open. Raises Refused for one that is settled already.
    """
    _check_its_day(proposal)
    _settle(proposal, ProposalState.ACCEPTED, by)
    answer = answer_requirement(
        city=proposal.city,
        requirement=proposal.requirement,
        by=by,
        version=version,
        state=AnswerState.READY if proposal.ready else AnswerState.DRAFT,
        **{name: getattr(proposal, name) for name in WORDS},
    )
    trail.record(
        answer, "accept_proposal", by=acting(by),
        note=f"{proposal.requirement.code}: {proposal.source}",
    )  # fmt: skip
    return answer


@transaction.atomic
@trail.gathered()
def decline_proposals(*, proposals: Iterable[ProposedAnswer], by: User) -> int:
    """Leave them: the answers stay as they are. How many were still open."""
    declined, held = 0, list(proposals)
    for proposal in held:
        try:
            _settle(proposal, ProposalState.DECLINED, by)
        except Refused:
            continue
        declined += 1
        trail.record(
            proposal, "decline_proposal", by=acting(by),
            note=f"{proposal.requirement.code}: {proposal.source}",
        )  # fmt: skip
    _let_go(held)
    return declined


@transaction.atomic
@trail.gathered()
def accept_proposals(*, proposals: Iterable[tuple[ProposedAnswer, int]], by: User) -> Outcome:
    """Each with the version of the answer that ``by`` saw. What cannot be saved stays open."""
    outcome, held = Outcome(), list(proposals)
    for proposal, version in held:
        code = {"code": proposal.requirement.code}
        try:
            accept_proposal(proposal=proposal, by=by, version=version)
        except ChangedMeanwhile:
            outcome.left.append(
                _("%(code)s was changed in between. Read both texts and choose.") % code
            )
        except Incomplete as incomplete:
            outcome.left.append(
                _("%(code)s could not be saved: %(why)s")
                % {**code, "why": " ".join(incomplete.reasons)}
            )
        except Refused:
            continue  # settled by somebody else a moment ago
        else:
            outcome.accepted += 1
    _let_go([proposal for proposal, _version in held])
    return outcome


def _let_go(proposals: Iterable[ProposedAnswer]) -> None:
    """Of spreadsheets with nothing left to be read, keep what was done and not what they said.

    What was accepted goes on saying where the answer came from.
    """
    keys = {each.sheet_id for each in proposals if each.sheet_id}
    waiting = ProposedAnswer.objects.open().filter(sheet__in=keys).values("sheet")
    for sheet in ReturnedSheet.objects.filter(pk__in=keys, problems=[]).exclude(pk__in=waiting):
        settled = sheet.proposals.values_list("requirement__code", "requirement__text", "state")
        sheet.outcome = [
            {"code": code, "asked": text, "state": state} for code, text, state in settled
        ]
        sheet.save(update_fields=["outcome"])
        sheet.proposals.all().let_go()


def _check_its_day(proposal: ProposedAnswer) -> None:
    """The day by which it would be known may have passed while the proposal waited."""
    if proposal.until is None:
        return
    special = edition_of(proposal.requirement.framework).specials.get(proposal.special)
    if any(passed(proposal, special, today())):
        raise Incomplete({"until": _(
            "it would be known by %(day)s, and that day is not to come any more. Open the "
            "question, answer it with a later day, then decline this proposal."
        ) % {"day": date_format(proposal.until)}})  # fmt: skip


def _settle(proposal: ProposedAnswer, state: str, by: User) -> None:
    """The UPDATE says who came first."""
    settled = ProposedAnswer.objects.open().filter(pk=proposal.pk).update(
        state=state, settled_at=now(), settled_by=by
    )  # fmt: skip
    if not settled:
        raise Refused(_("This proposal has been settled already."))
    proposal.state = state


def _said(words: Any) -> tuple[Any, ...]:
    return tuple(getattr(words, name) for name in WORDS)
