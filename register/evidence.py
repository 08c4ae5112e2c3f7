"""Which evidence may a stranger read behind a published decision?

What the city had made public when it filed, and has not taken back since: as it was filed, in the
version it was judged by.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from accreditation.models import Application
from cities.languages import name_of
from progress.models import EvidenceVersion
from register import published
from register.city import decided_application

PIECE = (
    "evidence", "evidence__url", "evidence__sha256", "evidence__filename", "evidence__size",
    "evidence__evidence__language",
)  # fmt: skip


@dataclass(frozen=True)
class Passage:
    """Where in a piece of evidence something is borne out, and what can be seen there."""

    of: str  # the code of a requirement; empty of a group
    about: str
    locator: str
    shows: str


@dataclass(frozen=True)
class Piece:
    """A file or a link as it was filed."""

    title: str
    language: str  # of the document, in words
    url: str
    sha256: str
    filename: str
    size: int
    passages: tuple[Passage, ...]


@dataclass(frozen=True)
class Shown:
    """The public evidence behind one decision."""

    city: str
    slug: str
    invented: bool
    reference: str
    decided_on: date
    pieces: tuple[Piece, ...]


def shown(slug: str, reference: str) -> Shown | None:
    """None unless a decision of this public city is published under the reference."""
    application = decided_application(slug, reference=reference)
    if application is None:
        return None
    return Shown(
        city=application.city.name,
        slug=slug,
        invented=application.city.invented,
        reference=reference,
        decided_on=application.decision.decided_on,
        pieces=tuple(_pieces(_cited(application))),
    )


def file_of(slug: str, reference: str, sha256: str) -> EvidenceVersion | None:
    """The file with this hash among them."""
    application = decided_application(slug, reference=reference)
    if application is None:
        return None
    filing = application.filing
    citations = published.citations().filter(answer__filing=filing)
    groups = published.group_evidence().filter(filing=filing)
    versions = EvidenceVersion.objects.filter(url="", sha256=sha256)
    cited = Q(pk__in=citations.values("evidence")) | Q(pk__in=groups.values("evidence"))
    return versions.filter(cited).first()


Row = tuple[Any, ...]


def _cited(application: Application) -> Iterator[tuple[Row, str, Passage]]:
    """Of each passage the row of its version, the title it was filed under, and itself."""
    filing = application.filing
    citations = published.citations().filter(answer__filing=filing)
    for *row, title, code, text, locator, shows in citations.values_list(
        *PIECE, "title", "answer__requirement__code", "answer__requirement__text", "locator",
        "shows",
    ).order_by("title", "answer__requirement__commitment__position",
               "answer__requirement__position", "pk"):  # fmt: skip
        yield tuple(row), title, Passage(code, text, locator, shows)
    groups = published.group_evidence().filter(filing=filing)
    for *row, title, label, locator in groups.values_list(
        *PIECE, "title", "label", "locator"
    ).order_by("title", "pk"):
        yield tuple(row), title, Passage("", label, locator, "")


def _pieces(cited: Iterable[tuple[Row, str, Passage]]) -> Iterator[Piece]:
    """Each version once, with all its passages, under the title it has first."""
    passages: dict[Row, list[Passage]] = {}
    titles: dict[Row, str] = {}
    for row, title, passage in cited:
        passages.setdefault(row, []).append(passage)
        titles.setdefault(row, title)
    for row in sorted(passages, key=lambda row: (titles[row].casefold(), row[0])):
        _version, url, sha256, filename, size, language = row
        yield Piece(
            titles[row], name_of(language), url, sha256, filename, size, tuple(passages[row])
        )
