"""What would become of a record under a newer edition? Nothing here writes anything."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from cities.models import City
from commitments.changes import Piece, changes_between
from commitments.models import Framework, Requirement
from progress.edition import Edition, edition_of
from progress.models import Answer


@dataclass(frozen=True)
class Reading:
    """One part of a question with what was taken out of it and put in."""

    title: str
    pieces: Sequence[Piece]


@dataclass(frozen=True)
class Carrying:
    """An answer that goes on to the same code of the newer edition.

    ``readings`` is empty where the question has not changed. ``dropped`` says what of the answer
    the newer edition has no place for; the archive keeps it.
    """

    earlier: Answer
    requirement: Requirement
    readings: Sequence[Reading] = ()
    dropped: Mapping[str, str] = field(default_factory=dict)  # field → sentence

    @property
    def is_changed(self) -> bool:
        return bool(self.readings or self.dropped)


@dataclass(frozen=True)
class Plan:
    """Every answer of a record by what would become of it, in the order of the editions."""

    unchanged: list[Carrying] = field(default_factory=list)
    changed: list[Carrying] = field(default_factory=list)
    archived: list[Answer] = field(default_factory=list)  # the newer edition does not ask this
    standing: list[Answer] = field(default_factory=list)  # answered under the newer one already
    new: list[Requirement] = field(default_factory=list)  # asked there, and not here

    @property
    def carried(self) -> list[Carrying]:
        return [*self.unchanged, *self.changed]


def plan_for(city: City, older: Framework, newer: Framework) -> Plan:
    """What moving this record from ``older`` to ``newer`` would do; two statements."""
    before, after = edition_of(older), edition_of(newer)
    there = set(Answer.objects.of(city, newer).values_list("requirement__code", flat=True))
    answers = Answer.objects.of(city, older).select_related("changed_by")
    held = {answer.requirement_id: answer for answer in answers.order_by()}
    plan = Plan()
    for code, was in before.requirements.items():
        answer = held.get(was.pk)
        if answer is None:
            continue
        now = after.requirements.get(code)
        if now is None:
            answer.requirement = was
            plan.archived.append(answer)
        elif code in there:
            plan.standing.append(answer)
        else:
            carrying = carrying_of(answer, now, before, after)
            (plan.changed if carrying.is_changed else plan.unchanged).append(carrying)
    plan.new.extend(
        one for code, one in after.requirements.items() if code not in before.requirements
    )
    return plan


def readings_of(was: Requirement, now: Requirement) -> list[Reading]:
    """How one question differs from another: its text, and what its steps mean."""
    pairs = [
        (_("The question"), was.text, now.text),
        (_("The steps"), _ladder(was), _ladder(now)),
    ]
    return [
        Reading(title, changes_between(before, after))
        for title, before, after in pairs
        if before != after
    ]


def _ladder(requirement: Requirement) -> str:
    return "\n".join(
        f"{value}. {label}: {meaning}" if meaning else f"{value}. {label}"
        for value, label, meaning in requirement.steps()
    )


def carrying_of(answer: Answer, now: Requirement, before: Edition, after: Edition) -> Carrying:
    """An answer under the edition ``before`` as it goes on to ``now`` of the edition ``after``."""
    was = answer.requirement = before.by_key()[answer.requirement_id]
    readings = [*readings_of(was, now), *_special_reading(answer, before, after)]
    return Carrying(answer, now, readings, dict(_without_place(answer, now, before, after)))


def _special_reading(answer: Answer, before: Edition, after: Edition) -> Iterator[Reading]:
    """How the special answer that was chosen differs, where both editions have it."""
    was, now = before.specials.get(answer.special), after.specials.get(answer.special)
    if was is None or now is None:
        return
    old, new = (
        "\n".join([each.label, each.meaning, each.get_counts_as_display(), *each.asks])
        for each in (was, now)
    )
    if old != new:
        yield Reading(
            _("What “%(answer)s” means") % {"answer": was.label}, changes_between(old, new)
        )


def _without_place(
    answer: Answer, now: Requirement, before: Edition, after: Edition
) -> Iterator[tuple[str, str]]:
    """Field and sentence for each choice that the newer edition does not offer."""
    if answer.step is not None and answer.step not in now.labels:
        label = answer.requirement.labels.get(answer.step, str(answer.step))
        yield "step", _("There is no step “%(step)s” here any more.") % {"step": label}
    if answer.special and answer.special not in after.specials:
        special: Any = before.specials.get(answer.special)
        label = special.label if special else answer.special
        yield "special", _("There is no answer “%(answer)s” here any more.") % {"answer": label}
    if answer.confidence and answer.confidence not in after.confidences:
        label = before.confidences.get(answer.confidence, answer.confidence)
        yield (
            "confidence",
            _("“%(word)s” is no longer one of the words for how sure it is.") % {"word": label},
        )
