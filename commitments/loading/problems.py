"""What is wrong with a document: every problem with its file and line."""

from collections.abc import Sequence
from dataclasses import dataclass, field


class DocumentRefused(Exception):
    """A document cannot be loaded; ``problems`` says why, one ``path:line: sentence`` each."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = list(problems)


class EditionIsPublished(DocumentRefused):
    """A published edition never changes; a correction is a new edition."""


class EditionIsFixed(DocumentRefused):
    """A city has filed under this edition, so its text stays as it is."""


@dataclass
class Problems:
    """Collects what is wrong with one document, so that all of it can be said at once."""

    path: str
    found: list[tuple[int, str]] = field(default_factory=list)

    def add(self, line: int, sentence: str) -> None:
        if (line, sentence) not in self.found:
            self.found.append((line, sentence))

    def lines(self) -> list[str]:
        return [f"{self.path}:{line}: {sentence}" for line, sentence in sorted(self.found)]

    def refuse(self) -> None:
        """Raises DocumentRefused if anything was found."""
        if self.found:
            raise DocumentRefused(self.lines())
