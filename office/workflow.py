"""A workflow is a table of transitions, and one function that performs a row of it.

Each row answers four questions:

    from where to where    source, target (none: the state stays)
    who may                permission (granted in rules.py), clock, procedure; two people?
    whether it is ready    guards     (yield a reason for each thing still missing)
    what follows           effects    (run in the same database transaction)
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from accounts.models import User
from office import clocks, proposals, reading, trail
from office.actors import PROCEDURE, Actor, acting
from office.models import Proposal

Subject = Any  # an Application, Session, Review or Label: a model with a state

WORKFLOWS: dict[str, "Workflow"] = {}


class Refused(Exception):
    """The step cannot be taken now; ``reasons`` says why, in words for the reader."""

    def __init__(self, *reasons: str):
        super().__init__("; ".join(reasons))
        self.reasons = list(reasons)


@dataclass(frozen=True)
class Taken:
    """A step as its effects see it."""

    step: str
    source: str
    by: Actor
    note: str


def always(_subject: Subject) -> bool:
    return True


Guard = Callable[[Subject], Iterable[str]]
Effect = Callable[[Subject, Taken], None]


@dataclass(frozen=True, kw_only=True)
class Transition:
    name: str
    label: str | Promise  # translated when it is shown
    source: Collection[str]
    target: str | None  # None: the state stays
    permission: str = ""  # empty: no person may
    clock: bool = False
    waits: Callable[[Subject], bool] = always  # else its clock falls silent and takes no step
    procedure: bool = False
    two: bool = False  # another person with the same permission confirms
    asks_again: bool = False  # its page asks for the second factor again: it grants or takes away
    reasons: bool = False  # the note is asked for, and read by those it concerns
    asks: str | Promise = ""  # what that note is, where it is not reasons
    guards: Collection[Guard] = ()
    effects: Collection[Effect] = ()
    explains: str | Promise = ""  # what follows, said before it is taken
    page: Callable[[Subject], str] | None = None  # where to prepare it first

    def blockers(self, subject: Subject) -> list[str]:
        """A sentence for each thing still missing; empty when the step is ready."""
        with reading.once():
            return [str(reason) for guard in self.guards for reason in guard(subject)]


class Workflow:
    """The steps a kind of subject can take. Enters itself in ``WORKFLOWS`` by its name."""

    def __init__(self, name: str, *transitions: Transition):
        self.name = name
        self.transitions = {transition.name: transition for transition in transitions}
        WORKFLOWS[name] = self

    def open_to(self, user: User, subject: Subject) -> Iterator[Transition]:
        """The transitions this person could perform from here, ready or not."""
        for transition in self.transitions.values():
            if subject.state in transition.source and _person_may(transition, user, subject):
                yield transition

    def may(self, name: str, user: User, subject: Subject) -> bool:
        """Whether this person is one who takes this step, from whatever state."""
        return _person_may(self.transitions[name], user, subject)

    def lock(self, subject: Subject) -> None:
        """Hold the subject, read anew, until the transaction ends: before every other row of a
        step. A step that moves another subject as well holds that one first.
        """
        rows = type(subject)._base_manager.select_for_update(no_key=True)
        subject.refresh_from_db(from_queryset=rows)

    @transaction.atomic
    def perform(
        self, name: str, subject: Subject, *, by: User | Actor, note: str = ""
    ) -> Proposal | None:
        """Move ``subject``, or raise PermissionDenied or Refused and leave it as it was.

        A step of two people moves nothing the first time: the Proposal is returned and
        another person of the same role confirms it by performing the step again. The reasons of
        both are kept and passed on.
        """
        transition = self.transitions[name]
        actor = acting(by)
        self.lock(subject)

        if not _may(transition, actor, subject):
            raise PermissionDenied
        if subject.state not in transition.source:
            raise Refused(
                _("“%(step)s” is not possible from “%(state)s”.")
                % {"step": transition.label, "state": subject.get_state_display()}
            )
        if transition.reasons and actor.person and not note.strip():
            raise Refused(_("Please give the reasons."))
        if reasons := transition.blockers(subject):
            raise Refused(*reasons)

        with trail.gathered():
            if transition.two and actor.person:
                note, proposal = self._propose_or_confirm(transition, subject, actor.person, note)
                if proposal:
                    return proposal
            self._move(transition, subject, actor, note)
        return None

    @transaction.atomic
    def take_back(self, name: str, subject: Subject, *, by: User, note: str = "") -> None:
        """Drop what a first person has asked for, by them or by another of the same role.

        Raises PermissionDenied, or Refused when nothing waits (any more).
        """
        transition = self.transitions[name]
        self.lock(subject)
        if not _person_may(transition, by, subject):
            raise PermissionDenied
        asked = proposals.waiting(self.name, subject, name)
        if asked is None:
            raise Refused(_("Nothing waits for a second person here."))
        proposals.drop(asked, subject, how="taken_back", by=acting(by), note=note)

    def counts(self, asked: Proposal, subject: Subject) -> bool:
        """Whether the first of the two people could still ask: a proposal ends with the post."""
        return asked.by.is_active and self.may(asked.step, asked.by, subject)

    def _propose_or_confirm(
        self, transition: Transition, subject: Subject, person: User, note: str
    ) -> tuple[str, Proposal | None]:
        """The reasons of both, and the new proposal if this person is the first of the two."""
        step = transition.name
        asked = proposals.waiting(self.name, subject, step)
        if asked and not self.counts(asked, subject):
            why = _("Whoever asked for this no longer holds the post; it takes two people anew.")
            proposals.drop(asked, subject, how="dropped", by=PROCEDURE, note=why)
            asked = None
        if asked is None:
            return note, proposals.propose(
                self.name, subject, transition.name, by=person, note=note
            )
        if asked.by == person:
            raise Refused(_("You have asked for this; another person must confirm it."))
        return proposals.confirm(asked, by=person, note=note), None

    def _move(self, transition: Transition, subject: Subject, actor: Actor, note: str) -> None:
        source = subject.state
        subject.state = transition.target or source
        subject.save(update_fields=["state", "changed_at"])
        trail.record(
            subject,
            transition.name,
            by=actor,
            workflow=self.name,
            source=source,
            target=subject.state,
            note=note,
        )
        if subject.state != source:
            self._leave_behind(subject, source)
        taken = Taken(transition.name, source, actor, note)
        for effect in transition.effects:
            effect(subject, taken)

    def _leave_behind(self, subject: Subject, source: str) -> None:
        """End the clocks and proposals of steps that the new state does not know."""
        gone = [
            transition.name
            for transition in self.transitions.values()
            if source in transition.source and subject.state not in transition.source
        ]
        clocks.stop(self.name, subject, gone)
        Proposal.objects.open().of(subject).filter(workflow=self.name, step__in=gone).update(
            dropped_at=clocks.now()
        )


def _may(transition: Transition, actor: Actor, subject: Subject) -> bool:
    if actor.person:
        return _person_may(transition, actor.person, subject)
    return transition.clock if actor.kind == "clock" else transition.procedure


def _person_may(transition: Transition, user: User, subject: Subject) -> bool:
    return bool(transition.permission) and user.has_perm(transition.permission, subject)
