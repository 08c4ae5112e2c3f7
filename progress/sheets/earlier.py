"""What a spreadsheet of another edition or framework proposes, where it fits today."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from cities.models import City
from commitments.models import Framework, Requirement
from progress.actions import Proposed
from progress.actions.answers import WORDS
from progress.edition import edition_of
from progress.mapped import Said, in_shape_of, partners_of, proposed_from, said_under
from progress.models import Answer

from .comparing import Changes, with_a_day_to_come
from .layout import Memory
from .reading import Brought, Problem, Row


def proposals_in(brought: Brought, *, city: City, framework: Framework) -> Changes:
    """Each row that says something, for the requirement that has its code today. One statement.

    A step is taken over where today's scale has one of the same name. Everything is a draft, made
    without looking at today's answer: where there is one, somebody reads both.
    """
    if brought.memory.framework != framework.code:
        return mapped_in(brought, city=city, framework=framework)
    edition = edition_of(framework)
    changes = Changes(problems=list(brought.problems))
    current = {each.requirement_id: each for each in Answer.objects.of(city, framework).order_by()}
    sure = {each["key"] for each in framework.terms.get("confidence", [])}
    for row in brought.rows:
        words = {**dict.fromkeys(WORDS, ""), "step": None, "until": None, **row.words}
        if all(value in (None, "") for value in words.values()):
            changes.same += 1
            continue
        requirement = edition.requirements.get(row.code)
        if requirement is None:
            changes.problems.append(Problem(row.places["text"], row.code, _(
                "Today’s edition has no requirement %(code)s, so this row was left out."
            ) % {"code": row.code}))  # fmt: skip
            continue
        words["step"] = _step_today(row, words["step"], requirement, brought.memory, changes)
        if words["special"] not in edition.specials:
            words["special"] = ""
        if words["confidence"] not in sure:
            words["confidence"] = ""
        if not edition.stands_beside_a_step(words["special"]) and words["special"]:
            words["step"] = None
        words = with_a_day_to_come(row, words, None, edition, changes)
        if _says(current.get(requirement.pk), words):
            changes.same += 1
        else:
            changes.proposals.append(Proposed(requirement, words))
    return changes


def mapped_in(brought: Brought, *, city: City, framework: Framework) -> Changes:
    """What the rows of another framework propose here, by the mapping between the two.

    A row that still says what this record itself says in that framework's shape proposes nothing.
    """
    memory = brought.memory
    changes = Changes(problems=list(brought.problems))
    other = Framework.objects.readable().filter(code=memory.framework, edition=memory.edition)
    shape = other.first()
    partners = partners_of(framework, shape) if shape else {}
    used = {one.code for several in partners.values() for one in several}
    said = {}
    ours = _ours(city, framework, shape) if shape and used else {}
    for row in brought.rows:
        text = row.words.get("text") or ""
        if not text.strip():
            changes.same += 1
        elif row.code not in used or shape is None:
            changes.problems.append(Problem(row.places["text"], row.code, _(
                "Nothing in today’s edition is mapped to %(code)s, so this row was left out."
            ) % {"code": row.code}))  # fmt: skip
        elif text == ours.get(row.code):
            changes.same += 1
        else:
            asked = edition_of(shape).requirements[row.code]
            step = memory.label(memory.scales[row.code], str(row.words.get("step") or ""))
            said[row.code] = Said(asked, text, step)
    changes.proposals = proposed_from(in_shape_of(framework, shape, said)) if shape else []
    return changes


def _ours(city: City, framework: Framework, shape: Framework) -> dict[str, str]:
    """What the sheet held when it was taken away, if the record has not changed since."""
    rows = in_shape_of(shape, framework, said_under(city, framework))
    return {row.requirement.code: row.words()["text"] for row in rows}


def _step_today(
    row: Row, value: int | None, requirement: Requirement, memory: Memory, changes: Changes
) -> int | None:
    """The step of today's scale that has the name the other had then."""
    if value is None:
        return None
    name = memory.label(memory.scales[row.code], str(value))
    for step, label in requirement.labels.items():
        if label.casefold() == name.casefold():
            return step
    changes.problems.append(Problem(row.places["step"], row.code, _(
        "“%(step)s” is no step of %(code)s today, so the step was left out. Choose it anew."
    ) % {"step": name[:60], "code": row.code}))  # fmt: skip
    return None


def _says(answer: Answer | None, words: Mapping[str, Any]) -> bool:
    return answer is not None and all(getattr(answer, name) == words[name] for name in WORDS)
