"""In what does the record as it lives on differ from what the city filed?"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Max, Prefetch
from django.utils.translation import gettext as _

from accreditation.models import FiledAnswer, FiledCitation, Filing
from commitments.changes import changes_between
from commitments.choices import Catalogue
from commitments.models import CatalogueEntry, Requirement
from progress.differences import Difference, InWords
from progress.edition import edition_of
from progress.models import Answer, Citation, GroupResult

ADDED, REMOVED, CHANGED = "added", "removed", "changed"
Place = tuple[int, str]  # a piece of evidence, and where in it


@dataclass(frozen=True)
class Passage:
    """A citation that is there now and was not filed, or the other way round, or has changed."""

    kind: str
    title: str
    locator: str
    shows: str
    newer: bool = False  # the file itself has a newer version than the one that was filed


@dataclass(frozen=True)
class Compared:
    """One requirement, as filed and as the record answers it now."""

    requirement: Requirement
    differences: Sequence[Difference]
    passages: Sequence[Passage]
    now: Answer | None

    @property
    def differs(self) -> bool:
        return bool(self.differences or self.passages)


@dataclass(frozen=True)
class GroupCompared:
    """One group at risk, as filed and as the record has it now."""

    label: str
    differences: Sequence[Difference]


def compared(filing: Filing) -> list[Compared]:
    """Each requirement of the filing's edition, in order; five statements however many there are.

    Where the record has moved to another edition, what is compared is how it stood under this one.
    """
    application = filing.application
    framework = application.framework
    edition, words = edition_of(framework), InWords(edition_of(framework), framework)
    filed = _filed(filing)
    now = {each.requirement_id: each for each in _now(filing)}
    return [
        Compared(
            requirement,
            list(words.differences(requirement, filed.get(key), now.get(key))),
            list(_passages(filed.get(key), now.get(key))),
            now.get(key),
        )
        for key, requirement in edition.by_key().items()
    ]


def groups_compared(filing: Filing) -> list[GroupCompared]:
    """Groups of which something else is said now than was filed; three statements."""
    filed: Mapping[str, Any] = {each.group: each for each in filing.groups.all()}
    held = GroupResult.objects.filter(city=filing.application.city_id)
    now = {each.group: each for each in held if each.change.strip()}
    labels = {code: each.label for code, each in filed.items()}
    if now.keys() - labels.keys():
        entries = CatalogueEntry.objects.of(Catalogue.GROUPS_AT_RISK)
        labels |= dict(entries.values_list("code", "label"))
    found = [
        GroupCompared(labels.get(code, code), list(_of_group(filed.get(code), now.get(code))))
        for code in sorted({*filed, *now})
    ]
    return [each for each in found if each.differences]


def _filed(filing: Filing) -> dict[int, FiledAnswer]:
    cited = Prefetch("citations", FiledCitation.objects.select_related("evidence"))
    return {each.requirement_id: each for each in filing.answers.prefetch_related(cited)}


def _now(filing: Filing) -> Iterable[Answer]:
    citations = Citation.objects.select_related("evidence").annotate(
        newest=Max("evidence__versions__version")
    )
    answers = Answer.objects.of(filing.application.city, filing.application.framework)
    return answers.select_related("changed_by").prefetch_related(Prefetch("citations", citations))


def _passages(filed: FiledAnswer | None, now: Answer | None) -> Iterator[Passage]:
    then: dict[Place, FiledCitation] = {
        (one.evidence.evidence_id, one.locator): one
        for one in (filed.citations.all() if filed else ())
    }
    here: dict[Place, Any] = {
        (one.evidence_id, one.locator): one for one in (now.citations.all() if now else ())
    }
    for place, one in here.items():
        before = then.get(place)
        if before is None:
            yield Passage(ADDED, one.evidence.title, one.locator, one.shows)
            continue
        newer = one.newest > before.evidence.version
        if newer or one.shows != before.shows:
            yield Passage(CHANGED, one.evidence.title, one.locator, one.shows, newer)
    for place, gone in then.items():
        if place not in here:
            yield Passage(REMOVED, gone.title, gone.locator, gone.shows)


def _of_group(filed: Any, now: Any) -> Iterator[Difference]:
    for name, label in (
        ("change", _("What changed for them")),
        ("agreed", _("How this was agreed with them")),
    ):
        then, here = getattr(filed, name, ""), getattr(now, name, "")
        if then != here:
            yield Difference(label, then, here, changes_between(then, here) if then else ())
