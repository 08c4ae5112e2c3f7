"""The levels of an edition in words, each with its seal."""

from dataclasses import dataclass

from django.utils.safestring import SafeString

from commitments.models import Framework
from register.labels import seal


@dataclass(frozen=True)
class LevelShown:
    title: str
    meaning: str
    seal: SafeString


def levels_of(framework: Framework | None) -> list[LevelShown]:
    """Lowest first; one statement."""
    if framework is None:
        return []
    return [
        LevelShown(
            level.title, level.meaning, seal(level.code, level.title, is_lowest=level.rank == 1)
        )
        for level in framework.levels.all()
    ]
