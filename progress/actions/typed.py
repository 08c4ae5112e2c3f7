"""Saving what is being typed: nobody is overwritten, and whatever loses is set aside."""

from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction

from accounts.models import User
from cities.models import City
from commitments.models import Requirement
from office.days import now
from office.saving import ChangedMeanwhile
from progress.choices import AnswerState
from progress.models import Answer, AnswerVersion, Aside

from .answers import answer_requirement, built, current_of, follows, insert, write_over
from .versions import LONG, goes_on, keep_version, words_of


@dataclass(frozen=True)
class Typed:
    """What somebody typed on one requirement, and on which version of the answer.

    ``sitting`` names the form it was typed into, and ``turn`` counts what came from there.
    ``same`` says how much of the text has not changed since (progress.actions.versions).
    """

    city: City
    requirement: Requirement
    by: User
    version: int
    words: dict[str, Any]
    sitting: str = ""
    turn: int = 0
    same: tuple[int, int] = (0, 0)

    def answer(self) -> Answer:
        """The draft it would be; raises Incomplete where it cannot be kept like this."""
        return built(
            city=self.city, requirement=self.requirement, by=self.by, version=self.version,
            sitting=self.sitting, turn=self.turn, **self.words,
        )  # fmt: skip


@dataclass(frozen=True)
class Kept:
    """Where autosave has put it: in the answer, or aside."""

    version: int
    is_known: bool = False  # it had come before; nothing was written
    is_by_hand: bool = False  # … since somebody pressed a button of its form
    aside: Aside | None = None
    current: Answer | None = None  # why it was set aside: what stands there instead

    @property
    def is_overtaken(self) -> bool:
        """Whether somebody saved in between; else the answer was ready or agreed."""
        return self.current is not None and self.current.version != self.version


def save_typed(typed: Typed, *, state: str, aside: Aside | None = None) -> Answer:
    """Save it as ``answer_requirement`` does. What cannot be saved for somebody else is set aside.

    ``aside`` are the words set aside that this settles. Raises ChangedMeanwhile with them.
    """
    try:
        answer = answer_requirement(
            city=typed.city, requirement=typed.requirement, by=typed.by, version=typed.version,
            sitting=typed.sitting, turn=typed.turn, state=state, **typed.words,
        )  # fmt: skip
    except ChangedMeanwhile as changed:
        changed.aside = set_aside(typed, aside=aside)
        raise
    if aside is not None:
        decide(aside)
    return answer


def autosave(typed: Typed, *, aside: Aside | None = None) -> Kept:
    """Keep what is being typed: in the answer while it is a draft, else aside.

    An answer that is ready or agreed stays so until somebody saves it by hand, and what was set
    aside stays there until its author decides. Raises Incomplete.
    """
    answer = typed.answer()
    if aside is not None:
        return Kept(typed.version, aside=set_aside(typed, aside=aside), current=current_of(answer))
    try:
        with transaction.atomic():
            if write_over(answer, seen=typed.version, draft=True):
                keep_version(answer, autosaved=True, same=typed.same)
            else:
                _begin_or_go_on(answer)
    except ChangedMeanwhile as changed:
        current: Answer = changed.current
        if _is_known(answer, current):
            return Kept(current.version, is_known=True, is_by_hand=_is_by_hand(current))
        return Kept(typed.version, aside=set_aside(typed), current=current)
    return Kept(answer.version)


def set_aside(typed: Typed, *, aside: Aside | None = None) -> Aside:
    """Keep it for its author alone, in ``aside`` or in what the same form has set aside before.

    Where it takes out more than a few words, what was there stays as it is, and it begins anew.
    """
    rows = Aside.objects.of(typed.by, typed.city, typed.requirement).open()
    words, at = words_of(typed.answer()), now()
    mine = rows.filter(pk=aside.pk) if aside else rows.filter(sitting=typed.sitting)
    if aside is None and not typed.sitting:
        mine = rows.filter(version=typed.version, **words)  # the same form sent twice
    found = mine.first()
    if found is not None and any(not goes_on(getattr(found, name), words[name]) for name in LONG):
        decide(found)
        found = None
    if found is None:
        try:
            with transaction.atomic():
                return Aside.objects.create(
                    city=typed.city, requirement=typed.requirement, by=typed.by, at=at,
                    version=typed.version, sitting=typed.sitting, turn=typed.turn, **words,
                )  # fmt: skip
        except IntegrityError:  # the same form, at the same moment
            found = rows.get(sitting=typed.sitting)
    if typed.turn >= found.turn or found.sitting != typed.sitting:
        for name, value in {**words, "at": at, "turn": typed.turn}.items():
            setattr(found, name, value)
        found.save()
    return found


def decide(aside: Aside) -> None:
    """Its author has decided: it is in the answer now, or dropped. It can still be read."""
    Aside.objects.filter(pk=aside.pk).open().update(decided_at=now())


def _begin_or_go_on(answer: Answer) -> None:
    """The rarer ways: the first answer, or one whose last save this form has not heard of."""
    held = current_of(answer)
    if held._state.adding and answer.version == 1:
        insert(answer, autosaved=True)
        return
    if held.state != AnswerState.DRAFT or not follows(answer, held):
        raise ChangedMeanwhile(held)
    answer.version = held.version + 1
    if not write_over(answer, seen=held.version):
        raise ChangedMeanwhile(current_of(answer))
    keep_version(answer, autosaved=True)


def _is_known(answer: Answer, current: Answer) -> bool:
    """Whether this, or something typed after it in the same form, is in the answer already."""
    same_form = (answer.sitting, answer.changed_by_id) == (current.sitting, current.changed_by_id)
    return bool(answer.sitting) and same_form and answer.turn <= current.turn


def _is_by_hand(current: Answer) -> bool:
    """Whether the answer stands as somebody saved it, and not as autosave found it."""
    versions = AnswerVersion.objects.filter(answer=current, version=current.version)
    return not versions.exclude(autosaved_since=None).exists()
