"""What does an edition say? Read once and kept while its text stands.

The record's pages and functions need an edition's whole structure each time. The content hash
names the text, so a changed text is read anew.

In another language than its own an edition is for showing only: what is saved, compared and
judged is the edition itself.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Prefetch

from commitments.choices import Catalogue, CountsAs
from commitments.levels import Rung
from commitments.models import (
    CatalogueEntry,
    Commitment,
    Framework,
    Pillar,
    Requirement,
    SizeClass,
    SpecialAnswer,
)
from commitments.wording import Wording, key_of, wording_of

LINKED = (
    Catalogue.CHARTER_ARTICLES,
    Catalogue.SDG_TARGETS,
    Catalogue.MUNICIPAL_AREAS,
    Catalogue.INSTRUMENTS,
)
KEPT = 16  # editions, each in one language


@dataclass(frozen=True)
class Edition:
    """An edition's structure; nothing of it is asked of the database again."""

    pillars: Sequence[Pillar]
    commitments: Mapping[str, Commitment]  # by code, in order
    requirements: Mapping[str, Requirement]  # by code, in order
    specials: Mapping[str, SpecialAnswer]  # by key, in order
    rungs: Sequence[Rung]
    sizes: Sequence[SizeClass]
    labels: Mapping[str, Mapping[str, str]]  # catalogue → code → label
    scan: Mapping[str, str]  # code of a requirement → what residents are asked about it
    confidences: Mapping[str, str]  # key → label of what a city can say of how sure it is

    def by_key(self) -> dict[int, Requirement]:
        return {requirement.pk: requirement for requirement in self.requirements.values()}

    def counts_as(self, special: str) -> str:
        """What a special answer means for demands; empty for none."""
        found = self.specials.get(special)
        return found.counts_as if found else ""

    def stands_beside_a_step(self, special: str) -> bool:
        return self.counts_as(special) == CountsAs.OWN_POWERS

    def size_of(self, population: int) -> str:
        """The code of the size class, or empty where the edition draws no such line."""
        for size in self.sizes:
            if size.min <= population and (size.max is None or population <= size.max):
                return size.code
        return ""


_kept: dict[tuple[int, str], Edition] = {}


def edition_of(framework: Framework, language: str = "") -> Edition:
    """The structure of this edition; eleven statements the first time, then none.

    With a ``language`` it is translated into, as it reads in that language: two statements more.
    """
    key = (framework.pk, key_of(framework, language))
    if key not in _kept:
        if len(_kept) >= KEPT:
            _kept.clear()
        _kept[key] = _read(framework, wording_of(framework, language))
    return _kept[key]


def forget() -> None:
    """Read every edition anew; for tests, whose databases begin again with the same numbers."""
    _kept.clear()


def _read(framework: Framework, wording: Wording | None) -> Edition:
    requirements = Requirement.objects.with_steps().order_by("position")
    commitments = Commitment.objects.order_by("position").prefetch_related(
        Prefetch("requirements", queryset=requirements), "evidence_examples", "indicators"
    )
    pillars = list(
        Pillar.objects.filter(framework=framework)
        .order_by("position")
        .prefetch_related(Prefetch("commitments", queryset=commitments))
    )
    in_order = [commitment for pillar in pillars for commitment in pillar.commitments.all()]
    for commitment in in_order:
        commitment.framework = framework
        for requirement in commitment.requirements.all():
            requirement.framework = framework
    specials = {each.key: each for each in framework.special_answers.all()}
    terms = framework.terms
    scan = {each["requirement"]: each["ask"] for each in terms.get("quick_scan", [])}
    confidences = {
        each["key"]: each["label"]
        for each in terms.get("confidence", [])
        if each.get("set_by", "city") == "city"
    }
    if wording:
        _word(pillars, wording)
        specials = {key: wording.worded(each) for key, each in specials.items()}
        scan = {code: wording.say(f"quick_scan/{code}", ask) for code, ask in scan.items()}
        # Plain words: they stand in a list to choose from, which cannot say a language.
        confidences = {
            key: str(wording.say(f"confidence/{key}", label)) for key, label in confidences.items()
        }
    labels: dict[str, dict[str, str]] = {catalogue: {} for catalogue in LINKED}
    entries = CatalogueEntry.objects.filter(catalogue__in=LINKED)
    for catalogue, code, label in entries.values_list("catalogue", "code", "label"):
        labels[catalogue][code] = label
    return Edition(
        pillars=pillars,
        commitments={commitment.code: commitment for commitment in in_order},
        requirements={
            requirement.code: requirement
            for commitment in in_order
            for requirement in commitment.requirements.all()
        },
        specials=specials,
        rungs=framework.rungs(),
        sizes=list(framework.size_classes.all()),
        labels=labels,
        scan=scan,
        confidences=confidences,
    )


def _word(pillars: Sequence[Pillar], wording: Wording) -> None:
    for pillar in pillars:
        wording.worded(pillar)
        for commitment in pillar.commitments.all():
            wording.worded(commitment)
            for requirement in commitment.requirements.all():
                wording.worded_requirement(requirement)
            for example in commitment.evidence_examples.all():
                wording.worded(example)
            for indicator in commitment.indicators.all():
                wording.worded(indicator)
