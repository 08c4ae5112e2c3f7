"""What a duty yields: one thing that waits for a person, as their desk shows it."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Task:
    """One thing that waits for this person."""

    title: str
    hint: str
    url: str
    until: date | None = None
