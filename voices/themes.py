"""What can somebody speak about? The commitments of the edition, in plain words."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from commitments.models import Commitment, Framework


@dataclass(frozen=True)
class Theme:
    """One commitment as the form offers it."""

    code: str
    title: str
    plain: str
    is_chosen: bool


@dataclass(frozen=True)
class Pillar:
    """A part of the framework; open where something in it is chosen."""

    title: str
    themes: tuple[Theme, ...]

    @property
    def is_open(self) -> bool:
        return any(theme.is_chosen for theme in self.themes)


def themes_of(framework: Framework, chosen: Collection[str] = ()) -> list[Pillar]:
    """Every commitment by pillar, in the order of the edition; one statement."""
    found: dict[str, list[Theme]] = {}
    for each in Commitment.objects.of(framework).in_order():
        theme = Theme(each.code, each.title, each.plain, each.code in chosen)
        found.setdefault(each.pillar.title, []).append(theme)
    return [Pillar(title, tuple(themes)) for title, themes in found.items()]


def as_choices(pillars: Iterable[Pillar]) -> list[tuple[str, str]]:
    return [(theme.code, theme.title) for pillar in pillars for theme in pillar.themes]


def titles_of(framework: Framework, codes: Iterable[str]) -> list[str]:
    """The titles of these commitments, in the order of the edition."""
    chosen = set(codes)
    return [title for code, title in as_choices(themes_of(framework)) if code in chosen]
