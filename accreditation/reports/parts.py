"""What documents have in common: marks, authority, edition, scales, and the profile by pillar."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.conf import settings
from django_countries import countries

from accreditation.models import Application, Filing
from cities.choices import AuthorityKind
from commitments.choices import CountsAs
from commitments.models import Framework, Requirement
from commitments.wording import Wording
from office.days import is_demonstration


@dataclass(frozen=True)
class Marks:
    """What every page must say of the place and the case (design §3, §8)."""

    demonstration: bool
    pilot: bool
    invented: bool
    operator: str


@dataclass(frozen=True)
class Authority:
    """The authority as it was when it filed."""

    city: str
    name: str
    kind: str
    country: str
    population: int
    size: str


@dataclass(frozen=True)
class Edition:
    """The text the case is judged by."""

    title: str
    edition: str
    language: str
    content_hash: str


@dataclass(frozen=True)
class StepKey:
    """One step of a scale: which of how many, its label and what it means."""

    place: int
    of: int
    label: str
    meaning: str


@dataclass(frozen=True)
class ScaleKey:
    """A scale, and the answers that can stand instead of a step."""

    title: str
    steps: list[StepKey]
    others: list[str]


@dataclass(frozen=True)
class Value:
    """What was answered or found for one requirement: a step of a scale, or words instead."""

    label: str
    place: int | None = None
    of: int = 0


@dataclass(frozen=True)
class ProfileRow:
    """How many requirements of one pillar stand at each step; never added up."""

    title: str
    counts: list[int]
    others: list[int]


@dataclass(frozen=True)
class Profile:
    scale: ScaleKey
    rows: list[ProfileRow]


def marks_of(application: Application) -> Marks:
    return Marks(
        demonstration=is_demonstration(),
        pilot=application.is_pilot,
        invented=application.city.invented,
        operator=str(settings.OPERATOR),
    )


def authority_of(filing: Filing, framework: Framework, wording: Wording | None = None) -> Authority:
    """The authority in words, from the profile frozen with the filing."""
    profile = filing.profile
    sizes = dict(framework.size_classes.values_list("code", "label"))
    if wording:
        sizes = {code: wording.say(f"size_classes/{code}", label) for code, label in sizes.items()}
    return Authority(
        city=profile["name"],
        name=profile["authority"],
        kind=str(dict(AuthorityKind.choices).get(profile["kind"], profile["kind"])),
        country=str(countries.name(profile["country"])),
        population=profile["population"],
        size=sizes.get(profile["size_class"], ""),
    )


def edition_of(framework: Framework, wording: Wording | None = None) -> Edition:
    title = framework.title
    return Edition(
        title=wording.say("edition/title", title) if wording else title,
        edition=framework.edition,
        language=framework.language,
        content_hash=framework.content_hash,
    )


def instead_of_a_step(framework: Framework, wording: Wording | None = None) -> dict[str, str]:
    """Key → label of the special answers that stand instead of a step."""
    specials = framework.special_answers.exclude(counts_as=CountsAs.OWN_POWERS)
    labels = dict(specials.values_list("key", "label"))
    return labelled(labels, wording) if wording else labels


def labelled(specials: Mapping[str, str], wording: Wording) -> dict[str, str]:
    """The labels of special answers in another language."""
    return {
        key: wording.say(f"special_answers/{key}/label", label) for key, label in specials.items()
    }


def word_with_its_place(requirement: Requirement, wording: Wording) -> None:
    """A requirement with its commitment and pillar in another language; for showing only."""
    wording.worded_requirement(requirement)
    wording.worded(wording.worded(requirement.commitment).pillar)


def value_of(requirement: Requirement, found: str, others: dict[str, str]) -> Value:
    """The value written as ``found``: the number of a step, or the key of a special answer."""
    if not found.isdigit():
        return Value(label=others.get(found, found))
    steps = requirement.steps()
    place = next((place for place, step in enumerate(steps) if step.value == int(found)), None)
    if place is None:
        return Value(label=found)
    return Value(label=steps[place].label, place=place, of=len(steps))


def profiles(valued: Iterable[tuple[Requirement, Value]], others: Sequence[str]) -> list[Profile]:
    """One profile a scale: pillars in order, and how many of each stand at each step."""
    by_scale: dict[int, list[tuple[Requirement, Value]]] = {}
    for requirement, value in valued:
        by_scale.setdefault(requirement.scale_id, []).append((requirement, value))
    return [_profile(members, others) for members in by_scale.values()]


def _profile(members: list[tuple[Requirement, Value]], others: Sequence[str]) -> Profile:
    scale = members[0][0].scale
    steps = list(scale.steps.all())
    there = [label for label in others if any(value.label == label for _one, value in members)]
    by_pillar: dict[str, list[Value]] = {}
    for requirement, value in members:
        by_pillar.setdefault(requirement.commitment.pillar.title, []).append(value)
    return Profile(
        scale=ScaleKey(
            title=scale.title,
            steps=[
                StepKey(place, len(steps), step.label, step.meaning)
                for place, step in enumerate(steps)
            ],
            others=there,
        ),
        rows=[
            ProfileRow(
                title=title,
                counts=[
                    sum(value.place == place for value in values) for place in range(len(steps))
                ],
                others=[sum(value.label == label for value in values) for label in there],
            )
            for title, values in by_pillar.items()
        ],
    )
