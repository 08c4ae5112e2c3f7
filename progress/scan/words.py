"""How are the steps of a requirement offered to residents? By how far it is, then in its own words.

An edition's steps are written for those who know the requirement: “None.” alone says little at a
table. So what is looked for stands above them, and before each how far that is. Read in another
language, an edition says the latter in the words of its scale.
"""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commitments.models import Requirement
from commitments.words import Words, said_with

HOW_FAR: Mapping[str, Promise] = {  # steps by their key; others go by the label of their scale
    "not_yet": gettext_lazy("Not there yet"),
    "started": gettext_lazy("It has begun"),
    "in_place": gettext_lazy("It works"),
    "embedded": gettext_lazy("It works for everybody, and lasts"),
}


def answers_of(requirement: Requirement) -> dict[int, str]:
    """What residents can choose from, lowest first: step → line. No query after ``with_steps``."""
    keys = {step.value: step.key for step in requirement.scale.steps.all()}
    found = {}
    for step in requirement.steps():
        how_far = _how_far(keys[step.value], step.label)
        meaning = step.meaning.alone if isinstance(step.meaning, Words) else step.meaning
        found[step.value] = (
            said_with(_("%(how_far)s: %(meaning)s"), how_far=how_far, meaning=meaning)
            if meaning
            else how_far
        )
    return found


def _how_far(key: str, label: str) -> str:
    """In our words, or in those of the language the edition is read in."""
    if isinstance(label, Words) and label.is_translated:
        return label
    return str(HOW_FAR.get(key, label))
