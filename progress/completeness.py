"""Does an answer say all that is asked of it? (design §3, special answers)"""

from collections.abc import Iterator
from datetime import date
from typing import Protocol

from django.utils.translation import gettext as _

from commitments.choices import Ask, CountsAs
from commitments.models import SpecialAnswer


class Said(Protocol):
    """What an answer says, as a row, a version, or what was typed into the form."""

    @property
    def step(self) -> int | None: ...
    @property
    def special(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def law(self) -> str: ...
    @property
    def body(self) -> str: ...
    @property
    def how(self) -> str: ...
    @property
    def until(self) -> date | None: ...


def contradictions(said: Said, special: SpecialAnswer | None) -> Iterator[tuple[str, str]]:
    """Field and sentence for what cannot stand together, not even in a draft."""
    if special is None or said.step is None or special.counts_as == CountsAs.OWN_POWERS:
        return
    yield (
        "step",
        _("“%(special)s” stands instead of a step. Choose one of them.")
        % {"special": special.label},
    )


def missing(said: Said, special: SpecialAnswer | None) -> Iterator[tuple[str, str]]:
    """Field and sentence for each thing still to be said before the answer is complete."""
    if special is None:
        if said.step is None:
            yield "step", _("Choose the step you have reached.")
        return
    if special.counts_as == CountsAs.OWN_POWERS and said.step is None:
        yield (
            "step",
            _("“%(special)s” stands beside a step: choose that of what you do yourselves.")
            % {"special": special.label},
        )
    for ask in special.asks:
        field, sentence = _asked(ask)
        if not _is_said(said, field):
            yield field, sentence


def passed(said: Said, special: SpecialAnswer | None, day: date) -> Iterator[tuple[str, str]]:
    """Field and sentence where “not known yet” promises a day that is not to come on ``day``."""
    if special is not None and Ask.UNTIL in special.asks and said.until and said.until <= day:
        yield "until", _("This day is not to come. Say by when you will know.")


def is_complete(said: Said, special: SpecialAnswer | None) -> bool:
    return next(missing(said, special), None) is None


def _is_said(said: Said, field: str) -> bool:
    value = getattr(said, field)
    return bool(value.strip() if isinstance(value, str) else value)


def _asked(ask: str) -> tuple[str, str]:
    return {
        Ask.LAW: ("law", _("Name the law that gives the task to another level.")),
        Ask.BODY: ("body", _("Name the body that has the task.")),
        Ask.OWN_POWERS: ("text", _("Say what you do with your own powers.")),
        Ask.HOW: ("how", _("Say how you will find out.")),
        Ask.UNTIL: ("until", _("Say by when you will know.")),
        Ask.WHY: ("text", _("Say why.")),
    }[Ask(ask)]
