"""What a spreadsheet would change, against what the answers said when it was taken away."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import reduce
from operator import or_
from types import SimpleNamespace
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from cities.models import City
from commitments.models import Framework, Requirement
from office.days import today
from progress.actions import Proposed
from progress.actions.answers import WORDS
from progress.choices import AnswerState
from progress.completeness import contradictions, missing, passed
from progress.edition import Edition, edition_of
from progress.models import Answer, AnswerVersion

from .reading import Brought, Problem, Row

NOTHING = Answer()


@dataclass
class Changes:
    """What is proposed, what could not be, and how many rows say what stands already."""

    proposals: list[Proposed] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    same: int = 0


def changes_in(brought: Brought, *, city: City, framework: Framework) -> Changes:
    """Each row that says something else than when it was taken away. Two statements, or three."""
    edition = edition_of(framework)
    changes = Changes(problems=list(brought.problems))
    current = {
        edition.by_key()[each.requirement_id].code: each
        for each in Answer.objects.of(city, framework).order_by()
    }
    earlier = _as_taken_away(brought.rows, current)
    for row in brought.rows:
        requirement = edition.requirements.get(row.code)
        if requirement is None:
            changes.problems.append(Problem(row.places["text"], row.code, _(
                "This edition has no requirement %(code)s any more, so this row was left out."
            ) % {"code": row.code}))  # fmt: skip
            continue
        base = earlier.get(row.code, NOTHING)
        now = current.get(row.code, NOTHING)
        _compare(row, requirement, base, now, edition, changes)
    return changes


def _as_taken_away(rows: list[Row], current: Mapping[str, Answer]) -> dict[str, Any]:
    """The words of each answer in the version that was taken away."""
    found: dict[str, Any] = {}
    asked: dict[tuple[int, int], str] = {}
    for row in rows:
        answer = current.get(row.code)
        if answer is None or row.version == 0:
            continue
        if answer.version == row.version:
            found[row.code] = answer
        else:
            asked[answer.pk, row.version] = row.code
    if asked:
        each = [Q(answer=answer, version=version) for answer, version in asked]
        for version in AnswerVersion.objects.filter(reduce(or_, each)).order_by():
            found[asked[version.answer_id, version.version]] = version
    return found


def _compare(
    row: Row, requirement: Requirement, base: Any, now: Answer, edition: Edition, changes: Changes
) -> None:
    words = {name: row.words.get(name, getattr(base, name)) for name in WORDS}
    differs = _differ(words, base)
    begun = base is not NOTHING
    held = base.state if begun else ""
    state = row.state
    if state == AnswerState.AGREED and held != AnswerState.AGREED:
        changes.problems.append(Problem(row.places["state"], row.code, _(
            "Only the lead agrees answers, on the platform. The state is left as it was."
        )))  # fmt: skip
        state = held
    turned = state != held and (
        state == AnswerState.READY
        if not begun
        else {state, held} == {AnswerState.DRAFT, AnswerState.READY}
    )
    if differs or turned:
        words = with_a_day_to_come(row, words, base.until, edition, changes)
        differs = _differ(words, base)
    ready = state == AnswerState.READY or (state == AnswerState.AGREED and differs)
    if not (differs or turned) or _stands_already(words, ready, now):
        changes.same += 1
        return
    words, ready = _made_to_stand(row, words, ready, edition, changes)
    if not begun and all(value in (None, "") for value in words.values()):
        changes.same += 1
        return
    changes.proposals.append(Proposed(requirement, words, seen=row.version, ready=ready))


def with_a_day_to_come(
    row: Row, words: dict[str, Any], before: date | None, edition: Edition, changes: Changes
) -> dict[str, Any]:
    """A day that is not to come gives way to the one ``before``, if that is, and that is said."""
    special = edition.specials.get(words["special"])
    for _name, sentence in passed(_said(words), special, today()):
        changes.problems.append(Problem(row.places["until"], row.code, _(
            "%(sentence)s The day was left out."
        ) % {"sentence": sentence}))  # fmt: skip
        words = {**words, "until": before}
        if any(passed(_said(words), special, today())):
            words["until"] = None
    return words


def _differ(words: Mapping[str, Any], base: Any) -> bool:
    return any(words[name] != getattr(base, name) for name in WORDS)


def _stands_already(words: Mapping[str, Any], ready: bool, now: Answer) -> bool:
    said = all(words[name] == getattr(now, name) for name in WORDS)
    return said and ready == (bool(now.version) and now.state != AnswerState.DRAFT)


def _made_to_stand(
    row: Row, words: dict[str, Any], ready: bool, edition: Edition, changes: Changes
) -> tuple[dict[str, Any], bool]:
    """What could never be saved is left out or becomes a draft, and that is said."""
    special = edition.specials.get(words["special"])
    for _name, sentence in contradictions(_said(words), special):
        words = {**words, "step": None}
        changes.problems.append(Problem(row.places["step"], row.code, _(
            "%(sentence)s The step was left out."
        ) % {"sentence": sentence}))  # fmt: skip
    if ready:
        for problem in _lacking(row, words, edition):
            ready = False
            changes.problems.append(problem)
    return words, ready


def _lacking(row: Row, words: dict[str, Any], edition: Edition) -> Iterator[Problem]:
    for name, sentence in missing(_said(words), edition.specials.get(words["special"])):
        yield Problem(row.places[name], row.code, _(
            "%(sentence)s Until then this answer is a draft, not ready."
        ) % {"sentence": sentence})  # fmt: skip


def _said(words: Mapping[str, Any]) -> Any:
    return SimpleNamespace(**words)
