"""In what do two states of an answer differ, in words?"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from commitments.changes import Piece, changes_between
from commitments.models import Framework, Requirement
from progress.edition import Edition

LONG = ("text", "how")


@dataclass(frozen=True)
class Difference:
    """One thing in which two states of an answer differ; a long text also in pieces."""

    label: str
    now: str
    proposed: str
    pieces: Sequence[Piece] = ()

    @property
    def changes(self) -> Sequence[Piece]:
        """What was taken out and put in."""
        if self.pieces or not (self.now and self.proposed):
            return self.pieces or [Piece("out", self.now), Piece("in", self.proposed)]
        return [Piece("out", self.now), Piece("kept", " "), Piece("in", self.proposed)]

    @property
    def there(self) -> list[Piece]:
        """The first text alone, in pieces: those the second lacks are ``out``."""
        return [each for each in self.pieces if each.kind != "in"] or [Piece("out", self.now)]

    @property
    def here(self) -> list[Piece]:
        """The second text alone, in pieces: those the first lacks are ``in``."""
        return [each for each in self.pieces if each.kind != "out"] or [Piece("in", self.proposed)]


class InWords:
    """What an answer says, field by field, in words."""

    def __init__(self, edition: Edition, framework: Framework):
        self.specials = {key: each.label for key, each in edition.specials.items()}
        self.sure = {each["key"]: each["label"] for each in framework.terms.get("confidence", [])}
        self.labels = {
            "step": _("Step"),
            "special": _("Special answer"),
            "text": _("What you do"),
            "law": _("Law"),
            "body": _("Body that has the task"),
            "how": _("How you will find out"),
            "until": _("By when you will know"),
            "confidence": _("How sure it is"),
        }

    def differences(self, requirement: Requirement, old: Any, new: Any) -> Iterator[Difference]:
        """Field by field, where ``new`` says something else than ``old``, which may be nothing."""
        for name, label in self.labels.items():
            now, then = self._said(requirement, old, name), self._said(requirement, new, name)
            if now != then:
                pieces = changes_between(now, then) if now and name in LONG else ()
                yield Difference(label, now, then, pieces)

    def _said(self, requirement: Requirement, words: Any, name: str) -> str:
        value: Any = getattr(words, name, "")
        if name == "step":
            return "" if value is None else requirement.labels.get(value, "")
        if name == "until":
            return date_format(value) if value else ""
        known = {"special": self.specials, "confidence": self.sure}.get(name)
        return known.get(value, value) if known is not None else value
