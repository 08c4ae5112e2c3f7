"""What the pages of an edition show, gathered in few queries."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from urllib.parse import urlencode

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from commitments.choices import Catalogue
from commitments.levels.words import asked
from commitments.models import CatalogueEntry, Commitment, Framework, Level, Pillar, Step
from commitments.wording import Wording

Labels = Mapping[str, Mapping[str, str]]
LINKED = {
    "charter": Catalogue.CHARTER_ARTICLES,
    "sdg": Catalogue.SDG_TARGETS,
    "areas": Catalogue.MUNICIPAL_AREAS,
    "instruments": Catalogue.INSTRUMENTS,
}


@dataclass(frozen=True)
class Link:
    """What a commitment is linked to: ``query`` narrows the edition to the same."""

    code: str
    label: str
    query: str = ""


@dataclass(frozen=True)
class Entry:
    """A commitment with the number of its requirements."""

    commitment: Commitment
    requirements: int
    core: int


@dataclass(frozen=True)
class Chapter:
    """A pillar with the commitments a reader asked for."""

    pillar: Pillar
    entries: list[Entry]


@dataclass(frozen=True)
class LevelInWords:
    code: str
    title: str
    meaning: str
    demands: Sequence[str]


def catalogue_labels(*catalogues: str) -> Labels:
    """Catalogue → code → label, in the catalogues' own order; one query."""
    labels: dict[str, dict[str, str]] = {catalogue: {} for catalogue in catalogues}
    entries = CatalogueEntry.objects.in_order().filter(catalogue__in=catalogues)
    for catalogue, code, label in entries.values_list("catalogue", "code", "label"):
        labels[catalogue][code] = label
    return labels


def entries_of(framework: Framework) -> list[Entry]:
    """The commitments in order, each with its pillar; one query."""
    counted = Commitment.objects.of(framework).annotate(
        asked=Count("requirements"),
        asked_core=Count("requirements", filter=Q(requirements__is_core=True)),
    )
    return [Entry(row, row.asked, row.asked_core) for row in counted.in_order()]


def chapters(entries: Iterable[Entry]) -> list[Chapter]:
    """Commitments in order, grouped by pillar."""
    grouped: dict[int, Chapter] = {}
    for entry in entries:
        pillar = entry.commitment.pillar
        grouped.setdefault(pillar.pk, Chapter(pillar, [])).entries.append(entry)
    return list(grouped.values())


def offered(entries: Iterable[Entry], labels: Labels) -> dict[str, dict[str, str]]:
    """What readers can narrow by: areas, articles and goals that some commitment names."""
    used: dict[str, set[str]] = {"areas": set(), "charter": set(), "sdg": set()}
    for entry in entries:
        for key, codes in used.items():
            codes.update(entry.commitment.links.get(key, []))
    goals = {target.split(".")[0] for target in used["sdg"]}
    articles, known_goals = labels[Catalogue.CHARTER_ARTICLES], labels[Catalogue.SDG_GOALS]
    areas = labels[Catalogue.MUNICIPAL_AREAS]
    return {
        "area": {code: label for code, label in areas.items() if code in used["areas"]},
        "charter": {
            code: _("%(number)s. %(title)s") % {"number": code, "title": label}
            for code, label in articles.items()
            if code in used["charter"]
        },
        "sdg": {
            code: _("%(number)s. %(title)s") % {"number": code, "title": label}
            for code, label in known_goals.items()
            if code in goals
        },
    }


def narrowed(entries: Iterable[Entry], chosen: Mapping[str, str]) -> list[Entry]:
    """The commitments that name all of ``chosen``: area, charter, sdg (a goal)."""

    def named(links: Mapping[str, list[str]], what: str, code: str) -> bool:
        if what == "sdg":
            return any(target.split(".")[0] == code for target in links.get("sdg", []))
        return code in links.get("areas" if what == "area" else what, [])

    return [
        entry
        for entry in entries
        if all(named(entry.commitment.links, what, code) for what, code in chosen.items())
    ]


def levels_in_words(framework: Framework, wording: Wording | None = None) -> list[LevelInWords]:
    """What each level asks beyond the one below, lowest first; two queries.

    The demands are sentences of the platform, which name steps as they are read on the page.
    """
    labels = _step_labels(framework, wording)
    levels = list(Level.objects.filter(framework=framework))
    if wording:
        levels = [wording.worded(level) for level in levels]
    return [
        LevelInWords(
            level.code,
            level.title,
            level.meaning,
            [asked(demand, labels) for demand in level.demands],
        )
        for level in levels
    ]


def _step_labels(framework: Framework, wording: Wording | None) -> dict[int, str]:
    """The label of each step by its value; the first scale has the last word."""
    steps = Step.objects.filter(scale__framework=framework).order_by("-scale__position", "value")
    labels: dict[int, str] = {}
    for scale, rows in groupby(steps.values_list("scale__code", "value", "label"), itemgetter(0)):
        for number, (_scale, value, label) in enumerate(rows):
            place = f"scales/{scale}/steps/{number}/label"
            labels[value] = wording.say(place, label, is_marked=False) if wording else label
    return labels


def links_of(commitment: Commitment, labels: Labels, language: str = "") -> dict[str, list[Link]]:
    """What the commitment is linked to, by kind, with labels and where to read on."""
    return {
        kind: [
            Link(code, labels[catalogue].get(code, code), _query(kind, code, language))
            for code in commitment.links.get(kind, [])
        ]
        for kind, catalogue in LINKED.items()
    }


def _query(kind: str, code: str, language: str) -> str:
    match kind:
        case "areas":
            named = {"area": code}
        case "charter":
            named = {"charter": code}
        case "sdg":
            named = {"sdg": code.split(".")[0]}
        case _:
            return ""
    return "?" + urlencode({**named, "language": language} if language else named)
