"""How many cities like this one stand at each step? From what published decisions found."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from django.db.models import Count
from django.utils.html import format_html
from django.utils.safestring import SafeString

from accreditation import alike
from accreditation.models import Application, Filing, Settlement
from cities.models import City
from commitments.models import Commitment, Framework, Requirement
from progress.edition import edition_of
from progress.records import Sheet

SIZE, KIND = "size", "kind"


@dataclass(frozen=True)
class Group:
    """Cities like this one in one way; itself is not among them."""

    by: str  # SIZE or KIND
    name: str
    count: int
    is_shown: bool
    applications: Collection[int]  # the latest published of each; empty unless shown

    @property
    def has_enough(self) -> bool:
        """Enough are there, be it that others could be told apart from them."""
        return self.count >= alike.FEWEST


@dataclass(frozen=True)
class AtStep:
    """How many were found at one step; ``value`` is its place on the scale.

    ``is_here`` says that it is the step the city claims in its own record.
    """

    value: int
    label: str
    count: int
    is_here: bool


@dataclass(frozen=True)
class Stand:
    """How many of a group were found at each step of one requirement."""

    requirement: Requirement
    steps: Sequence[AtStep]  # lowest first
    others: int  # found at no step

    @property
    def caption(self) -> SafeString:
        """What is asked, under its code."""
        return format_html("{} {}", self.requirement.code, self.requirement.text)

    @property
    def has_own(self) -> bool:
        """Whether the city's own record names a step here."""
        return any(each.is_here for each in self.steps)


@dataclass(frozen=True)
class Part:
    commitment: Commitment
    stands: Sequence[Stand]


def groups_of(city: City, framework: Framework) -> list[Group]:
    """Those of its size class, and those of its kind; one statement.

    The city itself is left out of everything: it reads of others.
    """
    edition = edition_of(framework)
    others = {
        application: (edition.size_of(population), kind)
        for application, population, kind in _published(city, framework)
    }
    shown = alike.shown(Counter(others.values()))
    size = edition.size_of(city.population)
    sizes = {each.code: each.label for each in edition.sizes}
    found = []
    if size:
        found.append(_group(SIZE, sizes[size], [a for a, cell in others.items() if cell[0] == size],
                            size in shown.sizes))  # fmt: skip
    found.append(
        _group(KIND, city.get_kind_display(), [a for a, cell in others.items()
                                               if cell[1] == city.kind], city.kind in shown.kinds)
    )  # fmt: skip
    return found


def parts_of(group: Group, framework: Framework, pillar: str, own: Sheet) -> list[Part]:
    """The commitments of one pillar, with the group's counts; one statement.

    ``own`` are the city's answers, beside the edition in the language it is shown in. Its step is
    marked and counted nowhere.
    """
    if not group.is_shown:
        return []
    rows = (
        Settlement.objects.filter(
            application__in=group.applications,
            requirement__framework=framework,
            requirement__commitment__pillar__code=pillar,
        )
        .order_by()
        .values_list("requirement", "found")
        .annotate(count=Count("pk"))
    )
    counts: dict[int, Counter[str]] = {}
    for requirement, found, count in rows:
        counts.setdefault(requirement, Counter())[found] = count
    return [
        Part(each, [_stand(one, counts.get(one.pk, Counter()), group.count, own.line(one).step)
                    for one in each.requirements.all()])
        for each in own.edition.commitments.values()
        if each.pillar.code == pillar
    ]  # fmt: skip


def _group(by: str, name: str, applications: list[int], is_shown: bool) -> Group:
    return Group(by, name, len(applications), is_shown, applications if is_shown else ())


def _stand(requirement: Requirement, counts: Counter[str], every: int, own: int | None) -> Stand:
    steps = [
        AtStep(place, label, counts[str(value)], value == own)
        for place, (value, label) in enumerate(sorted(requirement.labels.items()))
    ]
    return Stand(requirement, steps, every - sum(each.count for each in steps))


def _published(city: City, framework: Framework) -> Iterator[tuple[int, int, str]]:
    """(application, population, kind) of other cities' latest published decision, as they filed."""
    applications = Application.objects.told().filter(
        framework=framework, city__in=City.objects.published()
    )
    rows = (
        Filing.objects.filter(application__in=applications.exclude(city=city))
        .order_by("application__decision__decided_on", "application", "number")
        .values_list("application__city", "application", "profile__population", "profile__kind")
    )
    latest = {of_city: (application, population, kind)
              for of_city, application, population, kind in rows}  # fmt: skip
    yield from latest.values()
