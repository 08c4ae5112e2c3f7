"""What came of loading a document."""

from dataclasses import dataclass
from enum import Enum

from commitments.models import Framework


class Outcome(Enum):
    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"


@dataclass(frozen=True)
class Loaded:
    """``framework`` is None for catalogues, mappings and translations."""

    outcome: Outcome
    framework: Framework | None = None
