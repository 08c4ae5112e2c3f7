"""What do answers under one framework say in the shape of another? (design §3, mapping)

A mapping says which requirement asks the same, or some of the same. An answer in one proposes an
answer in the other, and names where it comes from; nothing is ever taken over by itself.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from cities.models import City
from commitments.choices import MapsTo
from commitments.models import Framework, MappingPair, Requirement
from progress.actions import Proposed
from progress.actions.answers import WORDS
from progress.edition import edition_of
from progress.models import Answer

NOTHING: Mapping[str, Any] = {**dict.fromkeys(WORDS, ""), "step": None, "until": None}


@dataclass(frozen=True)
class Said:
    """What stands under a requirement of the other framework, with its step in words."""

    requirement: Requirement
    text: str
    step: str = ""


@dataclass(frozen=True)
class Partner:
    """A requirement of the framework that is read; ``how`` the two questions stand to each other.

    ``of`` names that framework, for two can have the same codes. Of a part, ``is_wider`` says that
    the partner asks the whole of which ours is a part.
    """

    of: str
    code: str
    how: str
    is_wider: bool = False

    @property
    def name(self) -> str:
        """Its code with the framework it belongs to."""
        return f"{self.of} {self.code}"

    @property
    def asks_the_same(self) -> bool:
        return self.how == MapsTo.EQUAL


@dataclass(frozen=True)
class InOtherShape:
    """One requirement of the shape wanted, the partners that were answered, and what they say."""

    requirement: Requirement
    partners: list[tuple[Partner, Said]]

    def words(self) -> Mapping[str, Any]:
        """Words of an answer, as ``progress.actions.WORDS`` names them.

        The text quotes each partner under its code. A step is taken over from a single partner
        that asks the same, where the scale has one of that name; all else somebody must say anew.
        """
        step = None
        if len(self.partners) == 1 and self.partners[0][0].asks_the_same:
            name = self.partners[0][1].step.casefold()
            labels = self.requirement.labels.items()
            step = next((value for value, label in labels if label.casefold() == name), None)
        text = "\n\n".join(
            f"[{partner.name}: {in_words(partner)}]\n{said.text}" for partner, said in self.partners
        )
        return {**NOTHING, "text": text, "step": step}


def short_name(framework: Framework) -> str:
    """What stands before a code where codes of several frameworks stand side by side."""
    return framework.code.upper()


def in_words(partner: Partner) -> str:
    """How the partner's question stands to the one it is read under."""
    return {
        MapsTo.EQUAL: _("asks the same"),
        MapsTo.PART_OF: _("asks this and more") if partner.is_wider else _("asks a part of this"),
        MapsTo.OVERLAPS: _("asks some of the same"),
    }[MapsTo(partner.how)]


def mapped_with(framework: Framework) -> list[Framework]:
    """Frameworks and editions that a mapping ties to this one. One statement."""
    tied = Q(mappings_from__target=framework) | Q(mappings_to__source=framework)
    return list(Framework.objects.readable().filter(tied).distinct().newest_first())


def partners_of(shape: Framework, read: Framework) -> dict[str, list[Partner]]:
    """Code in ``shape`` → its partners in ``read``, by mappings in either direction.

    One statement. Empty where the two are not mapped.
    """
    there = Q(mapping__source=shape, mapping__target=read)
    here = Q(mapping__source=read, mapping__target=shape)
    found: dict[str, list[Partner]] = {}
    pairs = MappingPair.objects.filter(there | here).order_by("position")
    for source, target, how, owner in pairs.values_list(
        "source__code", "target__code", "how", "mapping__source"
    ):
        is_source = owner == shape.pk
        mine, other = (source, target) if is_source else (target, source)
        is_wider = is_source and how == MapsTo.PART_OF
        partner = Partner(short_name(read), other, how, is_wider)
        if partner not in found.setdefault(mine, []):
            found[mine].append(partner)
    return found


def said_under(city: City, framework: Framework) -> dict[str, Said]:
    """What the city has put in words under this framework, by code. One statement."""
    known = edition_of(framework).by_key()
    found = {}
    for answer in Answer.objects.of(city, framework).exclude(text="").order_by():
        requirement = known[answer.requirement_id]
        step = requirement.labels.get(answer.step, "") if answer.step is not None else ""
        found[requirement.code] = Said(requirement, answer.text, step)
    return found


def in_shape_of(shape: Framework, read: Framework, said: Mapping[str, Said]) -> list[InOtherShape]:
    """Every requirement of ``shape`` in its order, with those partners in ``read`` that were said.

    ``said`` has what was said by the code in ``read``; what has no words is passed over.
    """
    partners = partners_of(shape, read)
    return [
        InOtherShape(
            requirement,
            [(one, said[one.code]) for one in partners.get(code, ()) if one.code in said],
        )
        for code, requirement in edition_of(shape).requirements.items()
    ]


def proposed_from(rows: Iterable[InOtherShape]) -> list[Proposed]:
    """A draft for each requirement with a partner, made without looking at its answer today."""
    return [Proposed(row.requirement, row.words()) for row in rows if row.partners]
